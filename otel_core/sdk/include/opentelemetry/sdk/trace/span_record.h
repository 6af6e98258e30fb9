// The SDK's own span: a pooled block that keeps whatever varies in length in OTLP's wire form from
// the start.
//
//   record->SetName("GET /items");             wire(): 2a 0a "GET /items"
//   record->SetAttribute("retry", false);              4a 0b 0a 05 "retry" 12 02 10 00
//
// The OTLP encoder writes the fields of fixed size and copies wire(); other exporters read the same
// bytes through the views below. An overwritten attribute is replaced in place, so each key occurs
// once.
//
// Source: opentelemetry-proto 1.10, trace/v1/trace.proto "Span", common/v1/common.proto "AnyValue".
// Why: docs/RATIONALE.md, "Who owns a finished span?".
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <string_view>

#include "opentelemetry/common/attribute_value.h"
#include "opentelemetry/common/timestamp.h"
#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/sdk/trace/recordable.h"
#include "opentelemetry/sdk/trace/span_limits.h"
#include "opentelemetry/trace/span_context.h"
#include "opentelemetry/trace/span_id.h"
#include "opentelemetry/trace/span_metadata.h"
#include "opentelemetry/trace/span_startoptions.h"
#include "opentelemetry/trace/trace_flags.h"
#include "opentelemetry/trace/trace_id.h"
#include "opentelemetry/trace/trace_state.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {

// The fields of one message that have a given number, each as a View. Views and iterators refer to
// the record's bytes: use them while the record lives and is not written to.
template <class View>
class FieldRange {
 public:
  class iterator {
   public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = View;
    using difference_type = std::ptrdiff_t;
    using pointer = const View*;
    using reference = View;

    iterator() = default;
    iterator(std::string_view rest, unsigned field) : rest_(rest), field_(field) { Advance(); }
    View operator*() const { return View(payload_); }
    iterator& operator++() {
      Advance();
      return *this;
    }
    iterator operator++(int) {
      iterator before = *this;
      Advance();
      return before;
    }
    bool operator==(const iterator& other) const {
      return payload_.data() == other.payload_.data();
    }
    bool operator!=(const iterator& other) const { return !(*this == other); }

   private:
    void Advance() { payload_ = View::NextField(&rest_, field_); }

    std::string_view rest_;
    std::string_view payload_;  // data() is null at the end
    unsigned field_ = 0;
  };

  FieldRange(std::string_view message, unsigned field) : message_(message), field_(field) {}
  iterator begin() const { return iterator(message_, field_); }
  iterator end() const { return iterator(); }
  bool empty() const { return begin() == end(); }

 private:
  std::string_view message_;
  unsigned field_;
};

// Reads one message of our own encoding.
class MessageView {
 public:
  explicit MessageView(std::string_view wire) : wire_(wire) {}

  // The message as it stands in the record, without tag and length.
  std::string_view wire() const { return wire_; }

  // Returns the payload of the next length-delimited field number `field` of `*rest`, and moves
  // `*rest` behind it. At the end of `*rest`: a view with a null data().
  static std::string_view NextField(std::string_view* rest, unsigned field);

 protected:
  std::string_view Bytes(unsigned field) const;
  // Of a varint, fixed32 or fixed64 field; `otherwise` when it is absent.
  std::uint64_t Number(unsigned field, std::uint64_t otherwise = 0) const;

  std::string_view wire_;
};

// An attribute value (AnyValue).
class ValueView : public MessageView {
 public:
  enum class Type : std::uint8_t { kEmpty, kText, kBool, kInt, kDouble, kArray, kBytes };

  using MessageView::MessageView;
  Type type() const;

  // Each is meaningful for its own type() only.
  bool AsBool() const;
  std::int64_t AsInt() const;
  double AsDouble() const;
  std::string_view AsText() const;  // valid UTF-8
  std::string_view AsBytes() const;
  FieldRange<ValueView> AsArray() const;
};

// One attribute (KeyValue).
class AttributeView : public MessageView {
 public:
  using MessageView::MessageView;
  std::string_view key() const { return Bytes(1); }
  ValueView value() const { return ValueView(Bytes(2)); }
};

using AttributeRange = FieldRange<AttributeView>;

class EventView : public MessageView {
 public:
  using MessageView::MessageView;
  std::string_view name() const { return Bytes(2); }
  opentelemetry::common::SystemTimestamp time() const;
  AttributeRange attributes() const { return AttributeRange(wire_, 3); }
  std::uint32_t dropped_attributes_count() const { return static_cast<std::uint32_t>(Number(4)); }
};

