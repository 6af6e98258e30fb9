#include "shims/opentracing_preload/preload_list.h"

#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <vector>

namespace tracebridge::opentracing_preload {
namespace {

struct ListCase {
  std::string name;
  std::string before, after;
};

void PrintTo(const ListCase& row, std::ostream* out) { *out << row.name; }

// ld.so(8): spaces and colons separate.
const ListCase kCases[] = {
    {"Alone", "/usr/lib/ours.so", ""},
    {"ByItsNameAlone", "ours.so", ""},
    {"First", "/a/ours.so:/b/other.so", "/b/other.so"},
    {"Last", "/b/other.so:/a/ours.so", "/b/other.so:"},
    {"InBetween", "/b/one.so /a/ours.so /b/two.so", "/b/one.so /b/two.so"},
    {"Twice", "ours.so:/b/other.so:/a/ours.so", "/b/other.so:"},
    {"Absent", "/b/other.so", "/b/other.so"},
    {"AsFolder", "/ours.so/other.so", "/ours.so/other.so"},
    {"AsPartOfAName", "/a/yours.so:/a/ours.so.1", "/a/yours.so:/a/ours.so.1"},
    {"EmptyEntriesStay", "::/b/other.so", "::/b/other.so"},
    {"Empty", "", ""},
};

class PreloadListTest : public testing::TestWithParam<ListCase> {};

TEST_P(PreloadListTest, LosesOneLibrary) {
  std::string list = GetParam().before;
  list.resize(TakeOut("ours.so", list.data(), list.size()));
  EXPECT_EQ(list, GetParam().after);
}

INSTANTIATE_TEST_SUITE_P(Lists, PreloadListTest, testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

std::vector<std::string> TakenOut(std::vector<std::string> entries) {
  std::vector<char*> environment;
  for (std::string& entry : entries) environment.push_back(entry.data());
  environment.push_back(nullptr);
  TakeOutOfEnvironment("ours.so", environment.data());
  std::vector<std::string> left;
  for (char** entry = environment.data(); *entry != nullptr; ++entry) left.emplace_back(*entry);
  return left;
}

using Entries = std::vector<std::string>;

TEST(PreloadEnvironmentTest, LosesTheVariableWithTheLastLibrary) {
  EXPECT_EQ(TakenOut({"A=1", "LD_PRELOAD=/a/ours.so", "B=2"}), (Entries{"A=1", "B=2"}));
}

TEST(PreloadEnvironmentTest, KeepsWhatIsOfOthers) {
  EXPECT_EQ(TakenOut({"LD_PRELOAD=/b/other.so:/a/ours.so", "LD_PRELOADS=/a/ours.so", "LD_PRELOAD"}),
            (Entries{"LD_PRELOAD=/b/other.so:", "LD_PRELOADS=/a/ours.so", "LD_PRELOAD"}));
  EXPECT_EQ(TakenOut({"LD_PRELOAD="}), (Entries{"LD_PRELOAD="}));
  EXPECT_EQ(TakenOut({}), (Entries{}));
  TakeOutOfEnvironment("ours.so", nullptr);
}

}  // namespace
}  // namespace tracebridge::opentracing_preload
