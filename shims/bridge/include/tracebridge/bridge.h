// Everything wired in one line: providers of spans and metrics, propagators, exporters and global tracers of all three APIs.
//
//   int main() {
//     auto bridge = tracebridge::Bridge::FromEnvironment();
//     ...                     // OpenTracing, OpenCensus and OpenTelemetry code, one trace
//   }                         // flushes and shuts down
//
// Usable from C++11. No type of any of the three APIs appears here.
#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <string>

namespace tracebridge {

namespace bridge {
class SetUp;
}

// What a program fixes in code.
struct BridgeOptions {
  // By the names of the environment variables (docs/settings.md), which these win over:
  //   options.settings["OTEL_SERVICE_NAME"] = "shop";
  std::map<std::string, std::string> settings;

  // How long the destructor may wait for the exporters and for OpenCensus handlers.
  std::chrono::milliseconds shutdown_timeout = std::chrono::milliseconds(5000);
};

// Keeps the bridge up. Copies of the process's one bridge may exist side by side: the last one that is destroyed
// flushes and shuts down. Spans may outlive it: they are dropped and counted when they end. Spans that start later are not
// recorded, as after Shutdown; what arrives in headers goes on. Another bridge may follow.
class Bridge {
 public:
  // Sets the bridge up from the environment. Never throws and never fails: what is wrong in the environment is logged
  // once and its default used, as the OpenTelemetry specification asks. A second call, while a bridge is up, returns
  // another handle to it and ignores its options, with one log line; also in a library with a copy of tracebridge of its
  // own. Of a copy of another release it returns a handle that does nothing: that bridge serves its spans all the same.
  static Bridge FromEnvironment() noexcept;
  static Bridge FromOptions(const BridgeOptions& options) noexcept;

  Bridge(Bridge&& other) noexcept;
  Bridge& operator=(Bridge&& other) noexcept;
  Bridge(const Bridge&) = delete;
  Bridge& operator=(const Bridge&) = delete;
  ~Bridge();

  // Exports what has finished, and delivers it to OpenCensus handlers; then metrics. Returns false when that took longer than `timeout` or
  // failed, and at once when an exporter or a handler asks, which cannot wait for itself. Blocks; from any thread.
  bool ForceFlush(std::chrono::milliseconds timeout) noexcept;

  // ForceFlush, then ends the export. Later spans and measurements are not recorded. Idempotent.
  bool Shutdown(std::chrono::milliseconds timeout) noexcept;

  // Returns what was dropped, ignored or refused so far as one JSON object, {"tracebridge.span.dropped.queue_full": 3};
  // rows that are 0 are left out.
  std::string Diagnostics() const;

  // Changes which header formats are read and written from now on: `json` is what TRACEBRIDGE_WIRE_FILE holds
  // (docs/leaving-a-format.md), its formats out of OTEL_PROPAGATORS. Returns "", or why it was not taken: then the
  // policy stays as it is. From any thread.
  std::string SetWirePolicy(const std::string& json);

  // Returns what was received and sent in which format, by peer, as one JSON object (docs/leaving-a-format.md); "{}"
  // while only W3C's formats are in use and nothing else was asked for.
  std::string WireCounters() const;

 private:
  struct Core;
  friend class bridge::SetUp;
  explicit Bridge(std::shared_ptr<Core> core) noexcept;

  std::shared_ptr<Core> core_;
};

}  // namespace tracebridge
