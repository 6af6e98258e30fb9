// How a bridge comes up, whoever asks: tracebridge::Bridge itself, or a legacy client whose settings were read elsewhere.
#pragma once

#include <chrono>
#include <functional>
#include <memory>

#include "tracebridge/bridge.h"
#include "tracebridge/sdk_options.h"

namespace tracebridge::bridge {

class SetUp {
 public:
  // Returns the settings. Called when there is no bridge yet.
  using Read = std::function<EnvironmentReading()>;

  SetUp(Read read, std::chrono::milliseconds shutdown_timeout) noexcept
      : read_(std::move(read)), shutdown_timeout_(shutdown_timeout) {}

  // The OpenTracing tracer of the bridge does not become the global one: a client's program registers its own.
  void LeaveGlobalTracer() noexcept { registers_tracer_ = false; }

  // Brings the bridge of the process up; or, while one is up, returns another handle to it. Throws what `read` throws, and
  // std::bad_alloc.
  Bridge Up() { return Bridge(FindOrMake()); }

  // Whether Up() found one.
  bool found() const noexcept { return found_; }

 private:
  friend class tracebridge::Bridge;
  std::shared_ptr<Bridge::Core> FindOrMake();
  std::shared_ptr<Bridge::Core> Make() const;

  const Read read_;
  const std::chrono::milliseconds shutdown_timeout_;
  bool registers_tracer_ = true;
  bool found_ = false;
};

}  // namespace tracebridge::bridge
