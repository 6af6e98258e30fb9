// Processes that end with spans open, with threads that trace, and with static and thread-local objects that trace: they
// end as they would without telemetry, and a bridge that is destroyed delivers what was finished.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <ostream>
#include <string>
#include <vector>

#include "tests/conformance/faults/output.h"
#include "tests/unit/otel_core/exporters/otlp/test_certificate.h"
#include "tests/unit/otel_core/exporters/otlp/test_collector.h"

namespace tracebridge::faults {
namespace {

struct Ending {
  std::string lifetime;  // see exit/host.cc
  std::string end;
  int threads;

  // Whether the bridge's destructor runs.
  bool IsDestroyed() const {
    return (lifetime == "stack" && end == "return") ||
           ((lifetime == "static" || lifetime == "early") && (end == "return" || end == "exit"));
  }
  std::string Name() const {
    std::string name = lifetime + "_" + end + (threads > 0 ? "_threads" : "");
    return name.erase(0, name.find_first_not_of('_'));
  }
};

void PrintTo(const Ending& ending, std::ostream* out) { *out << ending.Name(); }

std::vector<Ending> Endings() {
  std::vector<Ending> endings;
  for (const char* lifetime : {"stack", "static", "early", "leaked", "none"}) {
    for (const char* end : {"return", "exit", "quick_exit", "_exit"}) {
      for (const int threads : {0, 2}) endings.push_back({lifetime, end, threads});
    }
  }
  return endings;
}

// Where threads are depends on the moment.
int Runs(const Ending& ending) { return ending.threads > 0 ? 5 : 1; }

// Those after which what was finished has arrived. Threads that trace until the end may fill the queue; what it has no room for is
// dropped and counted.
std::vector<Ending> EndingsThatDeliver() {
  std::vector<Ending> endings = Endings();
  endings.erase(std::remove_if(endings.begin(), endings.end(),
                               [](const Ending& ending) {
                                 return !ending.IsDestroyed() || ending.threads > 0;
                               }),
                endings.end());
  return endings;
}

struct HostRun {
  int status;
  std::string said;
};

HostRun RunHost(const Ending& ending, const std::string& environment, const std::string& file) {
  const std::string command = environment + " " + TRACEBRIDGE_EXIT_HOST + " " + ending.lifetime +
                              " " + ending.end + " " + std::to_string(ending.threads) + " " + file +
                              " 2>&1";
  std::FILE* const output = popen(command.c_str(), "r");
  HostRun run;
  char text[4096];
  while (const std::size_t size = std::fread(text, 1, sizeof text, output))
    run.said.append(text, size);
  run.status = pclose(output);
  return run;
}

class ExitTest : public ::testing::TestWithParam<Ending> {};

TEST_P(ExitTest, EndsAsWithoutTelemetry) {
  const Output output;
  for (int i = 0; i < Runs(GetParam()); ++i) {
    const HostRun run = RunHost(GetParam(), "", output.path());
    EXPECT_TRUE(WIFEXITED(run.status)) << run.status;
    EXPECT_EQ(WEXITSTATUS(run.status), 0);
    EXPECT_EQ(run.said, "");
  }
}

class DeliveryAtExitTest : public ExitTest {};

TEST_P(DeliveryAtExitTest, DeliversWhatWasFinishedIfTheBridgeIsDestroyed) {
  const Output output;
  RunHost(GetParam(), "", output.path());
  int finished = 0, open = 0;
  for (const tail::Span& span : output.Spans()) {
    finished += span.name == "finished" ? 1 : 0;
    open += span.name == "open at the end of main" ? 1 : 0;
  }
  EXPECT_EQ(finished, 3);
  // Returning destroys them, which ends those of OpenTelemetry and OpenTracing; OpenCensus's are lost, as they were.
  EXPECT_EQ(open, GetParam().end == "return" ? 2 : 0);
}

// Over TLS the end of the process meets libcurl and OpenSSL, which have things of their own to do at exit: OpenSSL what the first
// that used it asked for.
class ExitOverTlsTest : public ::testing::TestWithParam<Ending> {
 protected:
  ExitOverTlsTest() : own_(otlp::MakeCertificate()), tls_(otlp::ServerContext(own_)) {
    std::ofstream(trusted_) << own_.certificate;
  }
  ~ExitOverTlsTest() override { std::remove(trusted_.c_str()); }

  void ExpectEndsAsWithoutTelemetry(const std::string& settings) {
    const std::string environment =
        settings + " OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=" + collector_.url() +
        " OTEL_EXPORTER_OTLP_CERTIFICATE=" + trusted_ + " OTEL_LOG_LEVEL=none";
    for (int i = 0; i < Runs(GetParam()); ++i) {
      const std::size_t before = collector_.requests().size();
      const HostRun run = RunHost(GetParam(), environment, "");
      EXPECT_TRUE(WIFEXITED(run.status)) << run.status;
      EXPECT_EQ(WEXITSTATUS(run.status), 0);
      EXPECT_EQ(run.said, "");
      arrived_ = collector_.requests().size() - before;
    }
  }

  const otlp::TestCertificate own_;
  const otlp::TlsContext tls_;
  otlp::TestCollector collector_{{}, tls_.get()};
  std::size_t arrived_ = 0;  // requests of the last run
  const std::string trusted_ = "faults-" + std::to_string(getpid()) + ".pem";
};

TEST_P(ExitOverTlsTest, EndsInTheMiddleOfRequests) {
  ExpectEndsAsWithoutTelemetry("OTEL_BSP_SCHEDULE_DELAY=0");
}

TEST_P(ExitOverTlsTest, EndsInTheMiddleOfRequestsWhereTheHostUsesTls) {
  ExpectEndsAsWithoutTelemetry("HOST_HAS_TLS=1 OTEL_BSP_SCHEDULE_DELAY=0");
}

// Nothing has been sent before the bridge is destroyed, which is after the exit handlers for one that was there before main().
TEST_P(ExitOverTlsTest, DeliversIfTheBridgeIsDestroyed) {
  ExpectEndsAsWithoutTelemetry("OTEL_BSP_SCHEDULE_DELAY=3600000");
  if (GetParam().threads == 0) {
    EXPECT_EQ(arrived_, GetParam().IsDestroyed() ? 1u : 0u);
  }
}

TEST_P(ExitOverTlsTest, DeliversIfTheBridgeIsDestroyedBeforeTheHostsTls) {
  ExpectEndsAsWithoutTelemetry("HOST_HAS_TLS=1 OTEL_BSP_SCHEDULE_DELAY=3600000");
  if (GetParam().threads == 0) {
    EXPECT_EQ(arrived_, GetParam().IsDestroyed() && GetParam().lifetime != "early" ? 1u : 0u);
  }
}

INSTANTIATE_TEST_SUITE_P(Endings, ExitOverTlsTest, ::testing::ValuesIn(Endings()),
                         [](const auto& info) { return info.param.Name(); });
INSTANTIATE_TEST_SUITE_P(Endings, DeliveryAtExitTest, ::testing::ValuesIn(EndingsThatDeliver()),
                         [](const auto& info) { return info.param.Name(); });
INSTANTIATE_TEST_SUITE_P(Endings, ExitTest, ::testing::ValuesIn(Endings()),
                         [](const auto& info) { return info.param.Name(); });

}  // namespace
}  // namespace tracebridge::faults
