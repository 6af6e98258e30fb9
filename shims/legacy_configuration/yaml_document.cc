#include "shims/legacy_configuration/yaml_document.h"

#include <dlfcn.h>

#include <memory>
#include <new>
#include <string>
#include <utility>
#include <vector>

#include "otel_core/sdk/src/common/own_folders.h"
#include "otel_core/sdk/src/common/utf8.h"
#include "shims/legacy_configuration/tree_builder.h"

namespace tracebridge::legacy_configuration {
namespace {

constexpr char kLibrary[] = "libtracebridge_yaml.so";

// Beside this library, then wherever libraries are.
std::vector<std::string> Places() {
  std::vector<std::string> places = OwnFolders();
  for (std::string& place : places) place.append("/").append(kLibrary);
  places.emplace_back(kLibrary);
  return places;
}

struct Closer {
  void operator()(void* library) const { dlclose(library); }
};
using Library = std::unique_ptr<void, Closer>;

// Null, and why in `*reason`, when there is none.
Library Open(std::string* reason) {
  for (const std::string& place : Places()) {
    if (void* const library = dlopen(place.c_str(), RTLD_NOW | RTLD_LOCAL)) return Library(library);
    const char* const error = dlerror();
    *reason = error == nullptr ? "" : error;
  }
  return nullptr;
}

int Take(void* to, int kind, const char* text, std::size_t size, std::size_t line) try {
  TreeBuilder& tree = *static_cast<TreeBuilder*>(to);
  bool more = true;
  switch (kind) {
    case kTracebridgeYamlNull:
      more = tree.expects_name() ? tree.Name("", line)
                                 : tree.Scalar(Node::Kind::kNull, "", false, line);
      break;
    case kTracebridgeYamlScalar:
      more = tree.expects_name()
                 ? tree.Name(std::string(text, size), line)
                 : tree.Scalar(Node::Kind::kText, std::string(text, size), false, line);
      break;
    case kTracebridgeYamlListStart:
      more = tree.Open(Node::Kind::kList, line);
      break;
    case kTracebridgeYamlMapStart:
      more = tree.Open(Node::Kind::kMap, line);
      break;
    default:
      more = tree.Close();
  }
  return more ? 0 : 1;
} catch (...) {
  return 1;  // no memory; the tree is not whole
}

// The first line that is not UTF-8; one is. No character of it goes on in the next line.
std::size_t LineThatIsNotUtf8(std::string_view text) {
  std::size_t line = 1;
  while (IsValidUtf8(text.substr(0, text.find('\n')))) {
    text.remove_prefix(text.find('\n') + 1);
    ++line;
  }
  return line;
}

}  // namespace

Expected<Node> ParseYaml(std::string_view text) {
  std::string reason;
  const Library library = Open(&reason);
  auto* const read = library == nullptr ? nullptr
                                        : reinterpret_cast<TracebridgeYamlRead*>(
                                              dlsym(library.get(), "tracebridge_yaml_v1_read"));
  if (read == nullptr) {
    return Error{ErrorCode::kNotSupported, std::string("is YAML, which ") + kLibrary +
                                               " reads, and that cannot be loaded: " + reason};
  }
  return ReadYaml(text, read);
}

Expected<Node> ReadYaml(std::string_view text, TracebridgeYamlRead* read) {
  if (!IsValidUtf8(text)) {
    return Error{ErrorCode::kMalformedYaml,
                 "line " + std::to_string(LineThatIsNotUtf8(text)) + ": is not UTF-8"};
  }
  TreeBuilder tree;
  TracebridgeYamlError error{};
  const int ended = read(text.data(), text.size(), Take, &tree, &error);
  if (ended != 0 && error.message[0] != '\0') {
    return Error{ErrorCode::kMalformedYaml,
                 "line " + std::to_string(error.line) + ": " + error.message};
  }
  Expected<Node> whole = tree.Take();
  if (ended != 0 && whole) throw std::bad_alloc();  // else `tree` says why it ended
  return whole;
}

}  // namespace tracebridge::legacy_configuration
