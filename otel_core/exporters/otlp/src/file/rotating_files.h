// The files of OtlpFileClientFileSystemOptions: which is written, and when the next one is.
#pragma once

#include <cstddef>
#include <ctime>
#include <functional>
#include <optional>
#include <string_view>

#include "opentelemetry/exporters/otlp/otlp_file_client_options.h"
#include "otel_core/exporters/otlp/src/file/line_file.h"

namespace tracebridge::otlp {

// One thread at a time.
class RotatingFiles {
 public:
  using Options = opentelemetry::exporter::otlp::OtlpFileClientFileSystemOptions;
  using Now = std::function<std::time_t()>;

  explicit RotatingFiles(
      const Options& options, Now now = [] { return std::time(nullptr); });

  // Writes `line`, which ends with its line break. Returns what failed, if something did; the next call
  // tries to open the file again.
  std::optional<Error> Append(std::string_view line);
  bool Sync() { return file_.Sync(); }

 private:
  std::optional<Error> Open(LineFile::Start start);
  std::optional<Error> OpenFirst();
  void PointAliasTo(const std::string& path);
  std::tm LocalTime() const;
  bool Fits(std::size_t more) const { return size_ == 0 || size_ + more <= options_.file_size; }

  Options options_;
  const Now now_;
  const bool rotates_;
  LineFile file_;
  std::size_t number_ = 0;
  std::size_t size_ = 0;
};

}  // namespace tracebridge::otlp
