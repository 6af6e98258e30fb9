#include <opentracing/mocktracer/in_memory_recorder.h>
#include <opentracing/mocktracer/json.h>
#include <opentracing/mocktracer/json_recorder.h>
#include <opentracing/mocktracer/tracer.h>
#include <opentracing/mocktracer/tracer_factory.h>

#include <cmath>
#include <limits>
#include <sstream>

#include "tests/conformance/opentracing_api/behaviour/behaviour.h"

namespace behaviour {
namespace {
using namespace opentracing;
using namespace opentracing::mocktracer;

SpanData Example() {
  SpanData span;
  span.span_context.trace_id = 123;
  span.span_context.span_id = std::numeric_limits<uint64_t>::max();
  span.span_context.baggage = {{"b1", "v1"}, {"b2", "with \"quotes\" and \\"}};
  span.references = {{SpanReferenceType::ChildOfRef, 123, 457},
                     {SpanReferenceType::FollowsFromRef, 1, 2}};
  span.operation_name = "get\n\t\r\b/\xc3\xa9";
  span.start_timestamp = SystemTime() + std::chrono::hours(51);
  span.duration = std::chrono::nanoseconds(92999);
  static const char* const pointer = "pointer";
  span.tags = {{"bool", true},
               {"not", false},
               {"double", 1.5},
               {"large", 1e300},
               {"third", 1.0 / 3},
               {"nan", std::nan("")},
               {"inf", std::numeric_limits<double>::infinity()},
               {"-inf", -std::numeric_limits<double>::infinity()},
               {"int", -123},
               {"unsigned", std::numeric_limits<uint64_t>::max()},
               {"string", std::string("s")},
               {"view", string_view("view")},
               {"null", nullptr},
               {"pointer", pointer},
               {"list", Values{1, "two", Values{}}},
               {"map", Dictionary{{"k", Dictionary{}}}}};
  span.logs = {{span.start_timestamp, {{"l1", 1}, {"l2", 1.5}}}, {span.start_timestamp, {}}};
  return span;
}

void Json() {
  std::ostringstream none, one, two;
  ToJson(none, {});
  ToJson(one, {Example()});
  ToJson(two, {Example(), SpanData()});
  SHOW(none.str());
  SHOW(one.str());
  SHOW(two.str());

  auto* const out = new std::ostringstream;
  JsonRecorder recorder{std::unique_ptr<std::ostream>(out)};
  recorder.RecordSpan(Example());
  SHOW(out->str());
  recorder.Close();
  SHOW(out->str().size());
  recorder.Close();
  SHOW(out->str().substr(out->str().size() - 4));
  JsonRecorder nowhere{std::unique_ptr<std::ostream>()};
  nowhere.RecordSpan(Example());
  nowhere.Close();
}

// Everything of a span but its ids and times.
void Print(const SpanData& span) {
  std::cout << "  span " << Text(span.operation_name) << "\n";
  for (const auto& tag : span.tags)
    std::cout << "    " << tag.first << ": " << Text(tag.second) << "\n";
  for (const auto& item : span.span_context.baggage) {
    std::cout << "    baggage " << item.first << ": " << item.second << "\n";
  }
  for (const auto& log : span.logs) {
    std::cout << "    log of " << log.fields.size() << "\n";
    for (const auto& field : log.fields) {
      std::cout << "      " << field.first << ": " << Text(field.second) << "\n";
    }
  }
}

void Spans() {
  auto* const recorder = new InMemoryRecorder;
  MockTracerOptions options;
  options.recorder.reset(recorder);
  const std::shared_ptr<MockTracer> tracer(new MockTracer(std::move(options)));
  SHOW(Thrown([&] { recorder->top(); }));

  const auto parent = tracer->StartSpan("parent", {SetTag{"k", 1}, SetTag{"k", 2}});
  parent->SetBaggageItem("item", "first");
  parent->SetBaggageItem("item", "second");
  SHOW(parent->BaggageItem("item"));
  SHOW(parent->BaggageItem("none"));
  const auto other = tracer->StartSpan("other");
  other->SetBaggageItem("other", "x");
  const auto child = tracer->StartSpan(
      "child", {ChildOf(&parent->context()), FollowsFrom(&other->context()), ChildOf(nullptr)});
  SHOW(child->context().ToTraceID() == parent->context().ToTraceID());
  SHOW(child->context().ToTraceID() == other->context().ToTraceID());
  SHOW(child->context().ToSpanID() == parent->context().ToSpanID());
  SHOW(child->BaggageItem("item"));
  SHOW(child->BaggageItem("other"));
  SHOW(child->context().Clone()->ToSpanID() == child->context().ToSpanID());
  child->SetOperationName("renamed");
  child->SetTag("list", Values{1, 2});
  child->Log({{"event", "one"}});
  child->Log(SystemTime(std::chrono::seconds(1)), {{"event", "two"}, {"n", 2}});
  child->Log(SystemTime(std::chrono::seconds(2)),
             std::vector<std::pair<string_view, Value>>{{"event", "three"}});
  FinishSpanOptions finish;
  finish.log_records.push_back({SystemTime(), {{"event", "at the end"}}});
  child->FinishWithOptions(finish);
  child->Finish();
  SHOW(recorder->size());
  const SpanData recorded = recorder->top();
  Print(recorded);
  SHOW(recorded.references.size());
  SHOW(recorded.references[0].span_id == std::stoull(parent->context().ToSpanID()));
  SHOW(static_cast<int>(recorded.references[1].reference_type));
  SHOW(recorded == recorded);

  tracer
      ->StartSpan("timed", {StartTimestamp(SystemTime(std::chrono::seconds(7)),
                                           SteadyTime(std::chrono::seconds(3)))})
      ->Finish({FinishTimestamp(SteadyTime(std::chrono::seconds(5)))});
  SHOW(recorder->top().start_timestamp == SystemTime(std::chrono::seconds(7)));
  SHOW(recorder->top().duration == std::chrono::seconds(2));
  { const auto dropped = tracer->StartSpan("finished by its destructor"); }
  Print(recorder->top());
  SHOW(recorder->spans().size());
  SHOW(tracer->spans().size());
  tracer->Close();
  SHOW(tracer->StartSpan("after Close") != nullptr);

  MockTracerOptions no_recorder;
  const std::shared_ptr<Tracer> silent(new MockTracer(std::move(no_recorder)));
  SHOW(silent->StartSpan("x") != nullptr);
  silent->Close();
}

void Factory() {
  MockTracerFactory factory;
  const char* const refused[] = {nullptr,
                                 "",
                                 "{ abc",
                                 R"({ "abc": 123 })",
                                 R"({ "output_file": "" })",
                                 R"({ "output_file": "/no/such/folder/x" })",
                                 R"({ "output_file": "a\n" })",
                                 R"({ "output_file": "a)",
                                 R"({ "output_file": "a" } x)"};
  for (const char* configuration : refused) {
    std::string message;
    SHOW(factory.MakeTracer(configuration, message));
    SHOW(message.empty());
  }
  std::string message;
  const auto tracer = factory.MakeTracer(" {\t\"output_file\" :\n\"/dev/null\" } ", message);
  SHOW(tracer.has_value());
  SHOW(message);
}
}  // namespace

void MockTracers() {
  Json();
  Spans();
  Factory();
}
}  // namespace behaviour
