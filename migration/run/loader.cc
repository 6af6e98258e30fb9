#include "migration/run/loader.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstring>

#include "migration/run/child_environment.h"

namespace tracebridge::run {
namespace {

constexpr std::string_view kArrow = " => ";
constexpr std::string_view kUndefined = "undefined symbol: ";
constexpr std::string_view kRefusal = "ERROR: ld.so: ";
constexpr std::string_view kNoVersion = "' not found (required by ";
constexpr std::size_t kMostText = 4u << 20;

bool TakePrefix(std::string_view prefix, std::string_view* text) {
  if (text->substr(0, prefix.size()) != prefix) return false;
  text->remove_prefix(prefix.size());
  return true;
}

// `path (0x00007f1c2b6f4000)` without the address.
std::string Path(std::string_view text) {
  const std::size_t address = text.rfind(" (0x");
  return std::string(text.substr(0, address));
}

void ParseLibrary(std::string_view line, LoaderAnswer* answer) {
  const std::size_t arrow = line.find(kArrow);
  if (arrow == std::string_view::npos) {
    const std::string path = Path(line);
    answer->libraries.push_back({path, path});
    return;
  }
  const std::string_view found = line.substr(arrow + kArrow.size());
  answer->libraries.push_back({std::string(line.substr(0, arrow)),
                               found.substr(0, 9) == "not found" ? std::string() : Path(found)});
}

void ParseUndefined(std::string_view line, LoaderAnswer* answer) {
  const std::size_t end = line.find_first_of("\t, ");
  const std::size_t open = line.rfind('(');
  const std::size_t close = line.rfind(')');
  std::string library;
  if (open != std::string_view::npos && close != std::string_view::npos && open < close) {
    library = line.substr(open + 1, close - open - 1);
  }
  answer->undefined.push_back({std::string(line.substr(0, end)), std::move(library)});
}

std::string ReadAll(int file) {
  std::string text;
  char piece[4096];
  ssize_t size = 0;
  while (text.size() < kMostText && (size = read(file, piece, sizeof piece)) != 0) {
    if (size < 0 && errno != EINTR) break;
    if (size > 0) text.append(piece, static_cast<std::size_t>(size));
  }
  return text;
}

}  // namespace

LoaderAnswer ParseLoaderAnswer(std::string_view text) {
  LoaderAnswer answer;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (TakePrefix("\t", &line)) {
      ParseLibrary(line, &answer);
    } else if (TakePrefix(kUndefined, &line)) {
      ParseUndefined(line, &answer);
    } else if (TakePrefix(kRefusal, &line)) {
      answer.refusal = line;
    } else if (line.find(kNoVersion) != std::string_view::npos) {
      answer.missing_versions.emplace_back(line);
    }
  }
  return answer;
}

std::optional<LoaderAnswer> AskLoader(const std::string& loader, const std::string& program,
                                      const std::string& preload) {
  ChildEnvironment environment;
  environment.Set("LD_TRACE_LOADED_OBJECTS", "1");
  environment.Set("LD_WARN", "yes");
  environment.Set("LD_BIND_NOW", "yes");
  if (!preload.empty()) environment.Preload(preload);

  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return std::nullopt;
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_adddup2(&files, ends[1], STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&files, ends[1], STDERR_FILENO);
  const char* const arguments[] = {loader.c_str(), program.c_str(), nullptr};
  // Ignored, as whoever started us may have left it, it would leave no status. The program gets it as it was.
  struct sigaction before;
  struct sigaction standard = {};
  standard.sa_handler = SIG_DFL;
  sigaction(SIGCHLD, &standard, &before);
  pid_t child = -1;
  const int failed = posix_spawn(&child, loader.c_str(), &files, nullptr,
                                 const_cast<char* const*>(arguments), environment.pointers());
  posix_spawn_file_actions_destroy(&files);
  close(ends[1]);
  std::string text;
  if (failed == 0) text = ReadAll(ends[0]);
  close(ends[0]);
  int status = 0;
  const bool has_ended = failed == 0 && waitpid(child, &status, 0) == child;
  sigaction(SIGCHLD, &before, nullptr);
  if (!has_ended) return std::nullopt;
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) return std::nullopt;
  return ParseLoaderAnswer(text);
}

}  // namespace tracebridge::run
