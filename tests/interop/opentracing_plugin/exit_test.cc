// Hosts that end without a word to the tracer: they end as without one, and what has finished arrives.
#include <gmock/gmock.h>

#include <cstdint>
#include <fstream>
#include <ostream>
#include <string>

#include "tests/interop/opentracing_plugin/loaded_plugin.h"
#include "tests/support/child_program.h"
#include "tests/unit/otel_core/exporters/otlp/file/scratch_folder.h"
#include "tests/unit/otel_core/exporters/otlp/test_certificate.h"

namespace tracebridge::test {
namespace {

using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;

struct HostEnding {
  std::string end;
  bool uses_tls;
  int threads = 0;

  std::string Name() const {
    return end + (uses_tls ? "_https" : "_http") + (threads > 0 ? "_threads" : "");
  }
};

void PrintTo(const HostEnding& row, std::ostream* out) { *out << row.Name(); }

const HostEnding kEndings[] = {
    {"return", false}, {"exit", false}, {"quick_exit", false},
    {"return", true},  {"exit", true},  {"quick_exit", true},
};
// In the middle of requests, and with a full queue.
const HostEnding kEndingsWithThreads[] = {
    {"return", false, 2}, {"exit", false, 2}, {"quick_exit", false, 2},
    {"return", true, 2},  {"exit", true, 2},  {"quick_exit", true, 2},
};

class OpenTracingPluginExitTest : public ::testing::TestWithParam<HostEnding> {
 protected:
  OpenTracingPluginExitTest() { std::ofstream(folder_ / "trusted") << own_.certificate; }

  ChildProgram RunHost(std::int64_t schedule_delay_ms = 3600000) {
    const std::string configuration = To(collector_, {{"otlp_certificate", folder_ / "trusted"},
                                                      {"batch_schedule_delay", schedule_delay_ms},
                                                      {"log_level", "none"}});
    return ChildProgram::Run(
        TRACEBRIDGE_EXIT_HOST,
        {TRACEBRIDGE_PLUGIN, configuration, GetParam().end, std::to_string(GetParam().threads)},
        environment_);
  }

  const otlp::TestCertificate own_ = otlp::MakeCertificate();
  const otlp::TlsContext tls_ = otlp::ServerContext(own_);
  otlp::TestCollector collector_{{}, GetParam().uses_tls ? tls_.get() : nullptr};
  const otlp::ScratchFolder folder_;
  std::map<std::string, std::string> environment_;
};

// With threads at another moment each time.
TEST_P(OpenTracingPluginExitTest, EndsAsWithoutATracer) {
  for (int i = 0; i < (GetParam().threads > 0 ? 5 : 1); ++i) {
    const ChildProgram host = RunHost(/*schedule_delay_ms=*/0);
    EXPECT_EQ(host.status, 0);
    EXPECT_EQ(host.err, "");
  }
}

class OpenTracingPluginDeliveryTest : public OpenTracingPluginExitTest {};

// The library lets the global tracer go behind the program's exit handlers and static objects, which have traced till then.
TEST_P(OpenTracingPluginDeliveryTest, DeliversWhatHasFinished) {
  const ChildProgram host = RunHost();
  EXPECT_EQ(host.status, 0);
  EXPECT_EQ(host.err, "");
  std::vector<std::string> names;
  for (const auto& [name, span] : Arrived(collector_)) names.push_back(name);
  if (GetParam().end == "quick_exit") {
    EXPECT_THAT(names, UnorderedElementsAre());
  } else {
    EXPECT_THAT(names, UnorderedElementsAre("finished", "at exit", "static"));
  }
}

#ifdef DISTRIBUTION_FOLDER
TEST_P(OpenTracingPluginDeliveryTest, DoesSoOnTheDistributionsLibrary) {
  environment_["LD_LIBRARY_PATH"] = DISTRIBUTION_FOLDER;
  const ChildProgram host = RunHost();
  EXPECT_THAT(host.out, HasSubstr(DISTRIBUTION_FOLDER "/libopentracing.so.1"));
  EXPECT_EQ(host.status, 0);
  EXPECT_EQ(host.err, "");
  EXPECT_EQ(Arrived(collector_).size(), GetParam().end == "quick_exit" ? 0u : 3u);
}
#endif

constexpr auto kName = [](const auto& info) { return info.param.Name(); };
INSTANTIATE_TEST_SUITE_P(Hosts, OpenTracingPluginExitTest, ::testing::ValuesIn(kEndings), kName);
INSTANTIATE_TEST_SUITE_P(HostsWithThreads, OpenTracingPluginExitTest,
                         ::testing::ValuesIn(kEndingsWithThreads), kName);
INSTANTIATE_TEST_SUITE_P(Hosts, OpenTracingPluginDeliveryTest, ::testing::ValuesIn(kEndings),
                         kName);

}  // namespace
}  // namespace tracebridge::test
