#include "shims/legacy_clients/start.h"

#include <chrono>
#include <mutex>
#include <new>
#include <stdexcept>
#include <utility>
#include <vector>

#include "opentelemetry/sdk/common/global_log_handler.h"
#include "otel_core/sdk/src/common/fork_aware.h"
#include "shims/bridge/set_up.h"
#include "shims/legacy_configuration/legacy_settings.h"
#include "shims/opentracing_plugin/running_tracer.h"
#include "tracebridge/opentracing_binary.h"
#include "tracebridge/opentracing_shim_otel.h"
#include "tracebridge/sdk_builder.h"

namespace tracebridge::legacy_clients {
namespace {

using legacy_configuration::Node;
using Warnings = std::vector<EnvironmentReading::Warning>;

constexpr std::chrono::milliseconds kLongestWait{5000};

// Everything that was said, so that two programs' worth of settings can be compared.
void Write(const Node& node, std::string* text) {
  *text += node.name + "\x1f" + node.text + "\x1e";
  for (const Node& child : node.children) Write(child, text);
  *text += "\x1d";
}

std::string TextOf(const Settings& settings) {
  std::string text(settings.format->name);
  Write(settings.node, &text);
  return text;
}

// A bridge with what it was told. Ends with the last tracer that holds it.
struct Session {
  Bridge bridge;
  std::string settings;
};

// The session of this process, if there is one.
class Registry final {
 public:
  std::mutex mutex;
  std::weak_ptr<Session> session;

 private:
  friend class sdk::ForkHandlers<Registry>;
  // Setting up takes locks that a fork takes: nobody waits for it. The child finds the session that was up, or none.
  void BeforeFork() noexcept {}
  void InParent() noexcept {}
  void InChild() noexcept { new (&mutex) std::mutex; }

  sdk::ForkHandlers<Registry> fork_handlers_{this};
};

// Never destroyed.
Registry& TheRegistry() {
  static Registry* const registry = new Registry;
  return *registry;
}

void Say(const Report& report, const std::string& message) {
  if (report) {
    report(message);
  } else {
    OTEL_INTERNAL_LOG_WARN(message);
  }
}

void SayWhatIsLost(const Warnings& warnings, const Report& report) {
  if (warnings.empty()) return;
  std::string message = "tracebridge: not all settings are carried over.";
  for (const auto& warning : warnings) {
    message += " " + warning.variable + ": " + warning.error.message + ".";
  }
  Say(report, message);
}

OpenTracingActivation ToOpenTracing(OpenTracingActivationPolicy policy) {
  switch (policy) {
    case OpenTracingActivationPolicy::kOff:
      return OpenTracingActivation::kOff;
    case OpenTracingActivationPolicy::kThread:
      return OpenTracingActivation::kThread;
  }
  return OpenTracingActivation::kOff;
}

// What a program holds: the tracer is let go before its session.
struct Held {
  std::shared_ptr<Session> session;
  std::shared_ptr<opentracing::Tracer> tracer;
};

Started OnBridge(std::shared_ptr<Session> session, const SdkOptions& settings) {
  OpenTracingOptions options;
  options.activation = ToOpenTracing(settings.opentracing_activation);
  options.inject_all_keys = settings.inject_all_keys;
  Started started;
  started.flush = [flushed = std::weak_ptr<Session>(session)](std::chrono::milliseconds timeout) {
    const auto held = flushed.lock();
    return held == nullptr || held->bridge.ForceFlush(timeout);
  };
  options.on_close = [flush = started.flush] { flush(kLongestWait); };
  OpenTelemetryObjects objects;
  objects.other_binary = {MissingOfOpenTracingBinary, FromOpenTracingBinary};
  auto tracer = MakeOpenTracingTracer(objects, options);
  opentracing::Tracer* const plain = tracer.get();
  started.tracer = {std::make_shared<Held>(Held{std::move(session), std::move(tracer)}), plain};
  return started;
}

// Beside a bridge with other settings, which it holds: what else the process traces is with that bridge, and goes on when the
// bridge's own tracer was the first to go, as in programs that load new settings.
Started Alone(std::shared_ptr<Session> session, const FinalizedOptions& options,
              const Warnings& warnings) {
  auto running = opentracing_plugin::StartTracer(options, warnings);
  opentracing::Tracer* const plain = running.tracer.get();
  return {{std::make_shared<Held>(Held{std::move(session), std::move(running.tracer)}), plain},
          [flush = std::move(running.flush)](std::chrono::milliseconds) { return flush(); }};
}

}  // namespace

Started Start(const Settings& settings, const Report& report) {
  auto legacy = legacy_configuration::ReadLegacySettings(*settings.format, settings.node,
                                                         settings.environment);
  if (!legacy) throw std::invalid_argument(legacy.error().message);
  EnvironmentReading& read = legacy->read;
  const auto finalized = Finalize(read.options);
  if (!finalized) throw std::invalid_argument(finalized.error().message);
  SayWhatIsLost(legacy->warnings, report);
  if (read.options.disabled) return {};
  if (const auto missing = FindMissingPart(*finalized))
    Say(report, "tracebridge: " + missing->message);
  // The program chose a sampler: OpenCensus's TraceConfig does not count.
  read.variables.emplace_back("OTEL_TRACES_SAMPLER");

  const std::string told = TextOf(settings);
  Registry& registry = TheRegistry();
  bool found = false;
  std::shared_ptr<Session> session;
  {
    const std::lock_guard<std::mutex> lock(registry.mutex);
    session = registry.session.lock();
    if (session != nullptr && session->settings != told) {
      return Alone(std::move(session), *finalized, read.warnings);
    }
    if (session == nullptr) {
      bridge::SetUp set_up([&read] { return read; }, kLongestWait);
      set_up.LeaveGlobalTracer();
      session = std::make_shared<Session>(Session{set_up.Up(), told});
      found = set_up.found();
      if (!found) registry.session = session;
    }
  }
  if (found) {
    Say(report,
        "tracebridge: the program has set a bridge up already, whose settings count; those of this "
        "tracer do not");
  }
  return OnBridge(std::move(session), read.options);
}

}  // namespace tracebridge::legacy_clients
