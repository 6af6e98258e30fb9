// One file of lines, each written whole or not at all.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "tracebridge/expected.h"

namespace tracebridge::otlp {

class LineFile {
 public:
  enum class Start { kAppend, kEmpty };

  LineFile() = default;
  ~LineFile();
  LineFile(const LineFile&) = delete;
  LineFile& operator=(const LineFile&) = delete;

  // Opens or makes the file at `path`, in place of the one that is open. Makes missing folders.
  // Returns its size in bytes, or why it cannot be written.
  Expected<std::size_t> Open(const std::string& path, Start start);
  bool is_open() const { return fd_ >= 0; }

  // Writes `line`, which ends with its line break. Returns the size of the file, or what failed; then
  // what was written of the line is taken back.
  Expected<std::size_t> Append(std::string_view line);

  // Returns whether what was written is on the disk.
  bool Sync();

 private:
  void Close();

  int fd_ = -1;
  std::size_t size_ = 0;
};

}  // namespace tracebridge::otlp
