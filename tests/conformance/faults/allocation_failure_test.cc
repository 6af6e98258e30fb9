// Every allocation of a traced request fails once, through each API and the host notices nothing.
//
// Each failure is tried in a process of its own, so that first uses are first uses again. There the request must come to
// its end; if anything of what it should export or send is missing, a counter says so or the API told the program; and
// the next request, with memory, is complete.
#include <curl/curl.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <memory>
#include <ostream>
#include <string>

#include "tests/conformance/faults/output.h"
#include "tests/conformance/faults/traced_request.h"
#include "tests/support/failing_attempts.h"
#include "tracebridge/bridge.h"

namespace tracebridge::faults {
namespace {

using test::AllocateAgain;
using test::Fail;
using test::FailAllocation;
using test::FailOn;
using test::Outcome;
using test::Survived;
using test::Wrong;

struct Scene {
  std::string name;
  std::unique_ptr<Request> (*make)();
};

void PrintTo(const Scene& scene, std::ostream* out) { *out << scene.name; }

struct Failure {
  Fail fail = Fail::kOnce;
  FailOn on = FailOn::kThisThread;
  bool is_warm = false;        // the request was served before
  bool during_set_up = false;  // counts from the making of the bridge, not from the request
};

// What one request exports and sends when nothing fails.
std::string Serve(Request& request, Bridge& bridge, Output& output) {
  request.Serve();
  bridge.ForceFlush(kAMinute);
  return output.Take() + request.Sent();
}

Outcome Try(const Scene& scene, const Failure& failure, std::int64_t n) {
  Output output;
  const auto request = scene.make();
  const BridgeOptions options = ToFile(output.path());
  if (failure.during_set_up) {
    FailAllocation(n, failure.fail, failure.on);
    {
      Bridge bridge = Bridge::FromOptions(options);
      request->Serve();
      bridge.ForceFlush(kAMinute);
    }
    const bool failed = AllocateAgain();
    output.Take();
    Bridge bridge = Bridge::FromOptions(options);
    if (Serve(*request, bridge, output).find("cache.Find") == std::string::npos) {
      return Wrong("with memory again, after failure " + std::to_string(n) + ": no spans");
    }
    return Survived(failed);
  }
  Bridge bridge = Bridge::FromOptions(options);
  std::string complete;
  if (failure.is_warm) complete = Serve(*request, bridge, output);

  FailAllocation(n, failure.fail, failure.on);
  request->Serve();
  bool flushed = false;
  if (failure.on == FailOn::kEveryThread) flushed = bridge.ForceFlush(kAMinute);
  const bool failed = AllocateAgain();
  if (!flushed) bridge.ForceFlush(kAMinute);
  const std::string first = output.Take() + request->Sent();
  const bool was_told = request->failed_visibly() || bridge.Diagnostics() != "{}";
  const std::string second = Serve(*request, bridge, output);
  if (!failure.is_warm) complete = Serve(*request, bridge, output);

  if (complete.find("cache.Find") == std::string::npos) return Wrong("nothing is traced");
  if (second != complete) {
    return Wrong("with memory again, after failure " + std::to_string(n) + ":\n" + second +
                 "instead of\n" + complete);
  }
  if (first != complete && !was_told) {
    return Wrong("lost without being counted, at failure " + std::to_string(n) + ":\n" + first +
                 "instead of\n" + complete);
  }
  return Survived(failed);
}

class AllocationFailureTest : public ::testing::TestWithParam<Scene> {
 protected:
  static void FailEach(const Failure& failure) {
    test::FailEach(failure.is_warm ? 1 : 10,
                   [&](std::int64_t n) { return Try(GetParam(), failure, n); });
  }
};

TEST_P(AllocationFailureTest, ARequestIsServedWhicheverAllocationFails) { FailEach({}); }

TEST_P(AllocationFailureTest, ARequestIsServedWhenNoAllocationSucceedsAnyMore) {
  Failure failure;
  failure.fail = Fail::kFromThenOn;
  FailEach(failure);
}

TEST_P(AllocationFailureTest, ALaterRequestIsServedWhicheverAllocationFails) {
  Failure failure;
  failure.is_warm = true;
  FailEach(failure);
}

TEST_P(AllocationFailureTest, ALaterRequestIsServedWhenNoAllocationSucceedsAnyMore) {
  Failure failure;
  failure.is_warm = true;
  failure.fail = Fail::kFromThenOn;
  FailEach(failure);
}

TEST_P(AllocationFailureTest, AnExportSurvivesWhicheverAllocationFails) {
  Failure failure;
  failure.on = FailOn::kEveryThread;
  FailEach(failure);
}

TEST_P(AllocationFailureTest, AnExportSurvivesWhenNoAllocationSucceedsAnyMore) {
  Failure failure;
  failure.on = FailOn::kEveryThread;
  failure.fail = Fail::kFromThenOn;
  FailEach(failure);
}

// Without a bridge, when it could not be set up, requests are served untraced. The next one may be.
class SetUpTest : public AllocationFailureTest {
 protected:
  // What libcurl and its TLS library do without memory is theirs to say, and would take the test minutes.
  static void SetUpTestSuite() { curl_global_init(CURL_GLOBAL_DEFAULT); }
};

TEST_P(SetUpTest, AProgramStartsWhicheverAllocationFails) {
  Failure failure;
  failure.during_set_up = true;
  FailEach(failure);
}

TEST_P(SetUpTest, AProgramStartsWhenNoAllocationSucceedsAnyMore) {
  Failure failure;
  failure.during_set_up = true;
  failure.fail = Fail::kFromThenOn;
  FailEach(failure);
}

INSTANTIATE_TEST_SUITE_P(Bridge, SetUpTest,
                         ::testing::Values(Scene{"OpenTracing", MakeOpenTracingRequest}),
                         [](const auto& info) { return info.param.name; });

INSTANTIATE_TEST_SUITE_P(Apis, AllocationFailureTest,
                         ::testing::Values(Scene{"OpenTelemetry", MakeOpenTelemetryRequest},
                                           Scene{"OpenTracing", MakeOpenTracingRequest},
                                           Scene{"OpenCensus", MakeOpenCensusRequest}),
                         [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace tracebridge::faults
