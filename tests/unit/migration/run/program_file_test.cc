#include "migration/run/program_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <fstream>
#include <ostream>
#include <string>

#include "tests/unit/otel_core/exporters/otlp/file/scratch_folder.h"

namespace tracebridge::run::program_file_test {
namespace {

struct ScriptCase {
  std::string name;
  std::string beginning;
  std::string interpreter;  // "": no script
};

void PrintTo(const ScriptCase& row, std::ostream* out) { *out << row.name; }

// execve(2), "Interpreter scripts".
const ScriptCase kScripts[] = {
    {"Plain", "#!/bin/sh\necho", "/bin/sh"},
    {"WithArgument", "#!/bin/sh -e\n", "/bin/sh"},
    {"WithSpaces", "#! \t/bin/sh \n", "/bin/sh"},
    {"WithoutNewline", "#!/bin/sh", "/bin/sh"},
    {"ThroughEnv", "#!/usr/bin/env python3\n", "/usr/bin/env"},
    {"WithZero", std::string("#!/bin/sh\0x\n", 12), "/bin/sh"},
    {"NamesNone", "#!\n/bin/sh\n", ""},
    {"OnlySpaces", "#!  ", ""},
    {"Comment", "# !/bin/sh\n", ""},
    {"Empty", "", ""},
};

class ScriptTest : public testing::TestWithParam<ScriptCase> {};

TEST_P(ScriptTest, NamesItsInterpreter) {
  EXPECT_EQ(InterpreterOf(GetParam().beginning).value_or(""), GetParam().interpreter);
}

INSTANTIATE_TEST_SUITE_P(Lines, ScriptTest, testing::ValuesIn(kScripts),
                         [](const auto& info) { return info.param.name; });

struct Found {
  std::string path;
  int status;
};

Found Find(const std::string& command) {
  int status = 0;
  const auto path = FindProgram(command, &status);
  return path ? Found{*path, 0} : Found{"", status};
}

// As shells have it: POSIX, Shell Command Language, 2.8.2 "Exit Status for Commands".
TEST(FindProgramTest, LooksWhereExecvpDoes) {
  const otlp::ScratchFolder first;
  const otlp::ScratchFolder second;
  std::ofstream(first / "data") << "no program";
  std::ofstream(second / "program") << "#!/bin/sh\n";
  std::ofstream(second / "data") << "#!/bin/sh\n";
  chmod((second / "program").c_str(), 0755);
  mkdir((first / "program").c_str(), 0755);  // a folder is none
  setenv("PATH", ((first / "") + ":" + (second / "")).c_str(), 1);

  EXPECT_EQ(Find("program").path, (second / "") + "/program");
  EXPECT_EQ(Find(second / "program").path, second / "program");
  EXPECT_EQ(Find("data").status, 126);
  EXPECT_EQ(Find(first / "data").status, 126);
  EXPECT_EQ(Find(first / "program").status, 126);
  EXPECT_EQ(Find("missing").status, 127);
  EXPECT_EQ(Find(first / "missing").status, 127);
  EXPECT_EQ(Find("").status, 127);
}

TEST(ProgramFileTest, IsTheInterpreterOfAScript) {
  const otlp::ScratchFolder folder;
  std::ofstream(folder / "inner") << "#!/bin/sh\n";
  std::ofstream(folder / "outer") << "#!" << (folder / "inner") << "\n";
  std::ofstream(folder / "circle") << "#!" << (folder / "circle") << "\n";
  const ProgramFile program = LookAtProgram(folder / "outer");
  EXPECT_EQ(program.path, "/bin/sh");
  EXPECT_EQ(program.script, folder / "outer");
  ASSERT_TRUE(program.elf);
  EXPECT_TRUE(program.elf->is_of_this_machine);
  EXPECT_FALSE(program.has_opentracing_in_it);
  EXPECT_FALSE(LookAtProgram(folder / "circle").elf);
  EXPECT_FALSE(LookAtProgram(folder / "missing").elf);
}

}  // namespace
}  // namespace tracebridge::run::program_file_test
