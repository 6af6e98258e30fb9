// The verbs of `opencensus::trace::Span`.
#include "opencensus/trace/span.h"

#include <initializer_list>
#include <string_view>

#include "opencensus/trace/exporter/link.h"
#include "opentelemetry/common/key_value_iterable_view.h"
#include "opentelemetry/trace/span.h"
#include "shims/opencensus/access.h"
#include "shims/opencensus/convert.h"
#include "shims/opencensus/current.h"
#include "shims/opencensus/link.h"
#include "shims/opencensus/span_pointer.h"
#include "shims/opencensus/view.h"

namespace opencensus {
namespace trace {
namespace {
using ::tracebridge::opencensus_shim::AttributesView;
using ::tracebridge::opencensus_shim::Get;
using ::tracebridge::opencensus_shim::ToOtel;
namespace shim = ::tracebridge::opencensus_shim;

using Attribute =
    std::pair<opentelemetry::nostd::string_view, opentelemetry::common::AttributeValue>;

void AddMessageEvent(opentelemetry::trace::Span& span, const char* type, uint32_t id,
                     uint32_t compressed_size, uint32_t uncompressed_size) {
  span.AddEvent(shim::kMessageEvent,
                std::initializer_list<Attribute>{
                    {shim::kMessageType, opentelemetry::nostd::string_view(type)},
                    {shim::kMessageId, static_cast<int64_t>(id)},
                    {shim::kMessageCompressedSize, static_cast<int64_t>(compressed_size)},
                    {shim::kMessageUncompressedSize, static_cast<int64_t>(uncompressed_size)}});
}

// Calls `change` with the span that `span` stands for, if that one records.
template <class Change>
void IfRecording(const Span& span, Change change) {
  if (SpanAccess::IsView(span)) {
    const shim::Shown shown(span);
    if (shown.span() != nullptr && shown.span()->IsRecording()) change(*shown.span());
  } else if (SpanAccess::recording(span)) {
    change(*Get(SpanAccess::impl(span)));
  }
}

}  // namespace

Span Span::BlankSpan() { return Span(SpanContext(), false, nullptr); }

void Span::AddAttribute(absl::string_view key, AttributeValueRef attribute) const {
  IfRecording(*this, [&](opentelemetry::trace::Span& span) {
    span.SetAttribute(ToOtel(key), ToOtel(attribute));
  });
}

void Span::AddAttributes(AttributesRef attributes) const {
  IfRecording(*this, [&](opentelemetry::trace::Span& span) {
    for (const auto& attribute : attributes) {
      span.SetAttribute(ToOtel(attribute.first), ToOtel(attribute.second));
    }
  });
}

void Span::AddAnnotation(absl::string_view description, AttributesRef attributes) const {
  IfRecording(*this, [&](opentelemetry::trace::Span& span) {
    if (attributes.empty()) {
      span.AddEvent(ToOtel(description));
    } else {
      span.AddEvent(ToOtel(description), AttributesView(attributes));
    }
  });
}

void Span::AddSentMessageEvent(uint32_t message_id, uint32_t compressed_message_size,
                               uint32_t uncompressed_message_size) const {
  IfRecording(*this, [&](opentelemetry::trace::Span& span) {
    AddMessageEvent(span, shim::kSent, message_id, compressed_message_size,
                    uncompressed_message_size);
  });
}

void Span::AddReceivedMessageEvent(uint32_t message_id, uint32_t compressed_message_size,
                                   uint32_t uncompressed_message_size) const {
  IfRecording(*this, [&](opentelemetry::trace::Span& span) {
    AddMessageEvent(span, shim::kReceived, message_id, compressed_message_size,
                    uncompressed_message_size);
  });
}

void Span::AddParentLink(const SpanContext& parent_ctx, AttributesRef attributes) const {
  IfRecording(*this, [&](opentelemetry::trace::Span& span) {
    shim::AddLink(span, parent_ctx, exporter::Link::Type::kParentLinkedSpan, attributes);
  });
}

void Span::AddChildLink(const SpanContext& child_ctx, AttributesRef attributes) const {
  IfRecording(*this, [&](opentelemetry::trace::Span& span) {
    shim::AddLink(span, child_ctx, exporter::Link::Type::kChildLinkedSpan, attributes);
  });
}

void Span::SetStatus(StatusCode canonical_code, absl::string_view message) const {
  IfRecording(*this, [&](opentelemetry::trace::Span& span) {
    if (canonical_code == StatusCode::OK) {
      span.SetStatus(ToOtel(canonical_code));  // OpenCensus drops the message of OK too
      return;
    }
    span.SetStatus(ToOtel(canonical_code), ToOtel(message));
    span.SetAttribute(shim::kStatusCode, static_cast<int64_t>(canonical_code));
  });
}

void Span::SetName(absl::string_view name) const {
  IfRecording(*this, [&](opentelemetry::trace::Span& span) { span.UpdateName(ToOtel(name)); });
}

void Span::End() const {
  IfRecording(*this, [](opentelemetry::trace::Span& span) { span.End(); });
}

const SpanContext& Span::context() const {
  if (current_) shim::Refresh(*this);
  return context_;
}

bool Span::IsSampled() const { return context().trace_options().IsSampled(); }

bool Span::IsRecording() const {
  if (!current_) return recording_;
  bool recording = false;
  IfRecording(*this, [&](opentelemetry::trace::Span&) { recording = true; });
  return recording;
}

void Span::Capture(const Span& that) noexcept {
  const shim::Shown shown(that);
  const shim::Captured captured = shown.Capture();
  context_ = captured.context;
  recording_ = captured.recording;
  impl_ = captured.span;
}

}  // namespace trace
}  // namespace opencensus
