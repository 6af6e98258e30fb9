// Processes that end with spans open, with threads that trace, and with static and thread-local objects that trace: they
// end as they would without telemetry, and a bridge that is destroyed delivers what was finished.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdio>
#include <ostream>
#include <string>
#include <vector>

#include "tests/conformance/faults/output.h"

namespace tracebridge::faults {
namespace {

struct Ending {
  std::string lifetime;  // see exit/host.cc
  std::string end;
  int threads;

  // Whether the bridge's destructor runs.
  bool IsDestroyed() const {
    return (lifetime == "stack" && end == "return") ||
           (lifetime == "static" && (end == "return" || end == "exit"));
  }
  std::string Name() const {
    std::string name = lifetime + "_" + end + (threads > 0 ? "_threads" : "");
    return name.erase(0, name.find_first_not_of('_'));
  }
};

void PrintTo(const Ending& ending, std::ostream* out) { *out << ending.Name(); }

std::vector<Ending> Endings() {
  std::vector<Ending> endings;
  for (const char* lifetime : {"stack", "static", "leaked", "none"}) {
    for (const char* end : {"return", "exit", "quick_exit", "_exit"}) {
      for (const int threads : {0, 2}) endings.push_back({lifetime, end, threads});
    }
  }
  return endings;
}

struct HostRun {
  int status;
  std::string said;
};

HostRun RunHost(const Ending& ending, const std::string& file) {
  const std::string command = std::string(TRACEBRIDGE_EXIT_HOST) + " " + ending.lifetime + " " +
                              ending.end + " " + std::to_string(ending.threads) + " " + file +
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
  const int runs = GetParam().threads > 0 ? 5 : 1;  // where threads are depends on the moment
  for (int i = 0; i < runs; ++i) {
    const HostRun run = RunHost(GetParam(), output.path());
    EXPECT_TRUE(WIFEXITED(run.status)) << run.status;
    EXPECT_EQ(WEXITSTATUS(run.status), 0);
    EXPECT_EQ(run.said, "");
  }
}

TEST_P(ExitTest, DeliversWhatWasFinishedIfTheBridgeIsDestroyed) {
  // Threads that trace until the end may fill the queue; what it has no room for is dropped and counted.
  if (!GetParam().IsDestroyed() || GetParam().threads > 0) return;
  const Output output;
  RunHost(GetParam(), output.path());
  int finished = 0, open = 0;
  for (const tail::Span& span : output.Spans()) {
    finished += span.name == "finished" ? 1 : 0;
    open += span.name == "open at the end of main" ? 1 : 0;
  }
  EXPECT_EQ(finished, 3);
  // Returning destroys them, which ends those of OpenTelemetry and OpenTracing; OpenCensus's are lost, as they were.
  EXPECT_EQ(open, GetParam().end == "return" ? 2 : 0);
}

INSTANTIATE_TEST_SUITE_P(Endings, ExitTest, ::testing::ValuesIn(Endings()),
                         [](const auto& info) { return info.param.Name(); });

}  // namespace
}  // namespace tracebridge::faults
