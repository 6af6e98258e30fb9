// What `tracebridge run` says about a program, with a real one for each case; and the program runs as it would have.
#include <elf.h>
#include <endian.h>
#include <linux/capability.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <fstream>
#include <ostream>
#include <sstream>

#include "tests/interop/opentracing_preload/preloaded.h"
#include "tests/unit/otel_core/exporters/otlp/file/scratch_folder.h"

namespace tracebridge::test {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

struct ProgramCase {
  std::string name;
  std::string program;
  bool is_traced;
  std::string text;
  int status;  // of the program, without arguments
};

void PrintTo(const ProgramCase& row, std::ostream* out) { *out << row.name; }

const ProgramCase kCases[] = {
    {"Linked", TRACEBRIDGE_UNAWARE_PROGRAM, true, "links libopentracing.so.1 (/", 2},
    {"MayLoad", TRACEBRIDGE_OPENING_PROGRAM, true, "does not link libopentracing.so.1", 1},
    {"NoOpenTracing", TRACEBRIDGE_PLAIN_PROGRAM, false, "has no OpenTracing", 5},
    {"Static", TRACEBRIDGE_STATIC_EXECUTABLE, false, "is linked statically", 5},
    {"StaticCopy", TRACEBRIDGE_STATIC_COPY_PROGRAM, false, "has a copy of OpenTracing", 5},
    {"StaticCopyOfTheOriginal", TRACEBRIDGE_STATIC_COPY_OF_THE_ORIGINAL_PROGRAM, false,
     "has a copy of OpenTracing", 5},
    {"StrippedStaticCopy", TRACEBRIDGE_STRIPPED_STATIC_COPY_PROGRAM, false,
     "has a copy of OpenTracing", 5},
    {"OtherVersionOfThatName", TRACEBRIDGE_VERSION_OF_THAT_NAME_PROGRAM, false,
     "is not version 1.6", 5},
    {"OtherSoname", TRACEBRIDGE_VERSION_OF_ANOTHER_NAME_PROGRAM, false, "libopentracing.so.0", 5},
#ifdef TRACEBRIDGE_PROGRAM_OF_32_BITS
    {"Of32Bits", TRACEBRIDGE_PROGRAM_OF_32_BITS, false, "has 32 bits", 5},
#endif
    {"Script", "script", false, "a script of /bin/sh, which has no OpenTracing", 6},
    {"ScriptWithoutInterpreter", "bare", false, "neither a program nor a script", 6},
};

class CaseTest : public Preloaded, public ::testing::WithParamInterface<ProgramCase> {
 protected:
  CaseTest() {
    for (const auto& [name, first] : {std::pair("script", "#!/bin/sh -e\n"), {"bare", ""}}) {
      std::ofstream(folder / name) << first << "exit 6\n";
      chmod((folder / name).c_str(), 0755);
    }
  }
  std::string Program() const {
    const std::string& program = GetParam().program;
    return program[0] == '/' ? program : folder / program;
  }

