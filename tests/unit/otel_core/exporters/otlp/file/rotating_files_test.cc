#include "otel_core/exporters/otlp/src/file/rotating_files.h"

#include <gtest/gtest.h>

#include "tests/unit/otel_core/exporters/otlp/file/scratch_folder.h"

namespace tracebridge::otlp {
namespace {

class RotatingFilesTest : public testing::Test {
 protected:
  // Files of 8 bytes: two lines of 4.
  RotatingFiles::Options Options(const std::string& pattern) {
    RotatingFiles::Options options;
    options.file_pattern = folder_ / pattern;
    options.file_size = 8;
    options.rotate_size = 3;
    return options;
  }

  // Writes the lines "l00" to "l0<count>".
  static void Write(RotatingFiles& files, int count, int first = 0) {
    for (int i = first; i < first + count; ++i) {
      EXPECT_FALSE(files.Append("l0" + std::to_string(i) + "\n"));
    }
  }

  const ScratchFolder folder_;
};

TEST_F(RotatingFilesTest, BeginTheNextFileWhenOneIsFull) {
  RotatingFiles files(Options("t-%N"));
  Write(files, 5);
  EXPECT_EQ(folder_.Read("t-0"), "l00\nl01\n");
  EXPECT_EQ(folder_.Read("t-1"), "l02\nl03\n");
  EXPECT_EQ(folder_.Read("t-2"), "l04\n");
}

TEST_F(RotatingFilesTest, WriteTheFirstAnewAfterTheLast) {
  RotatingFiles files(Options("t-%N"));
  Write(files, 7);
  EXPECT_EQ(folder_.Read("t-0"), "l06\n");
  EXPECT_EQ(folder_.Read("t-1"), "l02\nl03\n");
  EXPECT_FALSE(folder_.Has("t-3"));
}

TEST_F(RotatingFilesTest, TakeALineThatIsLargerThanAFile) {
  RotatingFiles files(Options("t-%N"));
  EXPECT_FALSE(files.Append("a line of twenty-five b.\n"));
  EXPECT_FALSE(files.Append("b\n"));
  EXPECT_EQ(folder_.Read("t-0"), "a line of twenty-five b.\n");
  EXPECT_EQ(folder_.Read("t-1"), "b\n");
}

TEST_F(RotatingFilesTest, GrowWithoutEndWhenThePatternHasNoNumber) {
  RotatingFiles files(Options("t"));
  Write(files, 4);
  EXPECT_EQ(folder_.Read("t"), "l00\nl01\nl02\nl03\n");
}

TEST_F(RotatingFilesTest, ContinueAFileOfAnEarlierRun) {
  {
    RotatingFiles earlier(Options("t-%N"));
    Write(earlier, 3);
  }
  RotatingFiles files(Options("t-%N"));
  Write(files, 1, 3);
  EXPECT_EQ(folder_.Read("t-0"), "l00\nl01\n");
  EXPECT_EQ(folder_.Read("t-1"), "l02\nl03\n");
}

TEST_F(RotatingFilesTest, ShowTheCurrentOneByTheirAlias) {
  RotatingFiles::Options options = Options("t-%N");
  options.alias_pattern = folder_ / "latest";
  RotatingFiles files(options);
  Write(files, 2);
  EXPECT_EQ(folder_.Read("latest"), "l00\nl01\n");
  Write(files, 1, 2);
  EXPECT_EQ(folder_.Read("latest"), "l02\n");
}

TEST_F(RotatingFilesTest, HaveTheTimeThatTheyAreOpenedAtInTheirName) {
  RotatingFiles files(Options("t-%Y"), [] { return std::time_t{400} * 24 * 3600; });
  Write(files, 1);
  EXPECT_TRUE(folder_.Has("t-1971"));
}

TEST_F(RotatingFilesTest, TryToOpenAgain) {
  RotatingFiles files(Options("folder/t"));
  std::ofstream(folder_ / "folder") << "a file in the way";
  const auto error = files.Append("lost\n");
  ASSERT_TRUE(error);
  EXPECT_EQ(error->message, (folder_ / "folder/t") + ": Not a directory");
  std::filesystem::remove(folder_ / "folder");
  EXPECT_FALSE(files.Append("kept\n"));
  EXPECT_EQ(folder_.Read("folder/t"), "kept\n");
}

}  // namespace
}  // namespace tracebridge::otlp
