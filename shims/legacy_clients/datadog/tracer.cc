#include <opentracing/noop.h>

#include <stdexcept>

#include "datadog/opentracing.h"
#include "shims/legacy_clients/datadog/settings.h"

namespace datadog::opentracing {
namespace {

namespace clients = tracebridge::legacy_clients;

const char* NameOf(LogLevel level) {
  switch (level) {
    case LogLevel::debug:
      return "debug";
    case LogLevel::info:
      return "info";
    case LogLevel::error:
      return "error";
  }
  return "<unknown level>";
}

clients::Report ReportTo(const TracerOptions& options) {
  if (!options.log_func) return nullptr;
  return [log = options.log_func](const std::string& message) { log(LogLevel::error, message); };
}

void Say(const TracerOptions& options, const std::string& message) {
  if (options.log_func) options.log_func(LogLevel::error, message);
}

// The tracer sends what it has by itself.
class EmptyEncoder final : public TraceEncoder {
 public:
  const std::string& path() override { return path_; }
  std::size_t pendingTraces() override { return 0; }
  void clearTraces() override {}
  const std::map<std::string, std::string> headers() override {
    return {{"Content-Type", "application/msgpack"}};
  }
  const std::string payload() override { return "\x90"; }  // an empty array of MessagePack's
  void handleResponse(const std::string&) override {}

 private:
  const std::string path_ = "/v0.4/traces";
};

}  // namespace

void logToStandardError(LogLevel level, ot::string_view message) {
  std::cerr << NameOf(level) << ": " << std::string(message.data(), message.size()) << "\n";
}

std::shared_ptr<ot::Tracer> makeTracer(const TracerOptions& options) {
  try {
    auto tracer =
        clients::Start(clients::ToSettings(options, tracebridge::core::ProcessEnvironment()),
                       ReportTo(options))
            .tracer;
    return tracer == nullptr ? ot::MakeNoopTracer() : tracer;
  } catch (const std::invalid_argument& wrong) {
    Say(options, std::string("tracebridge: nothing is traced: ") + wrong.what());
    return ot::MakeNoopTracer();
  }
}

std::tuple<std::shared_ptr<ot::Tracer>, std::shared_ptr<TraceEncoder>> makeTracerAndEncoder(
    const TracerOptions& options) {
  auto tracer = makeTracer(options);
  Say(options, "tracebridge: the encoder has no traces: the tracer sends them itself, over OTLP");
  return {std::move(tracer), std::make_shared<EmptyEncoder>()};
}

}  // namespace datadog::opentracing
