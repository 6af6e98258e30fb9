// Policies that change while requests run, by file and by call; as a service lives through them.
#include <gtest/gtest.h>
#include <opentracing/tracer.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <fstream>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "opentelemetry/context/propagation/global_propagator.h"
#include "opentelemetry/sdk/common/global_log_handler.h"
#include "tests/support/opentracing_carriers.h"
#include "tests/unit/otel_core/exporters/otlp/file/scratch_folder.h"
#include "tracebridge/bridge.h"

namespace tracebridge {
namespace {

namespace log = opentelemetry::sdk::common::internal_log;
using Lines = std::vector<std::string>;

const char kReceived[] = "0af7651916cd43dd8448eb211c80319c:b7ad6b7169203331:0:1";
// What is sent on for it.
const std::string kJaeger =
    "uber-trace-id: 0af7651916cd43dd8448eb211c80319c:b7ad6b7169203331:0:01\nuberctx-user: alice";
const std::string kW3c =
    "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\nbaggage: user=alice";
const std::string kNothing = "";

// Threads that answer one request after the other: each takes the context of a Jaeger client and sends it on.
class Requests {
 public:
  Requests() {
    for (Worker& worker : workers_) worker.thread = std::thread([&] { Run(&worker); });
  }
  ~Requests() { Stop(); }

  // Waits until each thread has begun and ended a request after this call.
  void WaitForAll() {
    for (Worker& worker : workers_) {
      const unsigned before = worker.count;
      while (worker.count < before + 2) std::this_thread::yield();
    }
  }

  // What the requests of each thread sent, without repetitions.
  std::vector<Lines> Stop() {
    is_stopping_ = true;
    std::vector<Lines> sent;
    for (Worker& worker : workers_) {
      if (worker.thread.joinable()) worker.thread.join();
      sent.push_back(worker.sent);
    }
    return sent;
  }

 private:
  struct Worker {
    std::atomic<unsigned> count{0};
    Lines sent;
    std::thread thread;
  };

  void Run(Worker* worker) {
    const auto tracer = opentracing::Tracer::Global();
    while (!is_stopping_) {
      const auto parent = tracer->Extract(
          test::HttpReader({{"Uber-Trace-Id", kReceived}, {"uberctx-user", "alice"}}));
      const test::HttpWriter writer;
      if (parent && *parent != nullptr) tracer->Inject(**parent, writer);
      std::string text = test::Text(writer.headers);
      if (worker->sent.empty() || worker->sent.back() != text) {
        worker->sent.push_back(std::move(text));
      }
      ++worker->count;
    }
  }

  std::atomic<bool> is_stopping_{false};
  Worker workers_[2];
};

// What is logged from now on, for whoever waits for it.
class Log {
 public:
  Log() {
    log::GlobalLogHandler::SetLogHandler(
        opentelemetry::nostd::shared_ptr<log::LogHandler>(new Handler(this)));
  }
  ~Log() { log::GlobalLogHandler::SetLogHandler(before_); }

  // Waits for a line with `part`, behind those that were waited for before. "" after half a minute without.
  std::string Line(const std::string& part) {
    std::unique_lock<std::mutex> lock(mutex_);
    std::string line;
    came_.wait_for(lock, std::chrono::seconds(30), [&] {
      while (line.find(part) == std::string::npos) {
        if (next_ == lines_.size()) return false;
        line = lines_[next_++];
      }
      return true;
    });
    return line;
  }

 private:
  class Handler final : public log::LogHandler {
   public:
    explicit Handler(Log* to) : to_(to) {}
    void Handle(log::LogLevel level, const char*, int, const char* message,
                const opentelemetry::sdk::common::AttributeMap&) noexcept override {
      const std::lock_guard<std::mutex> lock(to_->mutex_);
      to_->lines_.push_back(log::LevelToString(level) + ": " + message);
      to_->came_.notify_all();
    }

   private:
    Log* const to_;
  };

