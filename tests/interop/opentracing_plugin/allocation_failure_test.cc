// Every allocation of what a host asks the plugin for fails once, and from then on: the plugin answers with a code, an error or a
// tracer that works, and the next answer, with memory, is complete.
#include <curl/curl.h>
#include <dlfcn.h>
#include <stdlib.h>

#include <cstdint>
#include <functional>
#include <ostream>
#include <string>
#include <vector>

#include "tests/interop/opentracing_plugin/loaded_plugin.h"
#include "tests/support/failing_attempts.h"

namespace tracebridge::test {
namespace {

using Attempt = std::function<Outcome(std::int64_t n, Fail fail)>;

// Of that one, and of that one and all later ones.
void FailEachOnceAndForGood(std::int64_t at_least, const Attempt& attempt) {
  for (const Fail fail : {Fail::kOnce, Fail::kFromThenOn}) {
    SCOPED_TRACE(fail == Fail::kOnce ? "one failure" : "and all later ones");
    FailEach(at_least, [&](std::int64_t n) { return attempt(n, fail); });
  }
}

// Whether a request through `tracer` starts, leaves and comes back. It is not exported, which takes time.
bool Works(const opentracing::Tracer& tracer) {
  const auto span =
      tracer.StartSpan("request", {opentracing::SetTag(opentracing::ext::sampling_priority, 0)});
  if (span == nullptr) return false;
  span->SetTag("key", "value");
  span->SetBaggageItem("user", "alice");
  const HttpWriter writer;
  if (!tracer.Inject(span->context(), writer) || writer.headers.empty()) return false;
  const auto extracted = tracer.Extract(HttpReader(writer.headers));
  return extracted && *extracted != nullptr;
}

TEST(OpenTracingPluginWithoutMemoryTest, AnswersACallOfItsEntryPoint) {
  void* const library = dlopen(TRACEBRIDGE_PLUGIN, RTLD_NOW | RTLD_LOCAL);
  ASSERT_NE(library, nullptr) << dlerror();
  auto* const make = *static_cast<OpenTracingMakeTracerFactoryType**>(
      dlsym(library, "OpenTracingMakeTracerFactory"));
  for (const char* const version : {"3", "2"}) {
    FailEachOnceAndForGood(0, [&](std::int64_t n, Fail fail) {
      const void* category = nullptr;
      std::string message;
      void* factory = nullptr;
      FailAllocation(n, fail);
      const int code = make("1.6.0", version, &category, &message, &factory);
      const bool failed = AllocateAgain();
      if ((code == 0) != (factory != nullptr)) return Wrong("neither a code nor a factory");
      if (code != 0 && category == nullptr) return Wrong("a code of no category");
      if (failed && code != 0 && category == &std::generic_category() &&
          code != static_cast<int>(std::errc::not_enough_memory)) {
        return Wrong("another code than that of memory");
      }
      const int again = make("1.6.0", "3", &category, &message, &factory);
      if (again != 0) return Wrong("with memory again: " + message);
      return Survived(failed);
    });
  }
  dlclose(library);
}

struct File {
  std::string name;
  std::string text;
};

void PrintTo(const File& file, std::ostream* out) { *out << file.name; }

// Libraries that the plugin opens.
const std::vector<const char*> kParts = {
#ifdef TRACEBRIDGE_YAML
    TRACEBRIDGE_YAML,
#endif
#ifdef TRACEBRIDGE_JAEGER_THRIFT
    TRACEBRIDGE_JAEGER_THRIFT,
#endif
};

const File kFiles[] = {
    {"OwnJson", R"({"service_name": "edge", "propagators": ["jaeger", "b3", "baggage"],
                    "wire_read": ["jaeger", "b3"], "wire_write": ["b3"],
                    "resource_attributes": {"zone": "b"}, "otlp_headers": {"key": "secret"}})"},
#ifdef TRACEBRIDGE_YAML
    {"OwnYaml",
     "service_name: edge\npropagators: [jaeger, b3]\nwire_write: [b3]\n"
     "resource_attributes: {zone: b}\nsampler: traceidratio\nsampler_ratio: 0.5\n"},
    {"OfJaeger", "service_name: edge\nsampler: {type: const, param: 1}\nreporter: {}\n"},
#endif
#ifdef TRACEBRIDGE_JAEGER_THRIFT
    {"ToAJaegerAgent", R"({"service_name": "edge", "traces_exporters": ["jaeger"],
                           "jaeger_agent": "127.0.0.1:9"})"},
#endif
    {"OfDatadog", R"({"service": "edge", "agent_host": "localhost"})"},
};

