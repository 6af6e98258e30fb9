// Tries something once for each of its allocations, which fails there: link failing_allocations.cc into the test.
//
// Each is tried in a process of its own, so that first uses are first uses again.
#pragma once

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <exception>
#include <functional>
#include <string>

#include "tests/support/failing_allocations.h"

namespace tracebridge::test {

enum class Outcome { kNothingFailed = 0, kSurvived = 1, kWrong = 2 };

inline Outcome Wrong(const std::string& what) {
  std::fprintf(stderr, "%s\n", what.c_str());
  return Outcome::kWrong;
}

inline Outcome Survived(bool failed) {
  return failed ? Outcome::kSurvived : Outcome::kNothingFailed;
}

// Returns the status of a process that tries it.
inline int InProcess(const std::function<Outcome()>& attempt) {
  const pid_t child = fork();
  if (child == 0) {
    alarm(60);  // a deadlock fails
    Outcome outcome;
    try {
      outcome = attempt();
    } catch (const std::exception& thrown) {
      AllocateAgain();
      outcome = Wrong(std::string("it came out: ") + thrown.what());
    } catch (...) {
      AllocateAgain();
      outcome = Wrong("something came out");
    }
    _exit(static_cast<int>(outcome));
  }
  int status = 0;
  waitpid(child, &status, 0);
  return status;
}

// Calls `attempt`, which fails allocation n, for n from 1 until it has fewer; that must be more than `at_least`.
inline void FailEach(std::int64_t at_least, const std::function<Outcome(std::int64_t n)>& attempt) {
  int wrong = 0;
  for (std::int64_t n = 1; n < 20000; ++n) {
    const int status = InProcess([&] { return attempt(n); });
    if (WIFEXITED(status) && WEXITSTATUS(status) == static_cast<int>(Outcome::kNothingFailed)) {
      EXPECT_GT(n, at_least) << "there was hardly anything to fail";
      return;
    }
    const bool survived =
        WIFEXITED(status) && WEXITSTATUS(status) == static_cast<int>(Outcome::kSurvived);
    EXPECT_TRUE(survived) << "failure " << n << ": status " << status;
    if (!survived && ++wrong == 5) return;
  }
  FAIL() << "there is no end to it";
}

}  // namespace tracebridge::test
