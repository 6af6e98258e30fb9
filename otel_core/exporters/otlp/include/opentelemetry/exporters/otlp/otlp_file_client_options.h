// Where OTLP JSON Lines go.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <ostream>
#include <string>

#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/nostd/variant.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace exporter {
namespace otlp {

// A set of files, written in turn.
//
// In the patterns, %N is the number of the file from 0, %n from 1; %Y %y %m %j %d %w %H %I %M %S %F %T %R
// are those of strftime, in local time, when the file is opened; %% is a percent sign.
struct OtlpFileClientFileSystemOptions {
  // Path of the file that is written: "trace-%N.jsonl". Missing folders are made. Empty: "trace-%N.jsonl".
  std::string file_pattern;

  // Path of a symbolic link to the file that is written now; empty for none.
  std::string alias_pattern;

  // Without effect: each batch is handed to the operating system at once.
  std::chrono::microseconds flush_interval = std::chrono::microseconds(30000000);
  std::size_t flush_count = 256;

  // In bytes. A file that would grow larger is closed, and the next is begun; unless the pattern has no
  // number, for then there is no next.
  std::size_t file_size = std::size_t{20} * 1024 * 1024;

  // How many files there are; after the last, the first is emptied and written again.
  std::size_t rotate_size = 3;

  OtlpFileClientFileSystemOptions() = default;
};

// Takes the lines, for a program that wants to write them itself. Called by one thread at a time.
class OtlpFileAppender {
 public:
  OtlpFileAppender() = default;
  virtual ~OtlpFileAppender() = default;
  OtlpFileAppender(const OtlpFileAppender&) = default;
  OtlpFileAppender& operator=(const OtlpFileAppender&) = default;
  OtlpFileAppender(OtlpFileAppender&&) = default;
  OtlpFileAppender& operator=(OtlpFileAppender&&) = default;

  // `data` is one line without its line break, with `record_count` spans or points of metrics; it lives for the call.
  virtual void Export(nostd::string_view data, std::size_t record_count) = 0;
  virtual bool ForceFlush(std::chrono::microseconds timeout) noexcept = 0;
  virtual bool Shutdown(std::chrono::microseconds timeout) noexcept = 0;
};

// A stream outlives the exporter.
using OtlpFileClientBackendOptions =
    nostd::variant<OtlpFileClientFileSystemOptions, std::reference_wrapper<std::ostream>,
                   nostd::shared_ptr<OtlpFileAppender>>;

struct OtlpFileClientOptions {
  OtlpFileClientOptions() = default;
  virtual ~OtlpFileClientOptions() = default;
  OtlpFileClientOptions(const OtlpFileClientOptions&) = default;
  OtlpFileClientOptions& operator=(const OtlpFileClientOptions&) = default;
  OtlpFileClientOptions(OtlpFileClientOptions&&) = default;
  OtlpFileClientOptions& operator=(OtlpFileClientOptions&&) = default;

  // Reports each export to the SDK's log at level Debug.
  bool console_debug = false;

  OtlpFileClientBackendOptions backend_options;
};

}  // namespace otlp
}  // namespace exporter
OPENTELEMETRY_END_NAMESPACE
