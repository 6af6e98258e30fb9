#include "migration/run/loader.h"

#include <gtest/gtest.h>

#include <csignal>
#include <cstdlib>
#include <ostream>
#include <string>
#include <vector>

namespace tracebridge::run::loader_test {
namespace {

std::string Text(const LoaderAnswer& answer) {
  std::string text;
  for (const auto& library : answer.libraries) text += library.name + "=" + library.path + "\n";
  for (const auto& undefined : answer.undefined) {
    text += undefined.symbol + " of " + undefined.library + "\n";
  }
  if (!answer.refusal.empty()) text += "refusal: " + answer.refusal + "\n";
  return text;
}

struct AnswerCase {
  std::string name;
  std::string text;  // as glibc 2.36 prints it
  std::string expected;
};

void PrintTo(const AnswerCase& row, std::ostream* out) { *out << row.name; }

const AnswerCase kCases[] = {
    {"Library", "\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f1bc2b57000)\n",
     "libc.so.6=/lib/x86_64-linux-gnu/libc.so.6\n"},
    {"LibraryByItsPath", "\t/lib64/ld-linux-x86-64.so.2 (0x00007f1bc2d5a000)\n",
     "/lib64/ld-linux-x86-64.so.2=/lib64/ld-linux-x86-64.so.2\n"},
    {"PathWithSpaces", "\tlibf.so => /my libs (old)/libf.so (0x00007f1bc2d5a000)\n",
     "libf.so=/my libs (old)/libf.so\n"},
    {"NotFound", "\tlibf.so => not found\n", "libf.so=\n"},
    {"Undefined", "undefined symbol: f\t(./u)\n", "f of ./u\n"},
    {"UndefinedOfAVersion", "undefined symbol: f, version V1\t(./u)\n", "f of ./u\n"},
    {"UndefinedOfNobody", "undefined symbol: f", "f of \n"},
    {"RefusedPreload",
     "ERROR: ld.so: object '/no.so' from LD_PRELOAD cannot be preloaded (cannot open shared object "
     "file): ignored.\n",
     "refusal: object '/no.so' from LD_PRELOAD cannot be preloaded (cannot open shared object "
     "file): ignored.\n"},
    {"LinesOfOthers", "hello\n\n => \n", ""},
    {"Nothing", "", ""},
    {"NoNewline", "\tlibf.so => ./libf.so (0x0)", "libf.so=./libf.so\n"},
    {"ArrowOnly", "\t => \n", "=\n"},
};

class LoaderAnswerTest : public testing::TestWithParam<AnswerCase> {};

TEST_P(LoaderAnswerTest, IsParsed) {
  EXPECT_EQ(Text(ParseLoaderAnswer(GetParam().text)), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(Lines, LoaderAnswerTest, testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

TEST(LoaderAnswerTest, TellsWhichVersionsAreMissing) {
  const std::string line =
      "/bin/shop: /opt/libcrypto.so.3: version `OPENSSL_3.0.0' not found (required by "
      "/lib/libcurl.so.4)";
  const auto answer = ParseLoaderAnswer(line + "\n\tlibf.so => ./libf.so (0x0)\n");
  EXPECT_EQ(answer.missing_versions, std::vector<std::string>{line});
  EXPECT_EQ(answer.libraries.size(), 1u);
}

TEST(LoaderTest, AnswersWhereChildrenAreIgnored) {
#if defined(__x86_64__)
  const auto before = signal(SIGCHLD, SIG_IGN);
  EXPECT_TRUE(AskLoader("/lib64/ld-linux-x86-64.so.2", "/bin/true", ""));
  EXPECT_EQ(signal(SIGCHLD, before), SIG_IGN);
#endif
}

TEST(LoaderTest, IsNotThere) { EXPECT_FALSE(AskLoader("/no/loader", "/bin/true", "")); }

TEST(LoaderTest, FailsWithWhatIsNoProgram) {
#if defined(__x86_64__)
  EXPECT_FALSE(AskLoader("/lib64/ld-linux-x86-64.so.2", "/etc/passwd", ""));
  const auto answer = AskLoader("/lib64/ld-linux-x86-64.so.2", "/bin/true", "/no/such.so");
  ASSERT_TRUE(answer);
  EXPECT_NE(answer->refusal.find("/no/such.so"), std::string::npos);
  EXPECT_GE(answer->libraries.size(), 2u);
#endif
}

}  // namespace
}  // namespace tracebridge::run::loader_test
