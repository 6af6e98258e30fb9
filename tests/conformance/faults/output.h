// A bridge that writes to a file, and the file.
#pragma once

#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

#include "migration/tail/model.h"
#include "tests/support/exported_spans.h"
#include "tracebridge/bridge.h"

namespace tracebridge::faults {

inline constexpr auto kAMinute = std::chrono::milliseconds(60000);

// Removed by the process that made it.
class Output {
 public:
  Output() : maker_(getpid()), path_("faults-" + std::to_string(maker_) + ".jsonl") {}
  ~Output() {
    if (getpid() == maker_) std::remove(path_.c_str());
  }
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  const std::string& path() const noexcept { return path_; }
  std::vector<tail::Span> Spans() const { return test::ReadSpans(path_); }

  // Returns what was exported since the last call, as text.
  std::string Take() {
    const std::string text = test::Text(Spans());
    return truncate(path_.c_str(), 0) == 0 ? text : "(nothing exported)\n";
  }

 private:
  const pid_t maker_;
  const std::string path_;
};

// Exports when it is told to.
inline BridgeOptions ToFile(const std::string& path) {
  BridgeOptions options;
  options.settings["OTEL_TRACES_EXPORTER"] = "otlp_file";
  options.settings["TRACEBRIDGE_OTLP_FILE"] = path;
  options.settings["OTEL_BSP_SCHEDULE_DELAY"] = "3600000";
  options.settings["OTEL_LOG_LEVEL"] = "none";
  return options;
}

}  // namespace tracebridge::faults
