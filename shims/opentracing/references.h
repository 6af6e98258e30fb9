// The references given to StartSpan: which one is the parent, and all of them as links.
//
//   {FollowsFrom a, ChildOf b, ChildOf c}  ->  parent b; links a {opentracing.ref_type:
//                                              "follows_from"}, b and c {... "child_of"}
//   {FollowsFrom a, FollowsFrom b}         ->  parent a; links a, b
//   {ChildOf null}, {ChildOf no-op}        ->  as if there were none; the latter counted
//
// Source: OpenTelemetry specification 1.60.0, compatibility/opentracing.md, "Start a new Span":
// "the first SpanContext with Child Of type in the entire list is used as parent, else the first
// SpanContext is used as parent".
#pragma once

#include <opentracing/tracer.h>

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "opentelemetry/trace/span_context.h"
#include "opentelemetry/trace/span_context_kv_iterable.h"
#include "opentelemetry/trace/span_startoptions.h"
#include "shims/opentracing/baggage.h"
#include "shims/opentracing/span_context.h"

namespace tracebridge::opentracing_shim {

class References final : public opentelemetry::trace::SpanContextKeyValueIterable {
 public:
  using List =
      std::vector<std::pair<opentracing::SpanReferenceType, const opentracing::SpanContext*>>;

  // `list`, and the contexts it points to, must outlive this object. Counts those it ignores.
  explicit References(const List& list) noexcept : list_(list) {
    if (!list.empty()) Read();
  }
  References(const References&) = delete;
  References& operator=(const References&) = delete;

  // Whether there is any that is not ignored.
  bool empty() const noexcept { return size_ == 0; }

  // The parent; it may be invalid (baggage that came without ids). Only when not empty(). Valid
  // while this object is, and no copy where it is a context of ours.
  const opentelemetry::trace::SpanContext& parent() const noexcept { return *parent_; }

  // The union of the baggage of all; of the earlier where two have a key. Throws std::bad_alloc.
  BaggagePointer baggage() const { return may_have_baggage_ ? Baggage() : BaggagePointer(); }

#ifdef TRACEBRIDGE_OPENTELEMETRY_API
  // What the embedded core can be told besides: whether they are one link, of the parent.
  opentelemetry::trace::StartSpanOptions::ParentLink parent_link() const noexcept;
#endif

  bool ForEachKeyValue(
      opentelemetry::nostd::function_ref<bool(opentelemetry::trace::SpanContext,
                                              const opentelemetry::common::KeyValueIterable&)>
          callback) const noexcept override;
  size_t size() const noexcept override { return size_; }

 private:
  void Read() noexcept;
  BaggagePointer Baggage() const;

  const List& list_;
  size_t size_ = 0;
  bool may_have_baggage_ = false;
  const SpanContextShim* only_ = nullptr;  // the only one, when it is ours
  const opentelemetry::trace::SpanContext* parent_ = nullptr;
  std::optional<opentelemetry::trace::SpanContext> made_;  // the parent, where it had to be made
};

}  // namespace tracebridge::opentracing_shim
