// Hooks around the life of an SDK thread. Accepted for source compatibility.
#pragma once

#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::common {

// Subclass to learn when a processor's worker thread starts, waits and ends. All calls come from
// that thread.
class ThreadInstrumentation {
 public:
  ThreadInstrumentation() = default;
  ThreadInstrumentation(const ThreadInstrumentation&) = delete;
  ThreadInstrumentation(ThreadInstrumentation&&) = delete;
  ThreadInstrumentation& operator=(const ThreadInstrumentation&) = delete;
  ThreadInstrumentation& operator=(ThreadInstrumentation&&) = delete;
  virtual ~ThreadInstrumentation() = default;

  virtual void OnStart() {}
  virtual void OnEnd() {}
  virtual void BeforeWait() {}
  virtual void AfterWait() {}
  virtual void BeforeLoad() {}
  virtual void AfterLoad() {}
};

}  // namespace sdk::common
OPENTELEMETRY_END_NAMESPACE
