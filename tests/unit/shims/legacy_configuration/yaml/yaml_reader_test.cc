// The library as the plugin finds it: what it tells of YAML that is well meant, and of YAML that is not.
#include "shims/legacy_configuration/yaml/yaml_reader.h"

#include <dlfcn.h>
#include <gtest/gtest.h>

#include <string>

namespace tracebridge::legacy_configuration::yaml_reader_test {
namespace {

int Show(void* to, int kind, const char* text, std::size_t size, std::size_t line) {
  static const char* const kNames[] = {"null", "", "[", "]", "{", "}"};
  std::string& shown = *static_cast<std::string*>(to);
  if (kind == kTracebridgeYamlListEnd || kind == kTracebridgeYamlMapEnd) {
    shown += std::string(kNames[kind]) + " ";
  } else {
    shown += kNames[kind] + std::string(text, size) + "@" + std::to_string(line) + " ";
  }
  return shown.size() > 100000 ? 1 : 0;
}

std::string Read(const std::string& yaml) {
  void* const library = dlopen("libtracebridge_yaml.so", RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) return dlerror();
  auto* const read =
      reinterpret_cast<TracebridgeYamlRead*>(dlsym(library, "tracebridge_yaml_v1_read"));
  std::string shown;
  TracebridgeYamlError error{};
  if (read(yaml.data(), yaml.size(), Show, &shown, &error) != 0) {
    shown = "error at " + std::to_string(error.line) + ": " + error.message;
  }
  dlclose(library);
  return shown;
}

struct Case {
  std::string name;
  std::string yaml;
  std::string expected;
};

std::string Times(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

const Case kCases[] = {
    {"Nested", "a:\n  b: 1\n  c: [x, \"y\"]\nd: ~\n",
     "{@1 a@1 {@2 b@2 1@2 c@3 [@3 x@3 y@3 ] } d@4 null@4 } "},
    {"Empty", "", ""},
    {"Comment", "# nothing\n", ""},
    {"BlockText", "a: |\n  one\n  two\n", "{@1 a@1 one\ntwo\n@1 } "},
    {"CommentsAndMarkers", "%YAML 1.2\n--- # begins\na: 1 # one\n...\n", "{@3 a@3 1@3 } "},
    {"WindowsLines", "a: 1\r\nb: 2\r\n", "{@1 a@1 1@1 b@2 2@2 } "},
    {"Jsons", "{\"a\": [1, true]}", "{@1 a@1 [@1 1@1 true@1 ] } "},
    {"Alias", "a: &x 1\nb: *x\n", "error at 2: aliases are not read; write out what it stands for"},
    {"ManyLaughs", "a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n",
     "error at 2: aliases are not read; write out what it stands for"},
    {"UnknownAlias", "a: *x\n", "error at 1: the referenced anchor is not defined"},
    {"TwoDocuments", "a: 1\n---\nb: 2\n", "error at 2: holds a second document"},
    {"Unclosed", "a: [1, 2\n", "error at 2: end of sequence flow not found"},
    {"Tab", "a:\n\tb: 1\n", "error at 2: illegal map value"},
    {"DeepLists", Times("- ", 100) + "\n", "error at 1: is nested too deeply"},
    {"DeepBrackets", Times("[", 20000), "error at 1: is nested too deeply"},
    {"DeepMaps", Times("{a: ", 5000), "error at 1: is nested too deeply"},
    {"TooLarge", Times("a", 64 * 1024 + 1), "error at 1: is larger than 64 KiB"},
    {"TooLargeInItsThirdLine", "a: 1\nb: 2\n" + Times("#", 64 * 1024) + "\n",
     "error at 3: is larger than 64 KiB"},
    {"TwoDocumentsThatAreEmpty", "---\n---\n", "error at 2: holds a second document"},
    {"TooMany", "[" + Times("1,", 21000) + "]", "error at 1: has too many nodes"},
};

class YamlReaderTest : public testing::TestWithParam<Case> {};

TEST_P(YamlReaderTest, TellsWhatItReads) { EXPECT_EQ(Read(GetParam().yaml), GetParam().expected); }

INSTANTIATE_TEST_SUITE_P(Documents, YamlReaderTest, testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace tracebridge::legacy_configuration::yaml_reader_test
