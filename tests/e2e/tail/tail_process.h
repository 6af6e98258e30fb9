// A running `tracebridge tail`: the real program, on a port that was free.
#pragma once

#include <string>
#include <vector>

namespace tracebridge::tail {

class TailProcess {
 public:
  // Starts the program with `arguments` and waits until it listens.
  explicit TailProcess(const std::vector<std::string>& arguments);
  ~TailProcess();  // ends it, if it still runs
  TailProcess(const TailProcess&) = delete;
  TailProcess& operator=(const TailProcess&) = delete;

  // Returns `http://127.0.0.1:<port>`.
  const std::string& url() const { return url_; }

  // Returns what was printed up to a line that contains `text`, or up to its end.
  std::string ReadTo(const std::string& text);

  void Interrupt();  // as Ctrl-C does

  struct Result {
    int status;       // of its exit; -1: a signal ended it
    std::string out;  // what ReadTo() left
    std::string err;
  };
  // Waits for its end.
  Result Wait();

 private:
  int pid_ = -1;
  int out_ = -1;
  int err_ = -1;
  std::string url_;
  std::string err_text_;
};

}  // namespace tracebridge::tail
