// OpenTelemetry specification 1.60.0, trace/api.md, "Behavior of the API in the absence of an
// installed SDK".
#include "opentelemetry/trace/noop.h"

#include <gtest/gtest.h>

#include "opentelemetry/trace/provider.h"

namespace opentelemetry::trace {
namespace {

// Used by this static object's constructor before, and by its destructor after, main.
struct TracesOutsideMain {
  TracesOutsideMain() { StartSpan(); }
  ~TracesOutsideMain() { StartSpan(); }
  static void StartSpan() {
    const auto span = Provider::GetTracerProvider()->GetTracer("outside")->StartSpan("s");
    span->SetAttribute("k", 1);
    span->End();
  }
} const traces_outside_main;

SpanContext Remote(uint8_t id) {
  const uint8_t trace_id[16] = {1};
  const uint8_t span_id[8] = {id};
  return SpanContext(TraceId(trace_id), SpanId(span_id), TraceFlags(1), true);
}

class RecordingSpan final : public internal::NonRecordingSpan {
 public:
  explicit RecordingSpan(SpanContext context) : context_(std::move(context)) {}
  bool IsRecording() const noexcept override { return true; }
  SpanContext GetContext() const noexcept override { return context_; }

 private:
  SpanContext context_;
};

nostd::shared_ptr<Tracer> NoTracer() {
  return NoopTracerProvider().GetTracer("name", "version", "schema", {{"k", "v"}});
}

int Id(const nostd::shared_ptr<Span>& span) { return span->GetContext().span_id().Id()[0]; }

StartSpanOptions WithParent(nostd::variant<SpanContext, context::Context> parent) {
  StartSpanOptions options;
  options.parent = std::move(parent);
  return options;
}

context::Context Holding(const nostd::shared_ptr<Span>& span) {
  context::Context empty;
  return SetSpan(empty, span);
}

TEST(NoopTracerTest, WithoutParentReturnsTheSharedInvalidSpan) {
  const auto span = NoTracer()->StartSpan("s");
  EXPECT_FALSE(span->GetContext().IsValid());
  EXPECT_FALSE(span->IsRecording());
  EXPECT_EQ(span.use_count(), 0) << "a copy must touch no reference count";
  EXPECT_EQ(NoTracer()->StartSpan("t"), span);
  EXPECT_EQ(Tracer::GetCurrentSpan(), span);
}

TEST(NoopTracerTest, CarriesAnExplicitSpanContext) {
  const auto span = NoTracer()->StartSpan("s", WithParent(Remote(7)));
  EXPECT_EQ(Id(span), 7);
  EXPECT_TRUE(span->GetContext().IsSampled());
  EXPECT_TRUE(span->GetContext().IsRemote());
}

TEST(NoopTracerTest, ReturnsAParentThatDoesNotRecordItself) {
  const nostd::shared_ptr<Span> parent(new DefaultSpan(Remote(7)));
  EXPECT_EQ(NoTracer()->StartSpan("s", WithParent(Holding(parent))), parent);
  const Scope scope(parent);
  EXPECT_EQ(NoTracer()->StartSpan("s"), parent);
}

TEST(NoopTracerTest, CarriesTheContextOfAParentThatRecords) {
  const nostd::shared_ptr<Span> parent(new RecordingSpan(Remote(7)));
  const Scope scope(parent);
  const auto span = NoTracer()->StartSpan("s");
  EXPECT_EQ(Id(span), 7);
  EXPECT_FALSE(span->IsRecording());
}

TEST(NoopTracerTest, TakesTheCurrentSpanWhenTheGivenParentIsInvalid) {
  const Scope scope(nostd::shared_ptr<Span>(new DefaultSpan(Remote(7))));
  EXPECT_EQ(Id(NoTracer()->StartSpan("s", WithParent(SpanContext::GetInvalid()))), 7);
  EXPECT_EQ(Id(NoTracer()->StartSpan("s", WithParent(context::Context()))), 7);
}

TEST(NoopTracerTest, StartsARootWhenAskedTo) {
  const Scope scope(nostd::shared_ptr<Span>(new DefaultSpan(Remote(7))));
  const context::Context root(kIsRootSpanKey, true);
  EXPECT_EQ(Id(NoTracer()->StartSpan("s", WithParent(root))), 0);
}

TEST(NoopTracerTest, SaysThatItIsOff) { EXPECT_FALSE(NoTracer()->Enabled()); }

TEST(NoopSpanTest, CarriesWhatItWasGiven) {
  EXPECT_FALSE(NoopSpan(NoTracer()).GetContext().IsValid());
  EXPECT_TRUE(NoopSpan(NoTracer(), nostd::unique_ptr<SpanContext>(new SpanContext(Remote(1))))
                  .GetContext()
                  .IsValid());
}

}  // namespace
}  // namespace opentelemetry::trace
