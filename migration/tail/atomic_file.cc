#include "migration/tail/atomic_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <system_error>

namespace tracebridge::tail {
namespace {

bool WriteAll(int file, std::string_view content) {
  while (!content.empty()) {
    const ssize_t written = write(file, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    content.remove_prefix(static_cast<size_t>(written));
  }
  return true;
}

// mkstemp() makes a private file; a report is for whoever the umask lets read it.
mode_t UsualMode() {
  const mode_t mask = umask(0);
  umask(mask);
  return 0666 & ~mask;
}

}  // namespace

std::optional<std::string> WriteAtomically(const std::string& path, std::string_view content) {
  const auto failure = [&](int error) {
    return "cannot write " + path + ": " + std::generic_category().message(error);
  };
  std::string temporary = path + ".XXXXXX";
  const int file = mkostemp(temporary.data(), O_CLOEXEC);
  if (file < 0) return failure(errno);

  bool good = WriteAll(file, content) && fchmod(file, UsualMode()) == 0;
  int error = errno;
  if (close(file) != 0 && good) {
    good = false;
    error = errno;
  }
  if (good && rename(temporary.c_str(), path.c_str()) == 0) return std::nullopt;
  if (good) error = errno;
  unlink(temporary.c_str());
  return failure(error);
}

}  // namespace tracebridge::tail