class LinkView : public MessageView {
 public:
  using MessageView::MessageView;
  opentelemetry::trace::TraceId trace_id() const;
  opentelemetry::trace::SpanId span_id() const;
  std::string_view trace_state() const { return Bytes(3); }  // a W3C header's value
  AttributeRange attributes() const { return AttributeRange(wire_, 4); }
  std::uint32_t dropped_attributes_count() const { return static_cast<std::uint32_t>(Number(5)); }
  // OTLP's: the W3C trace flags, 0x100, and 0x200 when the context is remote.
  std::uint32_t flags() const { return static_cast<std::uint32_t>(Number(6)); }
};

// Limits hold as SetSpanLimits says; text is made valid UTF-8 on entry (U+FFFD for what is not);
// attributes without a key are ignored. Without memory a value is dropped and counted as one over
// the limit.
class SpanRecord final : public Recordable {
 public:
  // Returns an empty record from the calling thread's pool, or null without memory.
  // It may be freed on any thread; the block then goes back to the thread that it came from.
  static std::unique_ptr<SpanRecord> Create() noexcept;

  // Returns a copy from the calling thread's pool, or null without memory. It has no resource and no scope, for those
  // live only as long as their provider.
  std::unique_ptr<SpanRecord> Copy() const noexcept;

  ~SpanRecord() override;
  static void operator delete(void* record) noexcept;

  void SetIdentity(const opentelemetry::trace::SpanContext& span_context,
                   opentelemetry::trace::SpanId parent_span_id) noexcept override;
  void SetParentIsRemote(bool is_remote) noexcept { parent_is_remote_ = is_remote; }
  void SetAttribute(nostd::string_view key,
                    const opentelemetry::common::AttributeValue& value) noexcept override;
  using Recordable::AddEvent;
  void AddEvent(nostd::string_view name, opentelemetry::common::SystemTimestamp timestamp,
                const opentelemetry::common::KeyValueIterable& attributes) noexcept override;
  using Recordable::AddLink;
  void AddLink(const opentelemetry::trace::SpanContext& span_context,
               const opentelemetry::common::KeyValueIterable& attributes) noexcept override;
  void SetStatus(opentelemetry::trace::StatusCode code,
                 nostd::string_view description) noexcept override;
  void SetName(nostd::string_view name) noexcept override;
  void SetTraceFlags(opentelemetry::trace::TraceFlags flags) noexcept override { flags_ = flags; }
  void SetSpanKind(opentelemetry::trace::SpanKind kind) noexcept override { kind_ = kind; }
  void SetResource(const opentelemetry::sdk::resource::Resource& resource) noexcept override {
    resource_ = &resource;
  }
  void SetStartTime(opentelemetry::common::SystemTimestamp start_time) noexcept override {
    start_time_ = start_time;
  }
  void SetDuration(std::chrono::nanoseconds duration) noexcept override { duration_ = duration; }
  void SetSpanLimits(const SpanLimits& limits) noexcept override;
  void SetInstrumentationScope(const InstrumentationScope& scope) noexcept override {
    scope_ = &scope;
  }

  const opentelemetry::trace::TraceId& trace_id() const { return trace_id_; }
  const opentelemetry::trace::SpanId& span_id() const { return span_id_; }
  const opentelemetry::trace::SpanId& parent_span_id() const { return parent_span_id_; }
  bool parent_is_remote() const { return parent_is_remote_; }
  opentelemetry::trace::TraceFlags trace_flags() const { return flags_; }
  // Ours: bits of tracebridge::WireNotes, of the context given to SetIdentity or Begin.
  std::uint8_t wire_notes() const { return wire_notes_; }
  std::string_view trace_state() const;  // a W3C header's value
  std::string_view name() const;
  opentelemetry::trace::SpanKind kind() const { return kind_; }
  opentelemetry::trace::StatusCode status() const { return status_; }
  std::string_view status_description() const;
  opentelemetry::common::SystemTimestamp start_time() const { return start_time_; }
  std::chrono::nanoseconds duration() const { return duration_; }
  // Null when the record was not made through a TracerProvider.
  const opentelemetry::sdk::resource::Resource* resource() const { return resource_; }
  const InstrumentationScope* scope() const { return scope_; }

  AttributeRange attributes() const { return AttributeRange(wire(), 9); }
  FieldRange<EventView> events() const { return FieldRange<EventView>(wire(), 11); }
  FieldRange<LinkView> links() const { return FieldRange<LinkView>(wire(), 13); }
  std::uint32_t attribute_count() const { return attributes_.count; }
  std::uint32_t event_count() const { return event_count_; }
  std::uint32_t link_count() const { return link_count_; }
  std::uint32_t dropped_attributes_count() const { return attributes_.dropped; }
  std::uint32_t dropped_events_count() const { return dropped_events_count_; }
  std::uint32_t dropped_links_count() const { return dropped_links_count_; }

