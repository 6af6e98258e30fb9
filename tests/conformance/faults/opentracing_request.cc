#include <opentracing/tracer.h>

#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "tests/conformance/faults/traced_request.h"
#include "tracebridge/activate_span.h"

namespace tracebridge::faults {
namespace {

using opentracing::SpanReferenceType;

class Writer final : public opentracing::HTTPHeadersWriter {
 public:
  explicit Writer(FixedHeaders* headers) noexcept : headers_(headers) {}
  opentracing::expected<void> Set(opentracing::string_view key,
                                  opentracing::string_view value) const override {
    headers_->Add({key.data(), key.size()}, {value.data(), value.size()});
    return {};
  }

 private:
  FixedHeaders* headers_;
};

class Reader final : public opentracing::HTTPHeadersReader {
 public:
  explicit Reader(const FixedHeaders* headers) noexcept : headers_(headers) {}
  opentracing::expected<void> ForeachKey(
      std::function<opentracing::expected<void>(opentracing::string_view, opentracing::string_view)>
          f) const override {
    opentracing::expected<void> result;
    headers_->ForEach([&](const char* name, const char* value) {
      if (result) result = f(name, value);
    });
    return result;
  }

 private:
  const FixedHeaders* headers_;
};

class OpenTracingRequest final : public Request {
 public:
  OpenTracingRequest() : text_(700, 'x') {
    received_.Add("traceparent", kIncomingTraceparent);
    received_.Add("tracestate", kIncomingTracestate);
    received_.Add("baggage", kIncomingBaggage);
    server_.tags = {{"span.kind", "server"}, {"url", text_}, {"retries", 2}};
    server_.tags.emplace_back(
        "nested", opentracing::Values{opentracing::Value(text_), opentracing::Value(1)});
    opentracing::LogRecord record;
    record.timestamp = opentracing::SystemTime() + std::chrono::hours(1);
    record.fields = {{"event", "late"}, {"key", text_}};
    finish_.log_records.push_back(std::move(record));
    server_.references.reserve(2);
    child_.references.reserve(2);
  }

  void Serve() override {
    sent_.Clear();
    server_.references.clear();
    child_.references.clear();
    const auto tracer = opentracing::Tracer::Global();
    const auto incoming = tracer->Extract(Reader(&received_));
    if (!incoming) failed_visibly_ = true;
    const opentracing::SpanContext* parent = incoming ? incoming->get() : nullptr;
    server_.references.emplace_back(SpanReferenceType::ChildOfRef, parent);
    const auto server = tracer->StartSpanWithOptions("GET /items", server_);
    if (server == nullptr) {  // as the API says of a tracer without memory
      failed_visibly_ = true;
      return;
    }
    server->SetBaggageItem("user", "u42");
    const ActivateSpan scope(*server);
    child_.references.emplace_back(SpanReferenceType::ChildOfRef, &server->context());
    child_.references.emplace_back(SpanReferenceType::FollowsFromRef, parent);
    const auto child = tracer->StartSpanWithOptions("cache.Get", child_);
    if (child == nullptr) {
      failed_visibly_ = true;
      return;
    }
    child->SetTag("key", opentracing::string_view(text_));
    child->SetTag("nested", nested_);
    child->Log({{"event", opentracing::string_view("miss")}, {"key", 42}});
    child->SetTag("error", true);
    child->SetOperationName("cache.Find");
    child->context().ForeachBaggageItem(
        [](const std::string&, const std::string&) { return true; });
    {
      const ActivateSpan inner(*child);
      child->SetBaggageItem("item", "i7");
    }
    if (!tracer->Inject(child->context(), Writer(&sent_))) failed_visibly_ = true;
    child->FinishWithOptions(finish_);
    server->Finish();
  }

 private:
  const std::string text_;
  const opentracing::Value nested_ = opentracing::Dictionary{{"a", opentracing::Value(1)}};
  FixedHeaders received_;
  opentracing::StartSpanOptions server_, child_;
  opentracing::FinishSpanOptions finish_;
};

}  // namespace

std::unique_ptr<Request> MakeOpenTracingRequest() { return std::make_unique<OpenTracingRequest>(); }

}  // namespace tracebridge::faults
