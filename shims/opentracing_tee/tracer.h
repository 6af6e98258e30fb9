// The tracer that is two.
#pragma once

#include <opentracing/tracer.h>

#include <memory>

namespace tracebridge::opentracing_tee {

// Lives in a shared_ptr only: its spans keep it.
class Tracer final : public opentracing::Tracer, public std::enable_shared_from_this<Tracer> {
 public:
  // Neither is null.
  Tracer(std::shared_ptr<opentracing::Tracer> first, std::shared_ptr<opentracing::Tracer> second);

  std::unique_ptr<opentracing::Span> StartSpanWithOptions(
      opentracing::string_view name,
      const opentracing::StartSpanOptions& options) const noexcept override;

  using Injected = opentracing::expected<void>;
  Injected Inject(const opentracing::SpanContext& context, std::ostream& writer) const override;
  Injected Inject(const opentracing::SpanContext& context,
                  const opentracing::TextMapWriter& writer) const override;
  Injected Inject(const opentracing::SpanContext& context,
                  const opentracing::HTTPHeadersWriter& writer) const override;
  Injected Inject(const opentracing::SpanContext& context,
                  const opentracing::CustomCarrierWriter& writer) const override;

  using Extracted = opentracing::expected<std::unique_ptr<opentracing::SpanContext>>;
  Extracted Extract(std::istream& reader) const override;
  Extracted Extract(const opentracing::TextMapReader& reader) const override;
  Extracted Extract(const opentracing::HTTPHeadersReader& reader) const override;
  Extracted Extract(const opentracing::CustomCarrierReader& reader) const override;

  void Close() noexcept override;

 private:
  const std::shared_ptr<opentracing::Tracer> first_, second_;
};

}  // namespace tracebridge::opentracing_tee
