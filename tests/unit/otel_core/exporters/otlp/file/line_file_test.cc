#include "otel_core/exporters/otlp/src/file/line_file.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>

#include "tests/unit/otel_core/exporters/otlp/file/scratch_folder.h"

namespace tracebridge::otlp {
namespace {

TEST(LineFileTest, AppendsToWhatIsThere) {
  const ScratchFolder folder;
  std::ofstream(folder / "a") << "old\n";
  LineFile file;
  EXPECT_EQ(*file.Open(folder / "a", LineFile::Start::kAppend), 4u);
  EXPECT_EQ(*file.Append("new\n"), 8u);
  EXPECT_TRUE(file.Sync());
  EXPECT_EQ(folder.Read("a"), "old\nnew\n");
}

TEST(LineFileTest, EmptiesAFileWhenAsked) {
  const ScratchFolder folder;
  std::ofstream(folder / "a") << "old\n";
  LineFile file;
  EXPECT_EQ(*file.Open(folder / "a", LineFile::Start::kEmpty), 0u);
  EXPECT_EQ(folder.Read("a"), "");
}

TEST(LineFileTest, MakesMissingFolders) {
  const ScratchFolder folder;
  LineFile file;
  EXPECT_TRUE(file.Open(folder / "b/c/a", LineFile::Start::kAppend));
  EXPECT_TRUE(folder.Has("b/c/a"));
}

TEST(LineFileTest, SaysWhyAFileCannotBeOpened) {
  const ScratchFolder folder;
  LineFile file;
  const auto size = file.Open(folder / ".", LineFile::Start::kAppend);
  ASSERT_FALSE(size);
  EXPECT_EQ(size.error().code, ErrorCode::kFile);
  EXPECT_EQ(size.error().message, "Is a directory");
  EXPECT_FALSE(file.is_open());
}

TEST(LineFileTest, OutlivesAFullDisk) {
  LineFile file;
  ASSERT_TRUE(file.Open("/dev/full", LineFile::Start::kAppend));
  const auto size = file.Append("line\n");
  ASSERT_FALSE(size);
  EXPECT_EQ(size.error().message, "No space left on device");
}

// A limit on the size of files stands for a disk that fills up in the middle of a line.
TEST(LineFileTest, TakesHalfALineBack) {
  const ScratchFolder folder;
  LineFile file;
  ASSERT_TRUE(file.Open(folder / "a", LineFile::Start::kAppend));
  ASSERT_TRUE(file.Append("first line\n"));

  rlimit before{};
  getrlimit(RLIMIT_FSIZE, &before);
  const rlimit small{16, before.rlim_max};
  signal(SIGXFSZ, SIG_IGN);
  setrlimit(RLIMIT_FSIZE, &small);
  const auto size = file.Append("second line\n");
  setrlimit(RLIMIT_FSIZE, &before);
  signal(SIGXFSZ, SIG_DFL);

  EXPECT_FALSE(size);
  EXPECT_EQ(folder.Read("a"), "first line\n");
  EXPECT_TRUE(file.Append("third line\n"));
  EXPECT_EQ(folder.Read("a"), "first line\nthird line\n");
}

}  // namespace
}  // namespace tracebridge::otlp
