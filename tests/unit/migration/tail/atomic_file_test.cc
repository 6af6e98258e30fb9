#include "migration/tail/atomic_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace tracebridge::tail {
namespace {
namespace fs = std::filesystem;

class AtomicFileTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "atomic_file_test.XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string Content(const fs::path& path) const {
    std::ifstream file(path);
    std::stringstream content;
    content << file.rdbuf();
    return content.str();
  }

  size_t Files() const {
    return static_cast<size_t>(
        std::distance(fs::directory_iterator(folder_), fs::directory_iterator()));
  }

  fs::path folder_;
};

TEST_F(AtomicFileTest, CreatesAndReplaces) {
  const fs::path path = folder_ / "page.html";
  EXPECT_EQ(WriteAtomically(path, "one"), std::nullopt);
  EXPECT_EQ(Content(path), "one");
  EXPECT_EQ(WriteAtomically(path, "two"), std::nullopt);
  EXPECT_EQ(Content(path), "two");
  EXPECT_EQ(Files(), 1u);
}

TEST_F(AtomicFileTest, AReaderOfTheOldFileKeepsIt) {
  const fs::path path = folder_ / "page.html";
  WriteAtomically(path, "old and whole");
  std::ifstream reader(path);
  WriteAtomically(path, "new");
  std::stringstream content;
  content << reader.rdbuf();
  EXPECT_EQ(content.str(), "old and whole");
}

TEST_F(AtomicFileTest, SaysWhyItCannotWrite) {
  const auto error = WriteAtomically(folder_ / "none" / "page.html", "x");
  ASSERT_TRUE(error.has_value());
  EXPECT_THAT(*error, testing::HasSubstr("No such file or directory"));
}

TEST_F(AtomicFileTest, LeavesNothingBehindWhenItFails) {
  fs::create_directory(folder_ / "folder");
  EXPECT_TRUE(WriteAtomically(folder_ / "folder", "x").has_value());
  EXPECT_EQ(Files(), 1u);
}

}  // namespace
}  // namespace tracebridge::tail
