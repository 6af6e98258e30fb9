// A program that uses every OpenTracing header, in any standard from C++11 on and with every warning
// that a careful project turns on. The library behind it was compiled as C++17.
#include <opentracing/config.h>
#include <opentracing/dynamic_load.h>
#include <opentracing/ext/tags.h>
#include <opentracing/mocktracer/in_memory_recorder.h>
#include <opentracing/mocktracer/json.h>
#include <opentracing/mocktracer/json_recorder.h>
#include <opentracing/mocktracer/recorder.h>
#include <opentracing/mocktracer/tracer.h>
#include <opentracing/mocktracer/tracer_factory.h>
#include <opentracing/noop.h>
#include <opentracing/propagation.h>
#include <opentracing/span.h>
#include <opentracing/string_view.h>
#include <opentracing/symbols.h>
#include <opentracing/tracer.h>
#include <opentracing/tracer_factory.h>
#include <opentracing/util.h>
#include <opentracing/value.h>
#include <opentracing/version.h>

#include <cstdio>
#include <cstdlib>
#include <map>
#include <opentracing/expected/expected.hpp>
#include <opentracing/variant/recursive_wrapper.hpp>
#include <opentracing/variant/variant.hpp>
#include <sstream>
#include <unordered_map>

namespace {
using namespace opentracing;

#define CHECK(condition)                                           \
  do {                                                             \
    if (!(condition)) {                                            \
      std::fprintf(stderr, "line %d: %s\n", __LINE__, #condition); \
      std::exit(1);                                                \
    }                                                              \
  } while (false)

struct Headers : HTTPHeadersReader, HTTPHeadersWriter {
  expected<void> Set(string_view key, string_view value) const override {
    pairs[key] = value;
    return {};
  }
  expected<void> ForeachKey(
      std::function<expected<void>(string_view key, string_view value)> f) const override {
    for (const auto& pair : pairs) {
      const auto result = f(pair.first, pair.second);
      if (!result) return result;
    }
    return {};
  }
  mutable std::unordered_map<std::string, std::string> pairs;
};

struct Kind {
  const char* operator()(bool) const { return "bool"; }
  const char* operator()(double) const { return "double"; }
  const char* operator()(int64_t) const { return "int64"; }
  const char* operator()(uint64_t) const { return "uint64"; }
  const char* operator()(const std::string&) const { return "string"; }
  const char* operator()(string_view) const { return "string_view"; }
  const char* operator()(std::nullptr_t) const { return "null"; }
  const char* operator()(const char*) const { return "const char*"; }
  const char* operator()(const Values&) const { return "values"; }
  const char* operator()(const Dictionary&) const { return "dictionary"; }
};

expected<int> Half(int number) {
  if (number % 2 != 0) return make_unexpected(std::make_error_code(std::errc::invalid_argument));
  return number / 2;
}

void UseValues() {
  const char* const pointer = "pointer";
  const std::pair<Value, std::string> kinds[] = {{true, "bool"},
                                                 {1.5f, "double"},
                                                 {-1, "int64"},
                                                 {1UL, "uint64"},
                                                 {std::string("text"), "string"},
                                                 {string_view("view"), "string_view"},
                                                 {nullptr, "null"},
                                                 {pointer, "const char*"},
                                                 {"text", "const char*"},
                                                 {Values{1, 2}, "values"},
                                                 {Dictionary{{"k", 1}}, "dictionary"}};
  for (const auto& kind : kinds) {
    CHECK(apply_visitor(Kind(), kind.first) == kind.second);
    Value copy = kind.first;
    CHECK(copy == kind.first);
    const Value moved = std::move(copy);
    CHECK(moved == kind.first);
  }
}

void UseExpected() {
  CHECK(*Half(4) == 2);
  CHECK(!Half(5));
  CHECK(Half(5).value_or(7) == 7);
  auto result = Half(8);
  result = Half(9);
  CHECK(result.error() == std::errc::invalid_argument);
  result = 3;
  CHECK(result == 3);
  CHECK(result != make_unexpected(std::error_code()));
  bool thrown = false;
  try {
    const auto odd = Half(1);
    odd.value();
  } catch (const std::system_error&) {
    thrown = true;
  }
  CHECK(thrown);
  CHECK(std::hash<expected<int>>()(result) == std::hash<int>()(3));
}

void UseSpans() {
  auto* const recorder = new mocktracer::InMemoryRecorder;
  mocktracer::MockTracerOptions options;
  options.recorder.reset(recorder);
  const std::shared_ptr<Tracer> mock(new mocktracer::MockTracer(std::move(options)));
  CHECK(Tracer::Global()->StartSpan("no-op") != nullptr);
  Tracer::InitGlobal(mock);
  const auto tracer = Tracer::Global();
  CHECK(tracer == mock);

  const auto parent = tracer->StartSpan("parent", {SetTag{ext::span_kind, "server"}});
  parent->SetBaggageItem("user", "u 42, \"x\"");
  Headers headers;
  const HTTPHeadersWriter& writer = headers;
  CHECK(tracer->Inject(parent->context(), writer));
  const HTTPHeadersReader& reader = headers;
  const auto extracted = tracer->Extract(reader);
  CHECK(extracted);
  {
    const auto child = tracer->StartSpan(
        "child", {ChildOf(extracted->get()), FollowsFrom(&parent->context()), ChildOf(nullptr),
                  StartTimestamp(std::chrono::system_clock::now()), SetTag{"n", 1}});
    child->SetTag(ext::http_status_code, 404);
    child->SetTag(ext::error, true);
    child->Log({{"event", "miss"}, {"bytes", 12u}, {"list", Values{1, "two"}}});
    CHECK(child->BaggageItem("user") == "u 42, \"x\"");
    child->Finish({FinishTimestamp(std::chrono::steady_clock::now())});
  }
  parent->Finish();
  CHECK(recorder->size() == 2);
  CHECK(recorder->spans()[0].references.size() == 2);
  std::ostringstream json;
  mocktracer::ToJson(json, recorder->spans());
  CHECK(json.str().find("\"http.status_code\":404") != std::string::npos);
  tracer->Close();
  Tracer::InitGlobal(MakeNoopTracer());
}

void UsePlugins(const char* mocktracer) {
  std::string message;
  const auto handle = DynamicallyLoadTracingLibrary("/no/such/library", message);
  CHECK(!handle);
  CHECK(handle.error() == dynamic_load_failure_error);
  const auto plugin = DynamicallyLoadTracingLibrary(mocktracer, message);
  CHECK(plugin);
  CHECK(plugin->tracer_factory().MakeTracer("{\"output_file\": \"/dev/null\"}", message));
}
}  // namespace

int main(int argc, char** argv) {
  CHECK(argc == 2);
  UseValues();
  UseExpected();
  UseSpans();
  UsePlugins(argv[1]);
}