class WithoutMemoryTest : public ::testing::TestWithParam<File> {
 protected:
  void SetUp() override {
    // A static constructor of a library cannot say that it has no memory: those of yaml-cpp and Thrift run before.
    for (const char* const part : kParts) {
      ASSERT_NE(dlopen(part, RTLD_NOW | RTLD_LOCAL), nullptr) << dlerror();
    }
    curl_global_init(CURL_GLOBAL_DEFAULT);  // thousands of allocations that are not ours
    setenv("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", collector.url().c_str(), 1);
    setenv("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json", 1);
    setenv("OTEL_LOG_LEVEL", "none", 1);
  }
  void TearDown() override {
    unsetenv("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT");
    unsetenv("OTEL_EXPORTER_OTLP_PROTOCOL");
    unsetenv("OTEL_LOG_LEVEL");
  }

  otlp::TestCollector collector;
  const LoadedPlugin plugin;
};

TEST_P(WithoutMemoryTest, MakesATracerThatWorksOrSaysNo) {
  const char* const text = GetParam().text.c_str();
  FailEachOnceAndForGood(10, [&](std::int64_t n, Fail fail) {
    std::string error;
    FailAllocation(n, fail);
    auto made = plugin.factory().MakeTracer(text, error);
    const bool failed = AllocateAgain();
    if (made && *made == nullptr) return Wrong("neither an error nor a tracer");
    if (made && !Works(**made)) return Wrong("a tracer that does not work");
    if (!made && made.error().value() == 0) return Wrong("an error without a code");
    if (!made && !failed) return Wrong("without a failure: " + error);
    if (!made && made.error() == opentracing::configuration_parse_error) {
      return Wrong("as if the file were to blame: " + error);
    }
    made = plugin.factory().MakeTracer(text, error);
    if (!made || !Works(**made)) return Wrong("with memory again: " + error);
    return Survived(failed);
  });
}

INSTANTIATE_TEST_SUITE_P(OpenTracingPlugin, WithoutMemoryTest, ::testing::ValuesIn(kFiles),
                         [](const auto& info) { return info.param.name; });

class RequestWithoutMemoryTest : public WithoutMemoryTest {};

TEST_P(RequestWithoutMemoryTest, EndsAndTheNextOneIsComplete) {
  FailEachOnceAndForGood(5, [&](std::int64_t n, Fail fail) {
    const auto tracer = plugin.MakeTracer(GetParam().text);
    if (tracer == nullptr) return Wrong("no tracer");
    FailAllocation(n, fail);
    {
      const HttpWriter writer;
      const auto span = tracer->StartSpan("request");
      if (span != nullptr) {
        span->SetTag("key", "a value that is too long for a string without an allocation");
        span->Log({{"event", "sent"}});
        span->SetBaggageItem("user", "alice");
        try {
          tracer->Inject(span->context(), writer);
        } catch (const std::bad_alloc&) {
          // The test's own carrier.
        }
        span->Finish();
      }
      tracer->Close();
    }
    const bool failed = AllocateAgain();
    // That one is closed.
    const auto next = plugin.MakeTracer(GetParam().text);
    return next != nullptr && Works(*next) ? Survived(failed)
                                           : Wrong("with memory again: no request");
  });
}

INSTANTIATE_TEST_SUITE_P(OpenTracingPlugin, RequestWithoutMemoryTest, ::testing::ValuesIn(kFiles),
                         [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace tracebridge::test
