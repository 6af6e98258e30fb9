#include "migration/wire/policy_file.h"

#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <fstream>
#include <mutex>
#include <vector>

namespace tracebridge::wire::policy_file_test {
namespace {

class PolicyFileTest : public testing::Test {
 protected:
  PolicyFileTest() {
    char name[] = "/tmp/wire_policy_XXXXXX";
    close(mkstemp(name));
    path_ = name;
  }
  ~PolicyFileTest() override { std::remove(path_.c_str()); }

  // In one step, as an editor or a configuration tool does it.
  void Write(const std::string& text) {
    const std::string fresh = path_ + ".new";
    std::ofstream(fresh) << text;
    ASSERT_EQ(std::rename(fresh.c_str(), path_.c_str()), 0);
  }

  std::string path_;
};

std::string Text(const Expected<Policy>& read) {
  return read ? std::string(Name(read->phase)) : read.error().message;
}

TEST_F(PolicyFileTest, TellsWhatItSaysWheneverItChanges) {
  std::vector<std::string> told;
  PolicyFile file(path_, [&](const Expected<Policy>& read) { told.push_back(Text(read)); });
  Write(R"({"phase": "legacy"})");
  file.Read();
  file.Read();
  Write(R"({"phase": "w3c"})");
  file.Read();
  Write("{");
  file.Read();
  std::remove(path_.c_str());
  file.Read();
  file.Read();
  EXPECT_EQ(told, (std::vector<std::string>{"legacy", "w3c", path_ + ": not JSON",
                                            path_ + ": No such file or directory"}));
}

TEST_F(PolicyFileTest, RefusesALargeFile) {
  std::string told;
  PolicyFile file(path_, [&](const Expected<Policy>& read) { told = Text(read); });
  Write(std::string(65537, ' '));
  file.Read();
  EXPECT_EQ(told, path_ + ": larger than 64 KiB");
}

// What a watching thread tells, for whoever waits.
struct Told {
  std::mutex mutex;
  std::condition_variable changed;
  std::string last;

  void Set(std::string text) {
    const std::lock_guard<std::mutex> lock(mutex);
    last = std::move(text);
    changed.notify_all();
  }
  bool Becomes(const std::string& text) {
    std::unique_lock<std::mutex> lock(mutex);
    return changed.wait_for(lock, std::chrono::seconds(30), [&] { return last == text; });
  }
};

TEST_F(PolicyFileTest, IsWatchedByAThread) {
  Told told;
  PolicyFile file(path_, [&](const Expected<Policy>& read) { told.Set(Text(read)); });
  Write(R"({"phase": "legacy"})");
  file.Watch();
  EXPECT_TRUE(told.Becomes("legacy"));
  Write(R"({"phase": "w3c"})");
  EXPECT_TRUE(told.Becomes("w3c"));
}

TEST_F(PolicyFileTest, IsWatchedInAForkedChildToo) {
  Told told;
  PolicyFile file(path_, [&](const Expected<Policy>& read) { told.Set(Text(read)); });
  Write(R"({"phase": "legacy"})");
  file.Watch();
  ASSERT_TRUE(told.Becomes("legacy"));
  const pid_t child = fork();
  if (child == 0) {
    alarm(60);
    {
      PolicyFile& inherited = file;
      inherited.Watch();
      Write(R"({"phase": "w3c"})");
    }
    _exit(told.Becomes("w3c") ? 0 : 1);
  }
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_EQ(status, 0);
}

}  // namespace
}  // namespace tracebridge::wire::policy_file_test
