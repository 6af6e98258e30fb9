// The OpenTracing Tracer over an OpenTelemetry tracer and text map propagators.
//
// Source: OpenTelemetry specification 1.60.0, compatibility/opentracing.md, "Tracer Shim".
#pragma once

#include <opentracing/tracer.h>

#include <atomic>
#include <iosfwd>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "opentelemetry/context/context.h"
#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/trace/tracer.h"
#include "shims/opentracing/carriers.h"
#include "shims/opentracing/span_context.h"
#include "shims/opentracing/tracer_lifetime.h"
#include "tracebridge/opentracing_shim_otel.h"

namespace tracebridge::opentracing_shim {

class TracerShim final : public opentracing::Tracer {
 public:
  using OtelTracer = opentelemetry::nostd::shared_ptr<opentelemetry::trace::Tracer>;

  TracerShim(OtelTracer tracer, const OpenTelemetryObjects& objects,
             const OpenTracingOptions& options);

  std::unique_ptr<opentracing::Span> StartSpanWithOptions(
      opentracing::string_view operation_name,
      const opentracing::StartSpanOptions& options) const noexcept override;

  using opentracing::Tracer::Extract;  // and custom carriers, which bring their own code
  using opentracing::Tracer::Inject;

  // binary_carrier.h, and what OpenTelemetryObjects::other_binary knows.
  opentracing::expected<void> Inject(const opentracing::SpanContext& context,
                                     std::ostream& writer) const override;
  opentracing::expected<std::unique_ptr<opentracing::SpanContext>> Extract(
      std::istream& reader) const override;

  opentracing::expected<void> Inject(const opentracing::SpanContext& context,
                                     const opentracing::TextMapWriter& writer) const override;
  opentracing::expected<void> Inject(const opentracing::SpanContext& context,
                                     const opentracing::HTTPHeadersWriter& writer) const override;
  opentracing::expected<std::unique_ptr<opentracing::SpanContext>> Extract(
      const opentracing::TextMapReader& reader) const override;
  opentracing::expected<std::unique_ptr<opentracing::SpanContext>> Extract(
      const opentracing::HTTPHeadersReader& reader) const override;

  void Close() noexcept override;

  TracerLifetime& lifetime() const noexcept { return *lifetime_; }

 private:
  // Null without memory, counted.
  const Format* FormatFor(const std::optional<Format>& own) const noexcept;
  opentracing::expected<void> Inject(const opentracing::SpanContext& context,
                                     const opentracing::TextMapWriter& writer,
                                     const std::optional<Format>& own) const;
  opentracing::expected<std::unique_ptr<opentracing::SpanContext>> Extract(
      const opentracing::TextMapReader& reader, const std::optional<Format>& own) const;
  opentelemetry::context::Context ReadOther(const std::string& bytes) const noexcept;

  const OtelTracer tracer_;
  const bool takes_references_;
  const OpenTracingOptions options_;
  std::optional<Format> text_map_;
  std::optional<Format> http_headers_;
  const OtherBinary other_binary_;
  TracerLifetime* const lifetime_;
  std::atomic<bool> closed_{false};

  // The global propagator, each one that was seen: readers may still use an earlier one.
  mutable std::atomic<const Format*> global_{nullptr};
  // Guarded by the process mutex.
  mutable std::vector<std::unique_ptr<const Format>> globals_;
};

}  // namespace tracebridge::opentracing_shim
