// Every file of tests/data/wire is one that a test here reads, and that its README names.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace tracebridge::test::wire_data_test {
namespace {

namespace fs = std::filesystem;

std::string Read(const fs::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

TEST(WireDataTest, IsReadByATestAndNamedByItsReadme) {
  const fs::path data = TRACEBRIDGE_TEST_DATA "/wire";
  std::string tests;
  for (const auto& file : fs::directory_iterator(TRACEBRIDGE_TEST_DATA "/../interop")) {
    if (file.path().extension() == ".cc") tests += Read(file.path());
  }
  const std::string readme = Read(data / "README.md");
  std::size_t files = 0;
  for (const auto& file : fs::directory_iterator(data)) {
    if (file.path().extension() != ".json") continue;
    const std::string name = file.path().stem();
    EXPECT_NE(tests.find('"' + name + '"'), std::string::npos) << name << " is read by no test";
    EXPECT_NE(readme.find('`' + name + '`'), std::string::npos) << name << " has no origin";
    ++files;
  }
  EXPECT_GT(files, 30u);
}

}  // namespace
}  // namespace tracebridge::test::wire_data_test
