// jaeger-client-cpp 0.9's way to make a tracer in code, answered by tracebridge.
//
//   auto tracer = jaegertracing::Tracer::make("edge", config, jaegertracing::logging::consoleLogger());
//   opentracing::Tracer::InitGlobal(tracer);
//
// The settings become tracebridge's by the table of docs/legacy-configuration.md, the first tracer the process's bridge, so that
// OpenTelemetry and OpenCensus code is in its traces: docs/legacy-clients.md.
//
// Source: jaeger-client-cpp 0.9.0, src/jaegertracing/Tracer.h.
#pragma once

#include <opentracing/noop.h>
#include <opentracing/tracer.h>

#include <atomic>
#include <chrono>
#include <iosfwd>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "jaegertracing/Compilers.h"
#include "jaegertracing/Config.h"
#include "jaegertracing/Constants.h"
#include "jaegertracing/Logging.h"
#include "jaegertracing/Span.h"
#include "jaegertracing/Tag.h"
#include "jaegertracing/metrics/NullStatsFactory.h"
#include "jaegertracing/metrics/StatsFactory.h"

namespace jaegertracing {

struct TracerParts;  // how make() makes one

class Tracer : public opentracing::Tracer, public std::enable_shared_from_this<Tracer> {
 public:
  using SteadyClock = Span::SteadyClock;
  using SystemClock = Span::SystemClock;
  using string_view = opentracing::string_view;

  static constexpr auto kGen128BitOption = 1;

  // Returns a tracer; a no-op one if `config` is disabled. Throws std::invalid_argument without a service name, and on a setting
  // that makes no sense, which `logger` is told too. What has no counterpart `logger` is told in one message.
  //
  // `statsFactory` counts spans and traces that start and spans that finish. `options` have no effect: trace ids have 128 bits.
  static std::shared_ptr<opentracing::Tracer> make(const Config& config);
  static std::shared_ptr<opentracing::Tracer> make(const std::string& serviceName,
                                                   const Config& config);
  static std::shared_ptr<opentracing::Tracer> make(const std::string& serviceName,
                                                   const Config& config,
                                                   const std::shared_ptr<logging::Logger>& logger);
  static std::shared_ptr<opentracing::Tracer> make(const std::string& serviceName,
                                                   const Config& config,
                                                   const std::shared_ptr<logging::Logger>& logger,
                                                   metrics::StatsFactory& statsFactory);
  static std::shared_ptr<opentracing::Tracer> make(const std::string& serviceName,
                                                   const Config& config,
                                                   const std::shared_ptr<logging::Logger>& logger,
                                                   metrics::StatsFactory& statsFactory,
                                                   int options);

  explicit Tracer(TracerParts&& parts);
  ~Tracer() override;
  Tracer(const Tracer&) = delete;
  Tracer& operator=(const Tracer&) = delete;

  std::unique_ptr<opentracing::Span> StartSpanWithOptions(
      string_view operationName,
      const opentracing::StartSpanOptions& options) const noexcept override;

  using opentracing::Tracer::Extract;
  using opentracing::Tracer::Inject;
  opentracing::expected<void> Inject(const opentracing::SpanContext& context,
                                     std::ostream& writer) const override;
  opentracing::expected<void> Inject(const opentracing::SpanContext& context,
                                     const opentracing::TextMapWriter& writer) const override;
  opentracing::expected<void> Inject(const opentracing::SpanContext& context,
                                     const opentracing::HTTPHeadersWriter& writer) const override;
  opentracing::expected<std::unique_ptr<opentracing::SpanContext>> Extract(
      std::istream& reader) const override;
  opentracing::expected<std::unique_ptr<opentracing::SpanContext>> Extract(
      const opentracing::TextMapReader& reader) const override;
  opentracing::expected<std::unique_ptr<opentracing::SpanContext>> Extract(
      const opentracing::HTTPHeadersReader& reader) const override;

  // Exports what has finished. Spans that start later are not recorded.
  void Close() noexcept override;
  void close() noexcept { Close(); }

  const std::string& serviceName() const { return _serviceName; }
  const std::vector<Tag>& tags() const { return _tags; }

 private:
  friend class Span;
  struct Counters;

  const std::string _serviceName;
  const std::vector<Tag> _tags;
  const std::shared_ptr<opentracing::Tracer> _tracer;
  const std::shared_ptr<Counters> _counters;  // null: nobody wants them
  std::atomic<bool> _closed{false};
};

// A reference that was for spans which were recorded elsewhere, under ids of their own. Here a span that starts with it joins the
// trace of `context` below that span, under an id of its own, and links to it.
opentracing::SpanReference SelfRef(const opentracing::SpanContext* context) noexcept;

}  // namespace jaegertracing
