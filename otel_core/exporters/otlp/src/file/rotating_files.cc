#include "otel_core/exporters/otlp/src/file/rotating_files.h"

#include <filesystem>
#include <system_error>

#include "otel_core/exporters/otlp/src/file/file_pattern.h"

namespace tracebridge::otlp {
namespace {

constexpr const char* kDefaultPattern = "trace-%N.jsonl";

RotatingFiles::Options WithDefaults(RotatingFiles::Options options) {
  if (options.file_pattern.empty()) options.file_pattern = kDefaultPattern;
  return options;
}

}  // namespace

RotatingFiles::RotatingFiles(const Options& options, Now now)
    : options_(WithDefaults(options)),
      now_(std::move(now)),
      rotates_(options_.rotate_size > 1 && HasNumber(options_.file_pattern)) {}

std::optional<Error> RotatingFiles::Append(std::string_view line) {
  if (!file_.is_open()) {
    if (auto error = OpenFirst()) return error;
  }
  if (rotates_ && !Fits(line.size())) {
    number_ = (number_ + 1) % options_.rotate_size;
    if (auto error = Open(LineFile::Start::kEmpty)) return error;
  }
  const Expected<std::size_t> size = file_.Append(line);
  if (!size) return size.error();
  size_ = *size;
  return std::nullopt;
}

// An earlier run's files are continued where one has room.
std::optional<Error> RotatingFiles::OpenFirst() {
  for (number_ = 0;; ++number_) {
    if (auto error = Open(LineFile::Start::kAppend)) return error;
    if (!rotates_ || size_ < options_.file_size || number_ + 1 == options_.rotate_size) {
      return std::nullopt;
    }
  }
}

std::optional<Error> RotatingFiles::Open(LineFile::Start start) {
  const std::string path = ExpandPattern(options_.file_pattern, number_, LocalTime());
  const Expected<std::size_t> size = file_.Open(path, start);
  if (!size) return size.error().WithPrefix(path + ": ");
  size_ = *size;
  PointAliasTo(path);
  return std::nullopt;
}

// A convenience: where it fails, spans are written all the same. Renaming replaces the link at once.
void RotatingFiles::PointAliasTo(const std::string& path) {
  if (options_.alias_pattern.empty()) return;
  const std::string alias = ExpandPattern(options_.alias_pattern, number_, LocalTime());
  std::error_code ignored;
  const auto target = std::filesystem::absolute(path, ignored);
  std::filesystem::remove(alias + ".new", ignored);
  std::filesystem::create_symlink(target, alias + ".new", ignored);
  if (!ignored) std::filesystem::rename(alias + ".new", alias, ignored);
}

std::tm RotatingFiles::LocalTime() const {
  const std::time_t now = now_();
  std::tm time{};
  localtime_r(&now, &time);
  return time;
}

}  // namespace tracebridge::otlp
