#include "shims/opencensus/link.h"

#include <string>
#include <utility>
#include <vector>

#include "shims/opencensus/convert.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::opencensus_shim {
namespace {
using opencensus::trace::AttributesRef;
using opencensus::trace::SpanContext;
using LinkType = opencensus::trace::exporter::Link::Type;

}  // namespace

#if OPENTELEMETRY_ABI_VERSION_NO >= 2

void AddLink(opentelemetry::trace::Span& span, const SpanContext& other, LinkType type,
             AttributesRef attributes) {
  span.AddLink(ToOtel(other, /*is_remote=*/false), AttributesView(attributes, LinkTypeName(type)));
}

#else

void AddLink(opentelemetry::trace::Span& span, const SpanContext& other, LinkType type,
             AttributesRef attributes) {
  const std::string trace_id = other.trace_id().ToHex();
  const std::string span_id = other.span_id().ToHex();
  std::vector<AttributesRef::value_type> with_ids{{"trace_id", trace_id}, {"span_id", span_id}};
  with_ids.insert(with_ids.end(), attributes.begin(), attributes.end());
  span.AddEvent("link", AttributesView(with_ids, LinkTypeName(type)));
  Count(Diagnostic::kLateLinkBecameEvent);
}

#endif

}  // namespace tracebridge::opencensus_shim
