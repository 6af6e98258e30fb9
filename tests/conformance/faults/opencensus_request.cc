#include <memory>
#include <new>
#include <utility>
#include <vector>

#include "opencensus/context/context.h"
#include "opencensus/context/with_context.h"
#include "opencensus/trace/context_util.h"
#include "opencensus/trace/propagation/trace_context.h"
#include "opencensus/trace/sampler.h"
#include "opencensus/trace/span.h"
#include "opencensus/trace/with_span.h"
#include "tests/conformance/faults/traced_request.h"

namespace tracebridge::faults {
namespace {

namespace census = opencensus::trace;

class OpenCensusRequest final : public Request {
 public:
  OpenCensusRequest() : text_(700, 'x') {}

  void Serve() override {
    sent_.Clear();
    const auto incoming = census::propagation::FromTraceParentHeader(kIncomingTraceparent);
    other_ = census::Span::StartSpan("other trace", nullptr, always_sampled_);
    const auto server =
        census::Span::StartSpanWithRemoteParent("GET /items", incoming, linked_to_other_);
    server.AddAttributes({{"http.method", "GET"}, {"url", text_}, {"retries", 2}});
    const census::WithSpan scope(server);
    const auto child = census::Span::StartSpan("cache.Get", &census::GetCurrentSpan());
    {
      const census::WithSpan inner(child);
      census::GetCurrentSpan().AddAttribute("key", text_);
      child.AddAnnotation("miss", {{"key", text_}, {"n", 42}});
      child.AddSentMessageEvent(1, 20, 30);
      child.AddReceivedMessageEvent(2, 20, 30);
      child.AddParentLink(server.context(), {{"why", text_}});
      child.SetStatus(census::StatusCode::NOT_FOUND, "no such key");
      child.SetName("cache.Find");
      const opencensus::context::Context copy = opencensus::context::Context::Current();
      const opencensus::context::WithContext with_copy(copy);
      Send(census::GetCurrentSpan().context());
    }
    child.End();
    server.End();
    other_.End();
  }

 private:
  void Send(const census::SpanContext& context) {
    try {
      sent_.Add("traceparent", census::propagation::ToTraceParentHeader(context));
    } catch (const std::bad_alloc&) {
      failed_visibly_ = true;  // a std::string cannot be returned without memory
    }
  }

  const std::string text_;
  census::AlwaysSampler always_;
  census::Span other_ = census::Span::BlankSpan();
  // Made once: they copy their list of links.
  const census::StartSpanOptions always_sampled_{&always_};
  const census::StartSpanOptions linked_to_other_{&always_, {&other_}};
};

}  // namespace

std::unique_ptr<Request> MakeOpenCensusRequest() { return std::make_unique<OpenCensusRequest>(); }

}  // namespace tracebridge::faults
