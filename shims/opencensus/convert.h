// OpenCensus values as OpenTelemetry's, and span contexts both ways.
//
//   "text" / 42 / true                    ->  "text" / int64 42 / true
//   TraceOptions 03                       ->  TraceFlags 03
//   OK                                    ->  Ok
//   NOT_FOUND, "no such user"             ->  Error, "no such user", and attribute census.status_code: 5
//   sent, id 7, 10 bytes as 30            ->  event rpc.message {rpc.message.type: "SENT", rpc.message.id: 7,
//                                             rpc.message.compressed_size: 10, rpc.message.uncompressed_size: 30}
//   parent link                           ->  link {opencensus.link.type: "PARENT_LINKED_SPAN"}
//
// Source: OpenTelemetry specification 1.60.0, compatibility/opencensus.md, "Trace Bridge", which leaves names open.
// Why these: docs/RATIONALE.md, "Where do OpenCensus values go that OpenTelemetry has no place for?".
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "opencensus/trace/attribute_value_ref.h"
#include "opencensus/trace/exporter/link.h"
#include "opencensus/trace/span.h"
#include "opencensus/trace/span_context.h"
#include "opencensus/trace/status_code.h"
#include "opentelemetry/common/attribute_value.h"
#include "opentelemetry/common/key_value_iterable.h"
#include "opentelemetry/nostd/function_ref.h"
#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/trace/span_context.h"
#include "opentelemetry/trace/span_metadata.h"

namespace tracebridge::opencensus_shim {

// The names of what has no place of its own, for both directions.
inline constexpr char kStatusCode[] = "census.status_code";
inline constexpr char kLinkType[] = "opencensus.link.type";
inline constexpr char kMessageEvent[] = "rpc.message";
inline constexpr char kMessageType[] = "rpc.message.type";
inline constexpr char kMessageId[] = "rpc.message.id";
inline constexpr char kMessageCompressedSize[] = "rpc.message.compressed_size";
inline constexpr char kMessageUncompressedSize[] = "rpc.message.uncompressed_size";
inline constexpr char kSent[] = "SENT";
inline constexpr char kReceived[] = "RECEIVED";

inline opentelemetry::nostd::string_view ToOtel(absl::string_view text) noexcept {
  return {text.data(), text.size()};
}

// The result refers to the characters of `value`.
inline opentelemetry::common::AttributeValue ToOtel(
    const opencensus::trace::AttributeValueRef& value) noexcept {
  using opentelemetry::common::AttributeValue;
  switch (value.type()) {
    case opencensus::trace::AttributeValueRef::Type::kString:
      return AttributeValue{ToOtel(value.string_value())};
    case opencensus::trace::AttributeValueRef::Type::kBool:
      return AttributeValue{value.bool_value()};
    case opencensus::trace::AttributeValueRef::Type::kInt:
      return AttributeValue{value.int_value()};
  }
  return AttributeValue{opentelemetry::nostd::string_view()};
}

opentelemetry::trace::StatusCode ToOtel(opencensus::trace::StatusCode code) noexcept;

// Without trace state, which OpenCensus does not have.
opentelemetry::trace::SpanContext ToOtel(const opencensus::trace::SpanContext& context,
                                         bool is_remote) noexcept;
inline opencensus::trace::SpanContext ToOpenCensus(
    const opentelemetry::trace::SpanContext& context) noexcept {
  const std::uint8_t options = context.trace_flags().flags();
  return {opencensus::trace::TraceId(context.trace_id().Id().data()),
          opencensus::trace::SpanId(context.span_id().Id().data()),
          opencensus::trace::TraceOptions(&options)};
}

// Returns "PARENT_LINKED_SPAN" or "CHILD_LINKED_SPAN", as opencensus-proto calls them.
std::string_view LinkTypeName(opencensus::trace::exporter::Link::Type type) noexcept;

// The attributes of a call, without a copy, and with a link's type behind them if there is one.
class AttributesView final : public opentelemetry::common::KeyValueIterable {
 public:
  explicit AttributesView(opencensus::trace::AttributesRef attributes,
                          std::string_view link_type = {}) noexcept
      : attributes_(attributes), link_type_(link_type) {}

  bool ForEachKeyValue(
      opentelemetry::nostd::function_ref<bool(opentelemetry::nostd::string_view,
                                              opentelemetry::common::AttributeValue)>
          callback) const noexcept override;
  std::size_t size() const noexcept override {
    return attributes_.size() + (link_type_.empty() ? 0 : 1);
  }

 private:
  opencensus::trace::AttributesRef attributes_;
  std::string_view link_type_;
};

}  // namespace tracebridge::opencensus_shim
