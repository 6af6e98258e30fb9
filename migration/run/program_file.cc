#include "migration/run/program_file.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>

#include "migration/run/text_search.h"

namespace tracebridge::run {
namespace {

constexpr int kNotExecutable = 126;
constexpr int kNotFound = 127;
constexpr int kMostScripts = 4;  // an interpreter may be a script; the kernel stops there too

class FileBytes final : public Bytes {
 public:
  explicit FileBytes(const std::string& path) : file_(open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
  ~FileBytes() override {
    if (file_ >= 0) close(file_);
  }
  FileBytes(const FileBytes&) = delete;
  FileBytes& operator=(const FileBytes&) = delete;

  std::size_t ReadAt(std::uint64_t offset, void* to, std::size_t size) const override {
    std::size_t done = 0;
    while (done < size) {
      const ssize_t read = pread(file_, static_cast<char*>(to) + done, size - done,
                                 static_cast<off_t>(offset + done));
      if (read < 0 && errno == EINTR) continue;
      if (read <= 0) break;
      done += static_cast<std::size_t>(read);
    }
    return done;
  }

 private:
  const int file_;
};

bool IsExecutableFile(const std::string& path) {
  struct stat found;
  return stat(path.c_str(), &found) == 0 && S_ISREG(found.st_mode) &&
         access(path.c_str(), X_OK) == 0;
}

// Source: ld.so(8), "Secure-execution mode"; capabilities(7); execve(2), of what is ignored.
bool IsPrivileged(const std::string& path) {
  struct stat found;
  struct statvfs mounted;
  if (stat(path.c_str(), &found) != 0 || prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1) return false;
  if (statvfs(path.c_str(), &mounted) == 0 && (mounted.f_flag & ST_NOSUID) != 0) return false;
  const bool changes_user = (found.st_mode & S_ISUID) != 0 && found.st_uid != getuid();
  // Without the group's right to execute, the bit asks for locking.
  const bool changes_group =
      (found.st_mode & (S_ISGID | S_IXGRP)) == (S_ISGID | S_IXGRP) && found.st_gid != getgid();
  const bool has_capabilities =
      getuid() != 0 && getxattr(path.c_str(), "security.capability", nullptr, 0) > 0;
  return changes_user || changes_group || has_capabilities;
}

}  // namespace

std::optional<std::string> FindProgram(const std::string& command, int* status) {
  *status = kNotFound;
  if (command.find('/') != std::string::npos) {
    if (IsExecutableFile(command)) return command;
    if (access(command.c_str(), F_OK) == 0) *status = kNotExecutable;
    return std::nullopt;
  }
  const char* const path = std::getenv("PATH");
  const std::string folders = path == nullptr ? "/bin:/usr/bin" : path;
  for (std::size_t begin = 0; begin <= folders.size() && !command.empty();) {
    const std::size_t end = std::min(folders.find(':', begin), folders.size());
    const std::string folder = folders.substr(begin, end - begin);
    const std::string file = (folder.empty() ? "." : folder) + "/" + command;
    if (IsExecutableFile(file)) return file;
    if (access(file.c_str(), F_OK) == 0) *status = kNotExecutable;
    begin = end + 1;
  }
  return std::nullopt;
}

std::optional<std::string> InterpreterOf(std::string_view beginning) {
  if (beginning.substr(0, 2) != "#!") return std::nullopt;
  std::string_view line = beginning.substr(2, beginning.find('\n') - 2);
  line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
  line = line.substr(0, line.find_first_of(std::string_view(" \t\0", 3)));
  if (line.empty()) return std::nullopt;
  return std::string(line);
}

ProgramFile LookAtProgram(const std::string& path) {
  ProgramFile program;
  program.path = path;
  for (int scripts = 0;; ++scripts) {
    const FileBytes bytes(program.path);
    char beginning[256];
    const std::size_t size = bytes.ReadAt(0, beginning, sizeof beginning);
    auto interpreter = InterpreterOf({beginning, size});
    if (interpreter && scripts < kMostScripts) {
      if (program.script.empty()) program.script = path;
      program.path = *std::move(interpreter);
      continue;
    }
    program.is_privileged = IsPrivileged(program.path);
    program.elf = ReadElf(bytes);
    const auto found = Search(bytes, {"libopentracing.so", "N11opentracing2v"});
    program.names_libopentracing = found[0];
    program.has_opentracing_in_it = found[1];
    return program;
  }
}

}  // namespace tracebridge::run
