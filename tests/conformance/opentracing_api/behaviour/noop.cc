#include <opentracing/noop.h>

#include <sstream>

#include "tests/conformance/opentracing_api/behaviour/behaviour.h"
#include "tests/conformance/opentracing_api/behaviour/carriers.h"

namespace behaviour {
void NoopTracers() {
  using namespace opentracing;
  auto tracer = MakeNoopTracer();
  SHOW(tracer.use_count());
  SHOW(tracer != MakeNoopTracer());
  auto span = tracer->StartSpan("a", {SetTag{"k", 1}});
  SHOW(span != nullptr);
  SHOW(tracer.use_count());
  auto child = tracer->StartSpan("b", {ChildOf(&span->context())});
  SHOW(&child->tracer() == tracer.get());
  child->SetOperationName("c");
  child->SetTag("k", "v");
  child->SetBaggageItem("k", "v");
  SHOW(child->BaggageItem("k"));
  child->Log({{"k", 1}});
  child->Log(SystemTime(), {{"k", 1}});
  child->Log(SystemTime(), std::vector<std::pair<string_view, Value>>{});
  SHOW(child->context().ToTraceID());
  SHOW(child->context().ToSpanID());
  SHOW(child->context().Clone() != nullptr);
  child->context().ForeachBaggageItem([](const std::string&, const std::string&) {
    std::cout << "  an item\n";
    return true;
  });
  child->Finish();
  child->Finish();

  std::stringstream stream;
  Headers headers;
  const TextMapWriter& text_writer = headers;
  const TextMapReader& text_reader = headers;
  const HTTPHeadersWriter& header_writer = headers;
  const HTTPHeadersReader& header_reader = headers;
  SHOW(tracer->Inject(span->context(), stream));
  SHOW(tracer->Inject(span->context(), text_writer));
  SHOW(tracer->Inject(span->context(), header_writer));
  SHOW(stream.str());
  SHOW(headers.pairs.size());
  SHOW(tracer->Extract(stream)->get() == nullptr);
  SHOW(tracer->Extract(text_reader)->get() == nullptr);
  SHOW(tracer->Extract(header_reader)->get() == nullptr);
  SHOW(headers.searches);

  tracer->Close();
  SHOW(tracer->StartSpan("after Close") != nullptr);
  std::weak_ptr<Tracer> observed = tracer;
  span.reset();
  tracer.reset();
  SHOW(observed.expired());
  SHOW(child->tracer().StartSpan("from its tracer") != nullptr);
  child.reset();
  SHOW(observed.expired());
}
}  // namespace behaviour
