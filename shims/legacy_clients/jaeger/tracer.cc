#include "jaegertracing/Tracer.h"

#include <new>
#include <optional>
#include <stdexcept>
#include <utility>

#include "otel_core/sdk/src/common/text.h"
#include "shims/legacy_clients/jaeger/counters.h"
#include "shims/legacy_clients/jaeger/logging.h"
#include "shims/legacy_clients/jaeger/settings.h"
#include "tracebridge/diagnostics.h"

namespace jaegertracing {

struct TracerParts {
  std::string service_name;
  std::vector<Tag> tags;
  std::shared_ptr<opentracing::Tracer> tracer;
  metrics::StatsFactory& stats;
};

namespace {

namespace clients = tracebridge::legacy_clients;
using Extracted = opentracing::expected<std::unique_ptr<opentracing::SpanContext>>;
using References =
    std::vector<std::pair<opentracing::SpanReferenceType, const opentracing::SpanContext*>>;

// As the analysis of references of the shim: the first ChildOf, else the first. Null: none.
const opentracing::SpanContext* ParentIn(const References& references) noexcept {
  const opentracing::SpanContext* first = nullptr;
  for (const auto& [type, context] : references) {
    if (context == nullptr) continue;
    if (type == opentracing::SpanReferenceType::ChildOfRef) return context;
    if (first == nullptr) first = context;
  }
  return first;
}

uint64_t SpanIdOf(const opentracing::SpanContext* context) noexcept {
  const auto* const jaeger = dynamic_cast<const SpanContext*>(context);
  return jaeger == nullptr ? 0 : jaeger->spanID();
}

// Programs cast what Extract returns.
Extracted Cast(Extracted extracted) {
  if (!extracted || *extracted == nullptr) return extracted;
  try {
    return std::unique_ptr<opentracing::SpanContext>(
        new SpanContext(SpanContext::owning(*std::move(extracted))));
  } catch (...) {
    tracebridge::Count(tracebridge::Diagnostic::kOutOfMemory);
    return opentracing::make_unexpected(std::make_error_code(std::errc::not_enough_memory));
  }
}

// Says no more than the original did, which checked this one setting itself.
void CheckProbability(const samplers::Config& sampler, logging::Logger* logger) {
  const bool is_probability = sampler.param() >= 0 && sampler.param() <= 1;
  const std::string type = tracebridge::core::Lower(sampler.type());
  const bool is_wanted = type == kSamplerTypeProbabilistic || type == kSamplerTypeRemote;
  if (is_probability || !is_wanted) return;
  std::ostringstream message;
  message << "Invalid parameter for probabilistic sampler: " << sampler.param()
          << ", expecting value between 0 and 1";
  if (logger != nullptr) logger->error(message.str());
  throw std::invalid_argument("Probabilistic sampling rate should be in the interval [0, 1].");
}

clients::Report ReportTo(const std::shared_ptr<logging::Logger>& logger) {
  if (clients::IsSilent(logger.get())) return nullptr;
  return [logger](const std::string& message) { logger->error(message); };
}

}  // namespace

std::shared_ptr<opentracing::Tracer> Tracer::make(const Config& config) {
  return make(config.serviceName(), config);
}

std::shared_ptr<opentracing::Tracer> Tracer::make(const std::string& serviceName,
                                                  const Config& config) {
  return make(serviceName, config, std::shared_ptr<logging::Logger>(logging::nullLogger()));
}

std::shared_ptr<opentracing::Tracer> Tracer::make(const std::string& serviceName,
                                                  const Config& config,
                                                  const std::shared_ptr<logging::Logger>& logger) {
  metrics::NullStatsFactory no_stats;
  return make(serviceName, config, logger, no_stats);
}

std::shared_ptr<opentracing::Tracer> Tracer::make(const std::string& serviceName,
                                                  const Config& config,
                                                  const std::shared_ptr<logging::Logger>& logger,
                                                  metrics::StatsFactory& statsFactory) {
  return make(serviceName, config, logger, statsFactory,
              config.traceId128Bit() ? kGen128BitOption : 0);
}

std::shared_ptr<opentracing::Tracer> Tracer::make(const std::string& serviceName,
                                                  const Config& config,
                                                  const std::shared_ptr<logging::Logger>& logger,
                                                  metrics::StatsFactory& statsFactory, int) {
  if (serviceName.empty()) throw std::invalid_argument("no service name provided");
  if (config.disabled()) return opentracing::MakeNoopTracer();
  CheckProbability(config.sampler(), logger.get());
  try {
    auto tracer = clients::Start(clients::ToSettings(serviceName, config,
                                                     tracebridge::core::ProcessEnvironment()),
                                 ReportTo(logger))
                      .tracer;
    if (tracer == nullptr) return opentracing::MakeNoopTracer();
    return std::make_shared<Tracer>(
        TracerParts{serviceName, config.tags(), std::move(tracer), statsFactory});
  } catch (const std::invalid_argument& wrong) {
    if (logger != nullptr) logger->error(wrong.what());
    throw;
  }
}

Tracer::Tracer(TracerParts&& parts)
    : _serviceName(std::move(parts.service_name)),
      _tags(std::move(parts.tags)),
      _tracer(std::move(parts.tracer)),
      _counters(Counters::For(parts.stats)) {}

Tracer::~Tracer() { Close(); }

std::unique_ptr<opentracing::Span> Tracer::StartSpanWithOptions(
    string_view operationName, const opentracing::StartSpanOptions& options) const noexcept {
  auto span = _tracer->StartSpanWithOptions(operationName, options);
  if (span == nullptr) return nullptr;
  const opentracing::SpanContext* const parent = ParentIn(options.references);
  auto* const made = static_cast<Span*>(::operator new(sizeof(Span), std::nothrow));
  if (made == nullptr) {  // one that cannot be cast is better than none
    tracebridge::Count(tracebridge::Diagnostic::kOutOfMemory);
    return span;
  }
  new (made) Span(shared_from_this(), std::move(span), SpanIdOf(parent));
  if (_counters != nullptr) {
    _counters->SpanStarted(made->context().isSampled(), parent == nullptr);
  }
  return std::unique_ptr<opentracing::Span>(made);
}

opentracing::expected<void> Tracer::Inject(const opentracing::SpanContext& context,
                                           std::ostream& writer) const {
  return _tracer->Inject(context, writer);
}

opentracing::expected<void> Tracer::Inject(const opentracing::SpanContext& context,
                                           const opentracing::TextMapWriter& writer) const {
  return _tracer->Inject(context, writer);
}

opentracing::expected<void> Tracer::Inject(const opentracing::SpanContext& context,
                                           const opentracing::HTTPHeadersWriter& writer) const {
  return _tracer->Inject(context, writer);
}

Extracted Tracer::Extract(std::istream& reader) const { return Cast(_tracer->Extract(reader)); }

Extracted Tracer::Extract(const opentracing::TextMapReader& reader) const {
  return Cast(_tracer->Extract(reader));
}

Extracted Tracer::Extract(const opentracing::HTTPHeadersReader& reader) const {
  return Cast(_tracer->Extract(reader));
}

void Tracer::Close() noexcept {
  if (!_closed.exchange(true)) _tracer->Close();
}

opentracing::SpanReference SelfRef(const opentracing::SpanContext* context) noexcept {
  // Not a number that OpenTracing has: the shim takes it for the weaker of the two.
  return {static_cast<opentracing::SpanReferenceType>(99), context};
}

}  // namespace jaegertracing
