// The plugin of programs that have OpenTracing linked into them, in one. Built with our archive and with the distribution's.
#include <fstream>
#include <string>

#include "tests/interop/opentracing_plugin/loaded_plugin.h"
// After the headers of OpenTracing.
#include "tests/conformance/opentracing_api/headers_under_test.h"

namespace tracebridge::test {
namespace {

bool IsMapped(const std::string& library) {
  std::ifstream maps("/proc/self/maps");
  for (std::string line; std::getline(maps, line);) {
    if (line.find(library) != std::string::npos) return true;
  }
  return false;
}

TEST(StaticHostTest, TracesWithoutALibraryOfOpenTracing) {
  otlp::TestCollector collector;
  {
    const LoadedPlugin plugin;
    const auto tracer = plugin.MakeTracer(To(collector));
    const auto parent = tracer->StartSpan("parent");
    parent->SetBaggageItem("user", "alice");
    const test::HttpWriter writer;
    ASSERT_TRUE(tracer->Inject(parent->context(), writer));
    const auto received = tracer->Extract(test::HttpReader(writer.headers));
    ASSERT_TRUE(received) << received.error().message();
    tracer->StartSpan("child", {opentracing::ChildOf(received->get())})->Finish();
    parent->Finish();
    tracer->Close();
  }
  EXPECT_TRUE(IsMapped("libtracebridge_opentracing_plugin_static.so"));
  EXPECT_FALSE(IsMapped("libopentracing.so"));
  const auto spans = Arrived(collector);
  ASSERT_EQ(spans.size(), 2u);
  EXPECT_EQ(spans.at("child").parent_span_id, spans.at("parent").span_id);
}

TEST(StaticHostTest, HasErrorsThatCompareByName) {
  const LoadedPlugin plugin;
  std::string error;
  const auto wrong = plugin.factory().MakeTracer(R"({"otlp_endpont": 1})", error);
  ASSERT_FALSE(wrong);
  EXPECT_TRUE(
      opentracing::are_errors_equal(wrong.error(), opentracing::invalid_configuration_error));
  EXPECT_NE(wrong.error(), opentracing::invalid_configuration_error);  // docs/compatibility.md
  EXPECT_EQ(error, "line 1, \"otlp_endpont\": is no setting; did you mean \"otlp_endpoint\"?");
}

}  // namespace
}  // namespace tracebridge::test