  // The fields of opentelemetry.proto.trace.v1.Span that vary in length, with their tags, in no
  // particular order: trace_state (3), name (5), attributes (9), events (11), links (13), status
  // (15).
  std::string_view wire() const {
    return {reinterpret_cast<const char*>(data_), static_cast<std::size_t>(size_)};
  }

 private:
  // The attributes of the span, of one event or of one link while they are written.
  struct AttributeList {
    std::uint32_t begin = 0;  // where in the buffer the first may be
    std::uint32_t count = 0;
    std::uint32_t dropped = 0;
    std::uint8_t tag = 0;
    std::uint64_t seen = 0;  // a bit for each hash of a key: a key whose bit is clear is new
  };
  struct Place;
  class MessageWriter;

  // Everything that a tracer knows at the start, in one call. `parent` is invalid for a root. Scope, resource and limits
  // outlive the record.
  friend class Span;
  void Begin(const opentelemetry::trace::SpanContext& span_context,
             const opentelemetry::trace::SpanContext& parent, nostd::string_view name,
             opentelemetry::trace::SpanKind kind, const InstrumentationScope& scope,
             const opentelemetry::sdk::resource::Resource& resource,
             const SpanLimits& limits) noexcept;
  // AddLink of `parent` with the attribute that `link` stands for, where that is easy: no limit in its way, no trace state. Returns
  // whether it was.
  bool LinkParent(const opentelemetry::trace::SpanContext& parent,
                  opentelemetry::trace::StartSpanOptions::ParentLink link) noexcept;

  SpanRecord() noexcept;
  static void* operator new(std::size_t size, const std::nothrow_t&) noexcept;

  bool Reserve(std::size_t more) noexcept;
  bool Grow(std::size_t needed) noexcept;
  void Erase(std::size_t begin, std::size_t end) noexcept;
  void Put(AttributeList* list, std::uint32_t limit, std::string_view key,
           const opentelemetry::common::AttributeValue& value) noexcept;
  bool PutText(AttributeList* list, std::uint32_t limit, std::string_view key,
               std::string_view value) noexcept;
  template <class PutAny>
  bool PutSmall(AttributeList* list, std::uint32_t limit, std::string_view key, std::size_t max_any,
                PutAny put) noexcept;
  bool PutSmallText(AttributeList* list, std::uint32_t limit, std::string_view key,
                    std::string_view value) noexcept;
  bool PutList(AttributeList* list, std::uint32_t limit,
               const opentelemetry::common::KeyValueIterable& attributes) noexcept;
  template <class Value>
  void PutValue(AttributeList* list, std::uint32_t limit, std::string_view key,
                const Value& value) noexcept;
  std::uint8_t* Open(AttributeList* list, std::uint32_t limit, std::string_view key,
                     std::size_t value_size) noexcept;
  void ReplaceText(std::uint8_t tag, std::string_view text) noexcept;
  void SetTraceState(const opentelemetry::trace::TraceState& trace_state) noexcept;
  std::string_view Field(std::uint8_t tag) const;

  static constexpr std::size_t kInlineBytes = 544;

  opentelemetry::trace::TraceId trace_id_;
  opentelemetry::trace::SpanId span_id_;
  opentelemetry::trace::SpanId parent_span_id_;
  opentelemetry::common::SystemTimestamp start_time_;
  std::chrono::nanoseconds duration_{0};
  const opentelemetry::sdk::resource::Resource* resource_ = nullptr;
  const InstrumentationScope* scope_ = nullptr;
  opentelemetry::trace::TraceFlags flags_;
  opentelemetry::trace::SpanKind kind_ = opentelemetry::trace::SpanKind::kInternal;
  opentelemetry::trace::StatusCode status_ = opentelemetry::trace::StatusCode::kUnset;
  bool parent_is_remote_ = false;
  std::uint8_t wire_notes_ = 0;
  std::uint32_t event_count_ = 0;
  std::uint32_t link_count_ = 0;
  std::uint32_t dropped_events_count_ = 0;
  std::uint32_t dropped_links_count_ = 0;
  std::uint32_t size_ = 0;
  std::uint32_t capacity_ = kInlineBytes;
  std::uint8_t* data_ = inline_;
  AttributeList attributes_;
  const SpanLimits* limits_ = &kDefaultLimits;
  std::uint8_t inline_[kInlineBytes];
  SpanLimits own_limits_;  // last: spans of a provider never touch it

  static constexpr SpanLimits kDefaultLimits{};
};

// Returns `recordable` as the SDK's own record, or null when it is another class. Costs a
// comparison.
inline SpanRecord* AsSpanRecord(Recordable* recordable) noexcept {
  return recordable != nullptr && recordable->is_span_record_ ? static_cast<SpanRecord*>(recordable)
                                                              : nullptr;
}

}  // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
