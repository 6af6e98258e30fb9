#include "otel_core/exporters/otlp/src/file/line_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

namespace tracebridge::otlp {
namespace {

Error Failure(int number) { return {ErrorCode::kFile, std::generic_category().message(number)}; }

// Returns how much of `data` was written; less than all when `errno` says why.
std::size_t WriteAll(int fd, std::string_view data) {
  std::size_t written = 0;
  while (written < data.size()) {
    const ssize_t n = write(fd, data.data() + written, data.size() - written);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) break;
    written += static_cast<std::size_t>(n);
  }
  return written;
}

}  // namespace

LineFile::~LineFile() { Close(); }

Expected<std::size_t> LineFile::Open(const std::string& path, Start start) {
  Close();
  const std::filesystem::path folder = std::filesystem::path(path).parent_path();
  std::error_code ignored;  // open() tells what is wrong
  if (!folder.empty()) std::filesystem::create_directories(folder, ignored);

  const int flags = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOCTTY;
  fd_ = open(path.c_str(), start == Start::kEmpty ? flags | O_TRUNC : flags, 0644);
  if (fd_ < 0) return Failure(errno);
  struct stat status {};
  size_ = fstat(fd_, &status) == 0 ? static_cast<std::size_t>(status.st_size) : 0;
  return size_;
}

Expected<std::size_t> LineFile::Append(std::string_view line) {
  const std::size_t written = WriteAll(fd_, line);
  if (written == line.size()) return size_ += written;
  const int reason = errno;
  // Half a line would spoil the next one. A pipe or a device cannot take it back.
  if (written > 0 && ftruncate(fd_, static_cast<off_t>(size_)) != 0) size_ += written;
  return Failure(reason);
}

// A pipe or a terminal has nothing to sync, and says EINVAL.
bool LineFile::Sync() {
  return fd_ < 0 || fdatasync(fd_) == 0 || errno == EINVAL || errno == EROFS;
}

void LineFile::Close() {
  if (fd_ >= 0) close(fd_);
  fd_ = -1;
}

}  // namespace tracebridge::otlp