  const opentelemetry::nostd::shared_ptr<log::LogHandler> before_ =
      log::GlobalLogHandler::GetLogHandler();
  std::mutex mutex_;
  std::condition_variable came_;
  Lines lines_;
  std::size_t next_ = 0;
};

// Lets the propagator go, and with it the thread that looks at the file.
struct EndOfPropagation {
  ~EndOfPropagation() {
    opentelemetry::context::propagation::GlobalTextMapPropagator::SetGlobalPropagator({});
  }
};

BridgeOptions Options(const std::string& wire_file = "") {
  BridgeOptions options;
  options.settings = {{"OTEL_PROPAGATORS", "tracecontext,baggage,jaeger"},
                      {"OTEL_TRACES_EXPORTER", "none"},
                      {"TRACEBRIDGE_WIRE_FILE", wire_file}};
  return options;
}

// In one step, as an editor or a configuration tool does it.
void Replace(const std::string& path, const std::string& text) {
  std::ofstream(path + ".new") << text;
  ASSERT_EQ(std::rename((path + ".new").c_str(), path.c_str()), 0);
}

TEST(WirePolicyFileTest, ChangesWhatRunningRequestsWriteAndRead) {
  const otlp::ScratchFolder folder;
  const std::string path = folder / "wire.json";
  Replace(path, R"({"phase": "legacy"})");
  Log logged;
  const EndOfPropagation end;
  const Bridge bridge = Bridge::FromOptions(Options(path));
  EXPECT_NE(logged.Line("TRACEBRIDGE_WIRE_FILE: {\"phase\":\"legacy\""), "");
  Requests requests;
  requests.WaitForAll();

  Replace(path, R"({"phase": "w3c"})");
  EXPECT_NE(logged.Line("TRACEBRIDGE_WIRE_FILE: {\"phase\":\"w3c\""), "");
  requests.WaitForAll();

  // What is wrong, or not there, leaves the last good policy in force, and says so.
  Replace(path, R"({"phase": "legacy")");
  EXPECT_EQ(logged.Line("TRACEBRIDGE_WIRE_FILE"),
            "Warning: TRACEBRIDGE_WIRE_FILE: the policy stays as it is: " + path + ": not JSON");
  requests.WaitForAll();
  Replace(path, R"({"write": ["b3"]})");
  EXPECT_EQ(
      logged.Line("TRACEBRIDGE_WIRE_FILE"),
      "Warning: TRACEBRIDGE_WIRE_FILE: the policy stays as it is: \"write\": \"b3\" is not one of "
      "this process's formats (OTEL_PROPAGATORS): tracecontext, baggage, jaeger");
  requests.WaitForAll();

  Replace(path, R"({"phase": "w3c", "read": ["tracecontext", "baggage"]})");
  EXPECT_NE(logged.Line(R"("read":["tracecontext","baggage"])"), "");
  requests.WaitForAll();
  EXPECT_EQ(requests.Stop(), std::vector<Lines>(2, Lines{kJaeger, kW3c, kNothing}));
}

TEST(WirePolicyCallTest, ChangesWhatRunningRequestsWriteAndRead) {
  Bridge bridge = Bridge::FromOptions(Options());
  Requests requests;
  requests.WaitForAll();
  EXPECT_EQ(bridge.SetWirePolicy(R"({"phase": "legacy"})"), "");
  requests.WaitForAll();
  EXPECT_EQ(bridge.SetWirePolicy(R"({"phase": "old"})"),
            R"("old" is no phase; they are legacy, both, w3c)");
  requests.WaitForAll();
  EXPECT_EQ(bridge.SetWirePolicy(R"({"write": ["tracecontext"]})"), "");
  requests.WaitForAll();
  EXPECT_EQ(bridge.SetWirePolicy(R"({"read": ["baggage"], "write": ["tracecontext"]})"), "");
  requests.WaitForAll();
  const std::string only_ids = kW3c.substr(0, kW3c.find('\n'));
  EXPECT_EQ(requests.Stop(),
            std::vector<Lines>(2, Lines{kW3c + "\n" + kJaeger, kJaeger, only_ids, kNothing}));
}

}  // namespace
}  // namespace tracebridge
