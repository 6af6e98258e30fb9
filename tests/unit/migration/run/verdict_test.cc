#include "migration/run/verdict.h"

#include <gtest/gtest.h>

#include <functional>
#include <ostream>
#include <string>

namespace tracebridge::run::verdict_test {
namespace {

constexpr char kOurs[] = "/usr/lib/ours.so";
constexpr char kLibrary[] = "libopentracing.so.1";
const LoaderAnswer::Library kFound{kLibrary, "/usr/lib/libopentracing.so.1"};

constexpr char kNoVersion[] =
    "/bin/shop: /opt/libcrypto.so.3: version `OPENSSL_3.0.0' not found (required by "
    "/lib/libcurl.so.4)";

struct Input {
  ProgramFile program;
  Loading loading;
  bool follow = false;

  // A program without OpenTracing, and a library that it can load.
  Input() {
    program.elf.emplace();
    program.elf->is_64 = program.elf->is_of_this_machine = program.elf->is_program = true;
    program.elf->loader = "/lib64/ld-linux-x86-64.so.2";
    loading.alone.emplace();
    loading.with_library.emplace();
    loading.with_library->libraries = {{kOurs, kOurs}, kFound};
  }
  void Link() {
    loading.alone->libraries.push_back(kFound);
    program.has_opentracing_in_it = true;  // the names in its symbols
  }
};

struct VerdictCase {
  std::string name;
  std::function<void(Input&)> change;
  Case which;
  bool preload;
};

void PrintTo(const VerdictCase& row, std::ostream* out) { *out << row.name; }

void FollowAll(Input& input) { input.follow = true; }

const VerdictCase kCases[] = {
    {"Linked", [](Input& i) { i.Link(); }, Case::kLinked, true},
    {"NoOpenTracing", [](Input&) {}, Case::kNoOpenTracing, false},
    {"NoOpenTracingButFollowed", FollowAll, Case::kNoOpenTracing, true},
    {"OpensLibraries", [](Input& i) { i.program.elf->imports_dlopen = true; }, Case::kMayLoad,
     true},
    {"NamesTheLibrary", [](Input& i) { i.program.names_libopentracing = true; }, Case::kMayLoad,
     true},
    {"OpensLibrariesAndThereIsNone",
     [](Input& i) {
       i.program.elf->imports_dlopen = true;
       i.loading.with_library->libraries = {{kOurs, kOurs}, {kLibrary, ""}};
     },
     Case::kCannotLoad, false},
    {"StaticCopyWithSymbols", [](Input& i) { i.program.elf->defines_opentracing = true; },
     Case::kStaticCopy, false},
    {"StaticCopyThatWasStripped", [](Input& i) { i.program.has_opentracing_in_it = true; },
     Case::kStaticCopy, false},
    {"StaticCopyThatOpensLibraries",
     [](Input& i) { i.program.has_opentracing_in_it = i.program.elf->imports_dlopen = true; },
     Case::kStaticCopy, false},
    {"Static", [](Input& i) { i.program.elf->loader.clear(); }, Case::kStatic, false},
    {"Privileged",
     [](Input& i) {
       i.Link();
       i.program.is_privileged = true;
     },
     Case::kPrivileged, false},
    {"OtherMachine", [](Input& i) { i.program.elf->is_of_this_machine = false; },
     Case::kOtherMachine, false},
    {"OtherLoader", [](Input& i) { i.program.elf->loader = "/lib/ld-musl-x86_64.so.1"; },
     Case::kOtherLoader, false},
    {"NoElf", [](Input& i) { i.program.elf.reset(); }, Case::kNoElf, false},
    {"Object", [](Input& i) { i.program.elf->is_program = false; }, Case::kNoElf, false},
    {"OtherSoname",
     [](Input& i) {
       i.loading.alone->libraries = {{"libopentracing.so.0", "/lib/x.so.0"}};
     },
     Case::kOtherVersion, false},
    {"OtherVersionOfThatName",
     [](Input& i) {
       i.Link();
       i.loading.with_library->undefined = {
           {"_ZN11opentracing2v326propagation_error_categoryEv", kOurs}};
     },
     Case::kOtherVersion, false},
    {"WeLackSomethingElse",
     [](Input& i) {
       i.Link();
       i.loading.with_library->undefined = {{"curl_easy_init", kOurs}};
     },
     Case::kCannotLoad, false},
    {"TheProgramLacksSomething",
     [](Input& i) {
       i.Link();
       i.loading.alone->undefined = i.loading.with_library->undefined = {{"f", "./shop"}};
     },
     Case::kLinked, true},
    {"WhatComesAlongLacksSomething",
     [](Input& i) {
       i.Link();
       i.loading.with_library->undefined = {{"UINT32_it", "/usr/lib/libssl.so.3"}};
     },
     Case::kCannotLoad, false},
    {"WhatComesAlongNeedsAnotherVersion",
     [](Input& i) {
       i.program.elf->imports_dlopen = true;
       i.loading.with_library->missing_versions = {kNoVersion};
     },
     Case::kCannotLoad, false},
    {"TheProgramNeedsAnotherVersion",
     [](Input& i) {
       i.Link();
       i.loading.alone->missing_versions = i.loading.with_library->missing_versions = {kNoVersion};
     },
     Case::kLinked, true},
    {"WeAreRefused",
     [](Input& i) {
       i.Link();
       i.loading.with_library->refusal = "object '/usr/lib/ours.so' cannot be preloaded";
     },
     Case::kCannotLoad, false},
    {"ASanitizerHasToComeFirst",
     [](Input& i) {
       i.Link();
       i.loading.with_library->libraries.push_back({"libasan.so.8", "/usr/lib/libasan.so.8"});
     },
     Case::kCannotLoad, false},
    {"ASanitizerComesFirst",
     [](Input& i) {
       i.Link();
       auto& libraries = i.loading.with_library->libraries;
       libraries.insert(libraries.begin(), {"/usr/lib/libasan.so.8", "/usr/lib/libasan.so.8"});
     },
     Case::kLinked, true},
    {"OurLibraryIsMissing",
     [](Input& i) {
       i.Link();
       i.loading.with_library->libraries.push_back({"libcurl.so.4", ""});
     },
     Case::kCannotLoad, false},
    {"TheProgramsLibraryIsMissing",
     [](Input& i) {
       i.Link();
       i.loading.alone->libraries.push_back({"libshop.so", ""});
       i.loading.with_library->libraries.push_back({"libshop.so", ""});
     },
     Case::kLinked, true},
    {"ItsOpenTracingIsMissing",
     [](Input& i) {
       i.loading.alone->libraries = {{kLibrary, ""}};
     },
     Case::kCannotLoad, false},
    {"ItsLoaderFails",
     [](Input& i) {
       i.Link();
       i.loading.alone.reset();
     },
     Case::kCannotLoad, false},
    {"ItsLoaderFailsWithUs",
     [](Input& i) {
       i.Link();
       i.loading.with_library.reset();
     },
     Case::kCannotLoad, false},
    {"FollowedAndWeCannotBeLoaded",
     [](Input& i) {
       i.follow = true;
       i.loading.with_library.reset();
     },
     Case::kNoOpenTracing, false},
};

class VerdictTest : public testing::TestWithParam<VerdictCase> {};

TEST_P(VerdictTest, IsTheCaseAndWhatHappens) {
  Input input;
  GetParam().change(input);
  const Verdict verdict = Judge(input.program, input.loading, kOurs, input.follow);
  EXPECT_EQ(verdict.which, GetParam().which) << verdict.text;
  EXPECT_EQ(verdict.preload, GetParam().preload) << verdict.text;
  EXPECT_EQ(verdict.text.find("untraced") == std::string::npos, verdict.preload) << verdict.text;
}

INSTANTIATE_TEST_SUITE_P(Programs, VerdictTest, testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace tracebridge::run::verdict_test
