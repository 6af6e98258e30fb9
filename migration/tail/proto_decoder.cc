#include "migration/tail/proto_decoder.h"

#include <limits>
#include <utility>

#include "migration/tail/proto_values.h"
#include "migration/tail/wire_budget.h"
#include "otel_core/proto/otlp/trace_service.pb.h"

namespace tracebridge::tail {
namespace {
SpanKind FromProto(otlp::v1::Span::SpanKind from) {
  switch (from) {
    case otlp::v1::Span::SPAN_KIND_INTERNAL:
      return SpanKind::kInternal;
    case otlp::v1::Span::SPAN_KIND_SERVER:
      return SpanKind::kServer;
    case otlp::v1::Span::SPAN_KIND_CLIENT:
      return SpanKind::kClient;
    case otlp::v1::Span::SPAN_KIND_PRODUCER:
      return SpanKind::kProducer;
    case otlp::v1::Span::SPAN_KIND_CONSUMER:
      return SpanKind::kConsumer;
    default:  // also numbers that this version does not know
      return SpanKind::kUnspecified;
  }
}

StatusCode FromProto(otlp::v1::Status::StatusCode from) {
  switch (from) {
    case otlp::v1::Status::STATUS_CODE_OK:
      return StatusCode::kOk;
    case otlp::v1::Status::STATUS_CODE_ERROR:
      return StatusCode::kError;
    default:  // also numbers that this version does not know
      return StatusCode::kUnset;
  }
}

Event FromProto(otlp::v1::Span::Event& from) {
  return {from.time_unix_nano(), std::move(*from.mutable_name()),
          AttributesFromProto(*from.mutable_attributes()), from.dropped_attributes_count()};
}

Link FromProto(otlp::v1::Span::Link& from) {
  return {IdFromProto<TraceId>(from.trace_id()),  IdFromProto<SpanId>(from.span_id()),
          std::move(*from.mutable_trace_state()), AttributesFromProto(*from.mutable_attributes()),
          from.dropped_attributes_count(),        from.flags()};
}

Span FromProto(otlp::v1::Span& from) {
  Span span;
  span.trace_id = IdFromProto<TraceId>(from.trace_id());
  span.span_id = IdFromProto<SpanId>(from.span_id());
  span.parent_span_id = IdFromProto<SpanId>(from.parent_span_id());
  span.trace_state = std::move(*from.mutable_trace_state());
  span.flags = from.flags();
  span.name = std::move(*from.mutable_name());
  span.kind = FromProto(from.kind());
  span.start = from.start_time_unix_nano();
  span.end = from.end_time_unix_nano();
  span.attributes = AttributesFromProto(*from.mutable_attributes());
  for (otlp::v1::Span::Event& event : *from.mutable_events()) {
    span.events.push_back(FromProto(event));
  }
  for (otlp::v1::Span::Link& link : *from.mutable_links()) span.links.push_back(FromProto(link));
  span.dropped_attributes = from.dropped_attributes_count();
  span.dropped_events = from.dropped_events_count();
  span.dropped_links = from.dropped_links_count();
  span.status = FromProto(from.status().code());
  span.status_message = from.status().message();
  return span;
}

}  // namespace

DecodeResult DecodeProto(std::string_view body, const DecodeLimits& limits) {
  if (std::optional<DecodeError> error = CheckWireBudget(body, WireRequest::kTraces, limits))
    return *std::move(error);
  otlp::v1::ExportTraceServiceRequest request;
  if (body.size() > static_cast<size_t>(std::numeric_limits<int>::max()) ||
      !request.ParseFromArray(body.data(), static_cast<int>(body.size()))) {
    return DecodeError{DecodeError::Code::kMalformed,
                       "the body is not a Protobuf ExportTraceServiceRequest (is its text UTF-8?)"};
  }

  DecodedTraces traces;
  for (otlp::v1::ResourceSpans& resource_spans : *request.mutable_resource_spans()) {
    const auto resource = std::make_shared<const Resource>(
        Resource{AttributesFromProto(*resource_spans.mutable_resource()->mutable_attributes())});
    for (otlp::v1::ScopeSpans& scope_spans : *resource_spans.mutable_scope_spans()) {
      const auto scope =
          std::make_shared<const Scope>(ScopeFromProto(*scope_spans.mutable_scope()));
      for (otlp::v1::Span& span_from : *scope_spans.mutable_spans()) {
        const size_t parent_size = span_from.parent_span_id().size();
        Span span = FromProto(span_from);
        span.resource = resource;
        span.scope = scope;
        Accept(std::move(span), parent_size == 0 || parent_size == SpanId().size(), traces);
      }
    }
  }
  return traces;
}

}  // namespace tracebridge::tail
