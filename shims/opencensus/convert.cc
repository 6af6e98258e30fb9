#include "shims/opencensus/convert.h"

#include "opentelemetry/nostd/span.h"
#include "opentelemetry/trace/span_id.h"
#include "opentelemetry/trace/trace_flags.h"
#include "opentelemetry/trace/trace_id.h"

namespace tracebridge::opencensus_shim {
namespace {
namespace nostd = opentelemetry::nostd;
namespace trace = opentelemetry::trace;
using opentelemetry::common::AttributeValue;

}  // namespace

trace::StatusCode ToOtel(opencensus::trace::StatusCode code) noexcept {
  return code == opencensus::trace::StatusCode::OK ? trace::StatusCode::kOk
                                                   : trace::StatusCode::kError;
}

trace::SpanContext ToOtel(const opencensus::trace::SpanContext& context, bool is_remote) noexcept {
  std::uint8_t trace_id[trace::TraceId::kSize];
  std::uint8_t span_id[trace::SpanId::kSize];
  std::uint8_t options = 0;
  context.trace_id().CopyTo(trace_id);
  context.span_id().CopyTo(span_id);
  context.trace_options().CopyTo(&options);
  return trace::SpanContext(trace::TraceId(trace_id), trace::SpanId(span_id),
                            trace::TraceFlags(options), is_remote);
}

std::string_view LinkTypeName(opencensus::trace::exporter::Link::Type type) noexcept {
  switch (type) {
    case opencensus::trace::exporter::Link::Type::kChildLinkedSpan:
      return "CHILD_LINKED_SPAN";
    case opencensus::trace::exporter::Link::Type::kParentLinkedSpan:
      return "PARENT_LINKED_SPAN";
  }
  return "TYPE_UNSPECIFIED";
}

bool AttributesView::ForEachKeyValue(
    nostd::function_ref<bool(nostd::string_view, AttributeValue)> callback) const noexcept {
  for (const auto& attribute : attributes_) {
    if (!callback(ToOtel(attribute.first), ToOtel(attribute.second))) return false;
  }
  if (link_type_.empty()) return true;
  return callback(kLinkType,
                  AttributeValue{nostd::string_view(link_type_.data(), link_type_.size())});
}

}  // namespace tracebridge::opencensus_shim
