// From what a legacy client was told in code to a running tracer.
//
//   first tracer of the process              the bridge (tracebridge/bridge.h) with these settings
//   another, told the same                   the same bridge
//   another, told otherwise, meanwhile       an export of its own, as with the original; a part of the same traces all the same
//   after a bridge that the program set up   that bridge, whose settings count; a warning
#pragma once

#include <opentracing/tracer.h>

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "otel_core/sdk/src/common/environment.h"
#include "shims/legacy_configuration/document.h"
#include "shims/legacy_configuration/format.h"

namespace tracebridge::legacy_clients {

// Settings in code as a tree without lines.
struct Settings {
  const legacy_configuration::Format* format;
  legacy_configuration::Node node;
  core::Environment environment;  // below them
};

// Tells the program what of its settings has no counterpart, in one message. Null: the SDK's log is told.
using Report = std::function<void(const std::string&)>;

struct Started {
  std::shared_ptr<opentracing::Tracer>
      tracer;  // null if the settings, or OTEL_SDK_DISABLED, ask for none

  // Exports what has finished, without an end to anything. Returns false if that failed, or took longer than that.
  std::function<bool(std::chrono::milliseconds)> flush;
};

// Returns a tracer. The last one of a bridge that is let go exports what has finished, and ends it. Does not touch the global
// OpenTracing tracer. Throws std::invalid_argument when a setting makes no sense, and says which.
Started Start(const Settings& settings, const Report& report);

}  // namespace tracebridge::legacy_clients
