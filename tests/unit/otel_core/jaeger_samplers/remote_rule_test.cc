// The remote sampler against servers that answer, answer nonsense, hang, hang up and die.
#include "otel_core/jaeger_samplers/src/remote_rule.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "opentelemetry/sdk/common/global_log_handler.h"
#include "tests/support/threads.h"
#include "tests/unit/otel_core/exporters/otlp/test_collector.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::jaeger::remote_rule_test {
namespace {

namespace log = opentelemetry::sdk::common::internal_log;
using otlp::Reply;
using otlp::Respond;
using otlp::TestCollector;

const opentelemetry::trace::TraceId kHigh(std::array<std::uint8_t, 16>{
    0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 254});

class Lines final : public log::LogHandler {
 public:
  void Handle(log::LogLevel, const char*, int, const char* message,
              const opentelemetry::sdk::common::AttributeMap&) noexcept override {
    const std::lock_guard<std::mutex> lock(mutex_);
    lines_.emplace_back(message);
  }
  std::vector<std::string> lines() {
    const std::lock_guard<std::mutex> lock(mutex_);
    return lines_;
  }

 private:
  std::mutex mutex_;
  std::vector<std::string> lines_;
};

class RemoteRuleTest : public ::testing::Test {
 protected:
  RemoteRuleTest() : lines_(std::make_shared<Lines>()) {
    log::GlobalLogHandler::SetLogHandler(lines_);
    log::GlobalLogHandler::SetLogLevel(log::LogLevel::Info);
  }
  ~RemoteRuleTest() override { log::GlobalLogHandler::SetLogHandler(nullptr); }

  static JaegerRemoteSamplerOptions Options(const TestCollector& server) {
    JaegerRemoteSamplerOptions options;
    options.url = server.url();
    options.service_name = "haproxy & co";
    options.interval = std::chrono::milliseconds(1);
    options.initial_rate = 0;
    return options;
  }

  // Asks the rule until its decision is of `type` and `param`.
  static bool Becomes(RemoteRule& rule, std::string_view type, double param) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::minutes(1);
    while (std::chrono::steady_clock::now() < end) {
      const Decision decision = rule.Decide(kHigh, "GET /");
      if (std::string_view(decision.type) == type && decision.param == param) return true;
      std::this_thread::yield();
    }
    return false;
  }

  const std::shared_ptr<Lines> lines_;
};

std::string Rate(const std::string& rate) {
  return R"({"strategyType": "PROBABILISTIC", "probabilisticSampling": {"samplingRate": )" + rate +
         "}}";
}

TEST_F(RemoteRuleTest, AsksForItsServiceAndTakesWhatTheServerSays) {
  TestCollector server(
      {Respond("200 OK", "", Rate("0.25")),
       Respond("200 OK", "", R"({"rateLimitingSampling": {"maxTracesPerSecond": 7}})"),
       Respond("200 OK", "", R"({"operationSampling": {"defaultSamplingProbability": 0.5,
                          "defaultLowerBoundTracesPerSecond": 0}})"),
       Reply{"", true, false}});
  RemoteRule rule(Options(server));
  EXPECT_TRUE(Becomes(rule, "lowerbound", 0.5));  // the last; the others may pass between two looks
  EXPECT_EQ(server.requests()[0].line, "GET /v1/traces?service=haproxy%20%26%20co HTTP/1.1");
  EXPECT_EQ(server.requests()[0].headers.count("traceparent"), 0u);
  EXPECT_TRUE(lines_->lines().empty());
}

TEST_F(RemoteRuleTest, HasTheInitialRateUntilItIsAnswered) {
  TestCollector server({Reply{"", true, false}});
  auto options = Options(server);
  options.initial_rate = 0.125;
  RemoteRule rule(options);
  EXPECT_EQ(rule.Decide(kHigh, "GET /").param, 0.125);
  ASSERT_TRUE(server.WaitForRequests(1));
  EXPECT_EQ(rule.Decide(kHigh, "GET /").param, 0.125);
}

