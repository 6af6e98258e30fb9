#include "tests/e2e/tail/tail_process.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <thread>

extern char** environ;

namespace tracebridge::tail {
namespace {

struct Pipe {
  int read = -1;
  int write = -1;
};

Pipe MakePipe() {
  int ends[2];
  EXPECT_EQ(pipe2(ends, O_CLOEXEC), 0);
  return {ends[0], ends[1]};
}

std::string ReadLine(int file) {
  std::string line;
  char c = 0;
  while (read(file, &c, 1) == 1) {
    line += c;
    if (c == '\n') break;
  }
  return line;
}

std::string ReadAll(int file) {
  std::string text;
  char buffer[4096];
  ssize_t got = 0;
  while ((got = read(file, buffer, sizeof(buffer))) > 0) {
    text.append(buffer, static_cast<size_t>(got));
  }
  return text;
}

}  // namespace

TailProcess::TailProcess(const std::vector<std::string>& arguments) {
  std::vector<std::string> words = {TRACEBRIDGE_COMMAND, "tail", "--listen", "127.0.0.1:0"};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);

  const Pipe out = MakePipe();
  const Pipe err = MakePipe();
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, out.write, STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, err.write, STDERR_FILENO);
  EXPECT_EQ(posix_spawn(&pid_, argv[0], &actions, nullptr, argv.data(), environ), 0);
  posix_spawn_file_actions_destroy(&actions);
  close(out.write);
  close(err.write);
  out_ = out.read;
  err_ = err.read;

  // tracebridge tail: listening on http://127.0.0.1:40083/v1/traces
  err_text_ = ReadLine(err_);
  const size_t start = err_text_.find("http://");
  const size_t end = err_text_.find("/v1/traces");
  if (start != err_text_.npos && end != err_text_.npos) {
    url_ = err_text_.substr(start, end - start);
  }
}

TailProcess::~TailProcess() {
  if (pid_ > 0) {
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
  }
  close(out_);
  close(err_);
}

std::string TailProcess::ReadTo(const std::string& text) {
  std::string read;
  while (true) {
    const std::string line = ReadLine(out_);
    read += line;
    if (line.empty() || line.find(text) != line.npos) return read;
  }
}

void TailProcess::Interrupt() { kill(pid_, SIGINT); }

TailProcess::Result TailProcess::Wait() {
  // Both pipes at once: whichever filled up first would block the program.
  std::string err;
  std::thread reader([&] { err = ReadAll(err_); });
  const std::string out = ReadAll(out_);
  reader.join();
  int status = 0;
  waitpid(pid_, &status, 0);
  pid_ = -1;
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, out, err_text_ + err};
}

}  // namespace tracebridge::tail