  otlp::ScratchFolder folder;
};

TEST_P(CaseTest, IsSaidInOneLineAndTheProgramRuns) {
  const ChildProgram program = Run({}, {Program()});
  EXPECT_EQ(program.status, GetParam().status);
  const std::string line = program.err.substr(0, program.err.find('\n') + 1);
  EXPECT_THAT(line, StartsWith("tracebridge run: " + Program() + ": "));
  EXPECT_THAT(line, HasSubstr(GetParam().text));
  EXPECT_EQ(line.find("untraced") == std::string::npos, GetParam().is_traced) << line;
}

TEST_P(CaseTest, IsSaidWithoutRunningIt) {
  const ChildProgram inspected = Run({"--inspect"}, {Program()});
  EXPECT_EQ(inspected.status, GetParam().is_traced ? 0 : 1);
  EXPECT_THAT(inspected.out, HasSubstr(GetParam().text));
  EXPECT_EQ(inspected.err, "");
}

INSTANTIATE_TEST_SUITE_P(Programs, CaseTest, ::testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

class ChangedProgramTest : public Preloaded {
 protected:
  // A copy of the program that links OpenTracing, with `byte` at `offset`.
  std::string Changed(std::size_t offset, char byte) const {
    std::stringstream text;
    text << std::ifstream(TRACEBRIDGE_UNAWARE_PROGRAM, std::ios::binary).rdbuf();
    std::string bytes = text.str();
    bytes[offset] = byte;
    std::ofstream(folder / "program", std::ios::binary) << bytes;
    chmod((folder / "program").c_str(), 0755);
    return folder / "program";
  }

  otlp::ScratchFolder folder;
};

TEST_F(ChangedProgramTest, IsOf32Bits) {
  const ChildProgram inspected = Run({"--inspect"}, {Changed(EI_CLASS, ELFCLASS32)});
  EXPECT_EQ(inspected.status, 1);
  EXPECT_THAT(inspected.out, HasSubstr("has 32 bits"));
}

TEST_F(ChangedProgramTest, IsForAnotherProcessor) {
  const ChildProgram inspected = Run({"--inspect"}, {Changed(offsetof(Elf64_Ehdr, e_machine), 21)});
  EXPECT_EQ(inspected.status, 1);
  EXPECT_THAT(inspected.out, HasSubstr("is for another processor"));
}

TEST_F(ChangedProgramTest, IsBroken) {
  const std::string program = Changed(offsetof(Elf64_Ehdr, e_phoff) + 7, 0x7f);
  EXPECT_EQ(Run({"--inspect"}, {program}).status, 1);
}

// Programs that run with more rights than who starts them: the loader ignores LD_PRELOAD.
class PrivilegedProgramTest : public ChangedProgramTest {
 protected:
  void SetUp() override {
    if (getuid() != 0) GTEST_SKIP() << "only root can give rights to a file";
    struct statvfs mounted;
    ASSERT_EQ(statvfs((folder / "").c_str(), &mounted), 0);
    if ((mounted.f_flag & ST_NOSUID) != 0) GTEST_SKIP() << "files have no rights on this mount";
    ASSERT_EQ(chmod((folder / "").c_str(), 0755), 0);
    if (AsNobody({"test", "-x", TRACEBRIDGE_COMMAND}).status != 0) {
      GTEST_SKIP() << "no other user reaches the build folder";
    }
  }

  ChildProgram AsNobody(const Arguments& command) {
    const Arguments nobody = {"setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"};
    return ChildProgram::Run("/usr/bin/env", nobody + command, settings);
  }

  // Runs the program, which has a status of its own, as a user without rights.
  void ExpectSaidAndRun(const std::string& program) {
    const ChildProgram run =
        AsNobody({TRACEBRIDGE_COMMAND, "run", "--", program, "arguments", "--", "x"});
    EXPECT_THAT(run.err, HasSubstr("is setuid, setgid or has capabilities"));
    EXPECT_EQ(run.out, program + "\narguments\n--\nx\n");
    EXPECT_EQ(run.status, 0);
    EXPECT_TRUE(Arrived().empty());
  }
};

TEST_F(PrivilegedProgramTest, IsSetuid) {
  const std::string program = Changed(EI_PAD, 0);
  ASSERT_EQ(chmod(program.c_str(), 04755), 0);
  ExpectSaidAndRun(program);
}

TEST_F(PrivilegedProgramTest, HasCapabilities) {
  const std::string program = Changed(EI_PAD, 0);
  // As `setcap cap_net_bind_service=ep` writes it. Source: linux/capability.h.
  vfs_cap_data rights{};
  rights.magic_etc = htole32(VFS_CAP_REVISION_2 | VFS_CAP_FLAGS_EFFECTIVE);
  rights.data[0].permitted = htole32(1U << CAP_NET_BIND_SERVICE);
  if (setxattr(program.c_str(), "security.capability", &rights, sizeof rights, 0) != 0) {
    GTEST_SKIP() << "this file system keeps no capabilities";
  }
  ExpectSaidAndRun(program);
}

class CommandTest : public Preloaded {};

TEST_F(CommandTest, PassesArgumentsAndInputOn) {
  const ChildProgram program = Run(
      {"--quiet"}, {TRACEBRIDGE_UNAWARE_PROGRAM, "arguments", "--help", "--", "-x", "a b"}, "in\n");
  EXPECT_EQ(program.status, 0);
  EXPECT_EQ(program.out, TRACEBRIDGE_UNAWARE_PROGRAM "\narguments\n--help\n--\n-x\na b\n");
  EXPECT_EQ(program.err, "in\n");
}

TEST_F(CommandTest, TakesTheProgramWithoutTheSeparatorToo) {
  const ChildProgram program =
      ChildProgram::Run(TRACEBRIDGE_COMMAND,
                        {"run", "--quiet", "--policy", "keep", TRACEBRIDGE_UNAWARE_PROGRAM,
                         "arguments", "--", "--quiet"},
                        settings);
  EXPECT_EQ(program.out, TRACEBRIDGE_UNAWARE_PROGRAM "\narguments\n--\n--quiet\n");
}

TEST_F(CommandTest, FindsTheProgramByPath) {
  const std::string program = TRACEBRIDGE_PLAIN_PROGRAM;
  const Arguments with_path = {"PATH=" + program.substr(0, program.rfind('/')), TRACEBRIDGE_COMMAND,
                               "run", "--", "plain_program"};
  EXPECT_EQ(ChildProgram::Run("/usr/bin/env", with_path, settings).status, 5);
}

TEST_F(CommandTest, HasTheStatusOfShellsForWhatCannotRun) {
  EXPECT_EQ(Run({}, {"/no/such/program"}).status, 127);
  EXPECT_EQ(Run({}, {"no-such-program"}).status, 127);
  EXPECT_EQ(Run({}, {"/etc/passwd"}).status, 126);
  EXPECT_EQ(Run({}, {"/etc"}).status, 126);
  EXPECT_EQ(Run({}, {}).status, 2);
  EXPECT_EQ(Run({"--policy", "neither"}, {"true"}).status, 2);
}

TEST_F(CommandTest, SaysWhereALibraryCannotBe) {
  const otlp::ScratchFolder folder;
  const std::string library = folder / "our library.so";
  std::ofstream(folder / "our library.so") << std::ifstream(TRACEBRIDGE_PRELOAD).rdbuf();
  const ChildProgram program = Run({"--library", library}, {TRACEBRIDGE_PLAIN_PROGRAM});
  EXPECT_EQ(program.status, 2);
  EXPECT_THAT(program.err, HasSubstr("LD_PRELOAD cannot name a path with spaces"));
}

TEST_F(CommandTest, RunsTheProgramWithoutALibraryThatIsNone) {
  const ChildProgram program =
      Run({"--library", "/etc/passwd"}, {TRACEBRIDGE_UNAWARE_PROGRAM, "request"});
  EXPECT_EQ(program.status, 0);
  EXPECT_EQ(program.out, "user=\n");
  EXPECT_THAT(program.err, HasSubstr("cannot be preloaded"));
  EXPECT_THAT(program.err, HasSubstr("; runs untraced"));
}

// SIGPIPE is as it was for the command.
TEST_F(CommandTest, LeavesSignalsAsTheyAre) {
  const ChildProgram program = Run({"--quiet"}, {"/bin/sh", "-c", "grep SigIgn /proc/$$/status"});
  const ChildProgram alone = ChildProgram::Run("/bin/sh", {"-c", "grep SigIgn /proc/$$/status"});
  EXPECT_EQ(program.out, alone.out);
}

}  // namespace
}  // namespace tracebridge::test
