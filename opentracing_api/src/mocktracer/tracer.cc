#include <opentracing/mocktracer/tracer.h>

#include <cstdio>
#include <exception>
#include <utility>

#include "opentracing_api/src/mocktracer/propagation.h"
#include "opentracing_api/src/mocktracer/span.h"
#include "opentracing_api/src/mocktracer/span_context.h"

namespace {
using namespace tracebridge::opentracing_mocktracer;
using opentracing::expected;
using opentracing::make_unexpected;
using opentracing::SpanContext;

template <typename Carrier>
expected<void> InjectInto(const PropagationOptions& options, const SpanContext& sc,
                          Carrier& carrier) {
  if (options.inject_error_code.value() != 0) return make_unexpected(options.inject_error_code);
  const auto* const context = dynamic_cast<const MockSpanContext*>(&sc);
  if (context == nullptr) return make_unexpected(opentracing::invalid_span_context_error);
  return Write(options, context->data(), carrier);
}

template <typename Carrier>
expected<std::unique_ptr<SpanContext>> ExtractFrom(const PropagationOptions& options,
                                                   Carrier& carrier) {
  if (options.extract_error_code.value() != 0) return make_unexpected(options.extract_error_code);
  SpanContextData data;
  const expected<bool> found = Read(options, carrier, data);
  if (!found) return make_unexpected(found.error());
  if (!*found) return std::unique_ptr<SpanContext>();
  return std::unique_ptr<SpanContext>(new MockSpanContext(std::move(data)));
}
}  // namespace

namespace opentracing {
BEGIN_OPENTRACING_ABI_NAMESPACE
namespace mocktracer {
MockTracer::MockTracer(MockTracerOptions&& options)
    : recorder_(std::move(options.recorder)),
      propagation_options_(std::move(options.propagation_options)) {}

std::unique_ptr<Span> MockTracer::StartSpanWithOptions(
    string_view operation_name, const StartSpanOptions& options) const noexcept {
  try {
    return std::unique_ptr<Span>(
        new MockSpan(shared_from_this(), recorder_.get(), operation_name, options));
  } catch (const std::exception& error) {
    std::fprintf(stderr, "Failed to start span: %s\n", error.what());
    return nullptr;
  }
}

void MockTracer::Close() noexcept {
  if (recorder_ != nullptr) recorder_->Close();
}

expected<void> MockTracer::Inject(const SpanContext& sc, std::ostream& writer) const {
  return InjectInto(propagation_options_, sc, writer);
}

expected<void> MockTracer::Inject(const SpanContext& sc, const TextMapWriter& writer) const {
  return InjectInto(propagation_options_, sc, writer);
}

expected<void> MockTracer::Inject(const SpanContext& sc, const HTTPHeadersWriter& writer) const {
  return InjectInto(propagation_options_, sc, static_cast<const TextMapWriter&>(writer));
}

expected<std::unique_ptr<SpanContext>> MockTracer::Extract(std::istream& reader) const {
  return ExtractFrom(propagation_options_, reader);
}

expected<std::unique_ptr<SpanContext>> MockTracer::Extract(const TextMapReader& reader) const {
  return ExtractFrom(propagation_options_, reader);
}

expected<std::unique_ptr<SpanContext>> MockTracer::Extract(const HTTPHeadersReader& reader) const {
  return ExtractFrom(propagation_options_, reader);
}
}  // namespace mocktracer
END_OPENTRACING_ABI_NAMESPACE
}  // namespace opentracing
