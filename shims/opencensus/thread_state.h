// What the shim keeps for each thread: the object that Context::Current() refers to, the tracer, and
// the start in progress.
#pragma once

#include <cstdint>
#include <memory>

#include "opencensus/context/context.h"
#include "opencensus/tags/tag_map.h"
#include "opentelemetry/baggage/baggage.h"
#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/trace/span.h"
#include "opentelemetry/trace/span_startoptions.h"
#include "opentelemetry/trace/tracer.h"
#include "shims/opencensus/default_provider.h"

namespace tracebridge::opencensus_shim {

struct TagMirror;

// Tags that were worked out from Baggage last, and from what.
struct MirroredTags {
  const TagMirror* mirror = nullptr;
  opentelemetry::nostd::shared_ptr<opentelemetry::baggage::Baggage>
      value;  // the context's own tags
  opentelemetry::nostd::shared_ptr<opentelemetry::baggage::Baggage> baggage;
  opencensus::tags::TagMap tags{};
};

struct ThreadState {
  ThreadState();

  // Returns the calling thread's. Usable for as long as the thread runs, also from the destructors
  // of its other thread-local objects.
  static ThreadState& Get() noexcept;

  // Returns the calling thread's `start`. Makes no state.
  static const Start* CurrentStart() noexcept;

  // Shows the current span and tags whenever it is asked. Never holds the current span, because
  // OpenTelemetry code may rely on its span ending when the last owner goes.
  opencensus::context::Context view;
  // For other threads that hold a reference to `view`: the span when it was last asked for.
  std::weak_ptr<void> seen;

  // The tracer of the provider that was set when `provider_version` was the slot's.
  std::uint64_t provider_version = 0;
  opentelemetry::nostd::shared_ptr<opentelemetry::trace::Tracer> tracer;

  // "No parent, whatever is current." Kept, because making one costs; made again if there was no memory for it.
  const opentelemetry::trace::StartSpanOptions& Root() noexcept {
    if (!has_root_) MakeRoot();
    return root_;
  }

  const Start* start = nullptr;

  MirroredTags mirrored_tags;

 private:
  void MakeRoot() noexcept;

  opentelemetry::trace::StartSpanOptions root_;
  bool has_root_ = false;
};

}  // namespace tracebridge::opencensus_shim