// The last answer stays, one line tells of the trouble and one of its end.
TEST_F(RemoteRuleTest, KeepsTheLastGoodAnswer) {
  const auto counted = Counted(Diagnostic::kSamplingStrategyRefused);
  TestCollector server({Respond("200 OK", "", Rate("0.25")), Respond("500 Oops"),
                        Respond("200 OK", "", "<html>"), Respond("200 OK", "", Rate("7")),
                        Respond("302 Found", "Location: /elsewhere\r\n"), Reply{"", false, true},
                        Respond("200 OK", "", std::string(2 << 20, '[')),
                        Respond("200 OK", "", Rate("0.75")), Reply{"", true, false}});
  RemoteRule rule(Options(server));
  ASSERT_TRUE(Becomes(rule, "probabilistic", 0.25));
  while (server.requests().size() < 7) EXPECT_NE(rule.Decide(kHigh, "GET /").param, 0.0);
  ASSERT_TRUE(Becomes(rule, "probabilistic", 0.75));
  ASSERT_TRUE(server.WaitForRequests(9));
  EXPECT_EQ(Counted(Diagnostic::kSamplingStrategyRefused) - counted, 6u);
  const auto lines = lines_->lines();
  ASSERT_EQ(lines.size(), 2u);
  const std::string url = server.url();
  EXPECT_EQ(lines[0], "sampling stays as it is, because of the sampling server " + url +
                          ": it answers with status 500");
  EXPECT_EQ(lines[1], "the sampling server " + url + " answers again");
}

TEST_F(RemoteRuleTest, SamplesOnWithoutAServer) {
  JaegerRemoteSamplerOptions options;
  options.url = "http://127.0.0.1:1/sampling";  // nobody listens there
  options.interval = std::chrono::milliseconds(1);
  options.initial_rate = 1;
  const auto counted = Counted(Diagnostic::kSamplingStrategyRefused);
  RemoteRule rule(options);
  while (Counted(Diagnostic::kSamplingStrategyRefused) < counted + 3) {
    EXPECT_TRUE(rule.Decide(kHigh, "GET /").sampled);
  }
  EXPECT_EQ(lines_->lines().size(), 1u);
}

TEST_F(RemoteRuleTest, ChangesNothingForTheSameAnswer) {
  TestCollector server;
  RemoteRule rule(Options(server));
  const std::string limit = R"({"rateLimitingSampling": {"maxTracesPerSecond": 0}})";
  EXPECT_EQ(rule.Take(limit), "");
  EXPECT_TRUE(rule.Decide(kHigh, "GET /").sampled);  // the one that there always is
  EXPECT_EQ(rule.Take(limit), "");
  EXPECT_FALSE(rule.Decide(kHigh, "GET /").sampled);
  EXPECT_EQ(rule.Take("{}"), "its answer names no strategy that is known");
}

TEST_F(RemoteRuleTest, StartsItsThreadWithTheFirstQuestionAndEndsIt) {
  TestCollector server({Reply{"", true, false}});
  const std::size_t threads = test::Threads();
  {
    RemoteRule rule(Options(server));
    EXPECT_EQ(test::Threads(), threads);
    rule.Decide(kHigh, "GET /");
    ASSERT_TRUE(server.WaitForRequests(1));  // and it hangs
  }
  test::WaitForThreadsToEnd(threads + 1);  // the server's own for the connection
  EXPECT_LE(test::Threads(), threads + 1);
}

TEST_F(RemoteRuleTest, AsksFromAForkedChildWhichHasTheLastAnswer) {
  TestCollector server({Respond("200 OK", "", Rate("0.25")), Reply{"", true, false},
                        Respond("200 OK", "", Rate("0.75"))});
  RemoteRule rule(Options(server));
  ASSERT_TRUE(Becomes(rule, "probabilistic", 0.25));
  ASSERT_TRUE(server.WaitForRequests(2));
  test::WaitUntilOthersSleep();
  const pid_t child = fork();
  if (child == 0) {
    // The next answer may be there already; what it must not have is the initial rate.
    if (rule.Decide(kHigh, "GET /").param == 0) _exit(1);
    _exit(Becomes(rule, "probabilistic", 0.75) ? 0 : 2);
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
}

TEST_F(RemoteRuleTest, DecidesOnManyThreadsWhileAnswersChange) {
  TestCollector server({Reply{"", true, false}});
  RemoteRule rule(Options(server));
  std::atomic<bool> stop{false};
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) {
    threads.emplace_back([&, i] {
      while (!stop) rule.Decide(kHigh, "operation " + std::to_string(i));
    });
  }
  for (int i = 0; i < 100; ++i) {
    EXPECT_EQ(rule.Take(R"({"operationSampling": {"defaultSamplingProbability": 0.5,
      "defaultLowerBoundTracesPerSecond": )" +
                        std::to_string(i) + "}}"),
              "");
    EXPECT_EQ(rule.Take(Rate("0." + std::to_string(i))), "");
  }
  stop = true;
  for (std::thread& thread : threads) thread.join();
}

}  // namespace
}  // namespace tracebridge::jaeger::remote_rule_test
