// A span: an operation with a start, an end and what happened in between.
//
// `Span` is a handle. Copies stand for the same span; any of them may be used from any thread, and
// one of them has to End() it: a span that nobody ends is never exported.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "opencensus/trace/attribute_value_ref.h"
#include "opencensus/trace/sampler.h"
#include "opencensus/trace/span_context.h"
#include "opencensus/trace/status_code.h"
#include "opencensus/trace/trace_config.h"
#include "opencensus/trace/trace_params.h"

namespace opencensus {
class CensusContext;
namespace context {
class Context;
}
namespace trace {

class SpanAccess;
class SpanGenerator;
class SpanTestPeer;
class WithSpan;

using AttributesRef = absl::Span<const std::pair<absl::string_view, AttributeValueRef>>;

struct StartSpanOptions {
  StartSpanOptions(Sampler* start_sampler = nullptr,  // NOLINT(google-explicit-constructor)
                   const std::vector<Span*>& start_parent_links = {})
      : sampler(start_sampler), parent_links(start_parent_links) {}

  // Decides when the parent is not sampled; null leaves it to TraceConfig. Used during StartSpan.
  const Sampler* sampler;

  // Spans of other traces that caused this one: the new span gets a parent link to each, and each a
  // child link to the new span. Used during StartSpan.
  const std::vector<Span*> parent_links;
};

class Span final {
 public:
  // Returns a span with an invalid context, on which nothing has an effect.
  static Span BlankSpan();

  // Starts a span under `parent`, or a new trace when that is null. The current OpenCensus span is
  // never an implicit parent; a span that OpenTelemetry or OpenTracing code made current is.
  static Span StartSpan(absl::string_view name, const Span* parent = nullptr,
                        const StartSpanOptions& options = StartSpanOptions());

  // Starts a span whose parent, `parent_ctx`, lives in another process.
  static Span StartSpanWithRemoteParent(absl::string_view name, const SpanContext& parent_ctx,
                                        const StartSpanOptions& options = StartSpanOptions());

  Span(const Span& that)  // as const: see current_ below
      : context_(that.context_), recording_(that.recording_), current_(false), impl_(that.impl_) {
    if (that.current_) Capture(that);
  }
  Span& operator=(const Span& that) {
    Span copy(that);
    return *this = std::move(copy);
  }
  Span(Span&& that) noexcept
      : context_(that.context_),
        recording_(that.recording_),
        current_(false),
        impl_(std::move(that.impl_)) {
    if (that.current_) Capture(that);
  }
  Span& operator=(Span&& that) noexcept {
    context_ = that.context_;
    recording_ = that.recording_;
    impl_ = std::move(that.impl_);
    return *this;
  }
  ~Span() = default;

  // Set attributes; a key that is there already gets the new value. One call with several is
  // faster.
  void AddAttribute(absl::string_view key, AttributeValueRef attribute) const;
  void AddAttributes(AttributesRef attributes) const;

  // Adds a text, stamped with the time of the call.
  void AddAnnotation(absl::string_view description, AttributesRef attributes = {}) const;

  // Add the fact that a message was sent or received, stamped with the time of the call. Sizes are
  // bytes. `message_id` pairs a sent message with its reception.
  void AddSentMessageEvent(uint32_t message_id, uint32_t compressed_message_size,
                           uint32_t uncompressed_message_size) const;
  void AddReceivedMessageEvent(uint32_t message_id, uint32_t compressed_message_size,
                               uint32_t uncompressed_message_size) const;

  // Add a relation to a span of another trace.
  void AddParentLink(const SpanContext& parent_ctx, AttributesRef attributes = {}) const;
  void AddChildLink(const SpanContext& child_ctx, AttributesRef attributes = {}) const;

  void SetStatus(StatusCode canonical_code, absl::string_view message = "") const;

  // Replaces the name.
  void SetName(absl::string_view name) const;

  // Ends the span. Nothing changes it afterwards; a second End() has no effect.
  void End() const;

  // Returns the context, which lives as long as this handle.
  const SpanContext& context() const;

  // Returns whether the span will be exported when it ends.
  bool IsSampled() const;

  // Returns whether the span keeps what is added to it. Every sampled span does. Stays true after
  // End().
  bool IsRecording() const;

 private:
  friend class ::opencensus::CensusContext;
  friend class ::opencensus::context::Context;
  friend class SpanAccess;
  friend class SpanGenerator;
  friend class SpanTestPeer;
  friend class WithSpan;
  friend void swap(Span& a, Span& b);

  Span() = delete;
  Span(const SpanContext& context, bool recording, std::shared_ptr<void> impl) noexcept
      : context_(context), recording_(recording), current_(false), impl_(std::move(impl)) {}

  // Turns this copy of the view `that` into a handle of the span that `that` shows now.
  void Capture(const Span& that) noexcept;

  SpanContext context_;
  bool recording_;
  // True in one object a thread, the one that GetCurrentSpan() refers to: it shows whichever span
  // is current on that thread when one of its functions is called.
  bool current_;
  // The span underneath; null in a blank one.
  std::shared_ptr<void> impl_;
};

}  // namespace trace
}  // namespace opencensus
