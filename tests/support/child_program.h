// Runs a program to its end, in an environment that names no setting but the given ones: for what a process can do once.
//
//   ChildProgram::Run(kProgram, {"handlers"}, {{"OTEL_TRACES_SAMPLER", "always_on"}})  ->  {status, out, err}
//
// Its standard input is `input`.
#pragma once

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "tests/unit/otel_core/exporters/otlp/file/scratch_folder.h"

namespace tracebridge::test {

struct ChildProgram {
  int status = -1;  // of its exit; -1: a signal ended it, or it did not start
  std::string out;
  std::string err;

  static ChildProgram Run(const std::string& program, const std::vector<std::string>& arguments,
                          const std::map<std::string, std::string>& settings = {},
                          const std::string& input = {}) {
    const otlp::ScratchFolder folder;
    std::ofstream(folder / "in", std::ios::binary) << input;
    std::vector<std::string> words{program};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<std::string> environment = WithoutSettings();
    for (const auto& [name, value] : settings) environment.push_back(name + "=" + value);

    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    constexpr int kWrite = O_WRONLY | O_CREAT;
    posix_spawn_file_actions_addopen(&files, STDIN_FILENO, (folder / "in").c_str(), O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, (folder / "out").c_str(), kWrite, 0600);
    posix_spawn_file_actions_addopen(&files, STDERR_FILENO, (folder / "err").c_str(), kWrite, 0600);
    ChildProgram ended;
    pid_t pid = -1;
    int status = 0;
    if (posix_spawn(&pid, program.c_str(), &files, nullptr, Pointers(words).data(),
                    Pointers(environment).data()) == 0 &&
        waitpid(pid, &status, 0) == pid && WIFEXITED(status)) {
      ended.status = WEXITSTATUS(status);
    }
    posix_spawn_file_actions_destroy(&files);
    ended.out = folder.Read("out");
    ended.err = folder.Read("err");
    return ended;
  }

 private:
  // This process's environment, which the sanitizers need, but for settings of tracebridge.
  static std::vector<std::string> WithoutSettings() {
    std::vector<std::string> kept;
    for (char** entry = environ; *entry != nullptr; ++entry) {
      const std::string_view text(*entry);
      if (text.rfind("OTEL_", 0) != 0 && text.rfind("TRACEBRIDGE_", 0) != 0) {
        kept.emplace_back(text);
      }
    }
    return kept;
  }

  static std::vector<char*> Pointers(std::vector<std::string>& words) {
    std::vector<char*> pointers;
    for (std::string& word : words) pointers.push_back(word.data());
    pointers.push_back(nullptr);
    return pointers;
  }
};

}  // namespace tracebridge::test
