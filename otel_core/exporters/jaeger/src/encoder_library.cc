#include "otel_core/exporters/jaeger/src/encoder_library.h"

#include <dlfcn.h>
#include <unistd.h>

#include <string>
#include <vector>

#include "otel_core/sdk/src/common/own_folders.h"

namespace tracebridge::jaeger {
namespace {

// Returns the path of `file` in the first of the folders that has it; "" when none has.
std::string FileIn(const std::vector<std::string>& folders, const char* file) {
  for (const std::string& folder : folders) {
    std::string path = folder + "/" + file;
    if (access(path.c_str(), F_OK) == 0) return path;
  }
  return "";
}

// Returns `in /opt/lib and `, with a comma between several.
std::string InText(const std::vector<std::string>& folders) {
  std::string text;
  for (const std::string& folder : folders) text += (text.empty() ? "in " : ", in ") + folder;
  return text.empty() ? "" : text + " and ";
}

// What the program exports comes first, RTLD_LOCAL or not: with another Thrift in it, ours would be a mixture of both.
bool HasAnotherThrift(void* library) {
  constexpr char kAny[] = "_ZN6apache6thrift7TOutput6printfEPKcz";
  void* const programs = dlsym(RTLD_DEFAULT, kAny);
  void* const own = dlsym(library, kAny);
  return programs != nullptr && own != nullptr && programs != own;
}

void* Open(const char* file) { return dlopen(file, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE); }

}  // namespace

Expected<Encode> LoadEncoder(const char* file) {
  const std::vector<std::string> folders = OwnFolders();
  const std::string beside = FileIn(folders, file);
  const std::string chosen = beside.empty() ? file : beside;
  void* const library = Open(chosen.c_str());
  if (library == nullptr) {
    const char* const reason = dlerror();
    return Error{ErrorCode::kMissingLibrary,
                 "the exporter \"jaeger\" needs " + std::string(file) +
                     ", which comes with tracebridge where that was built with Apache Thrift, and "
                     "the library of Thrift "
                     "(Debian: libthrift-0.17.0); it is looked for " +
                     InText(folders) +
                     "where the loader looks: " + (reason == nullptr ? "not found" : reason)};
  }
  if (HasAnotherThrift(library)) {
    return Error{
        ErrorCode::kMissingLibrary,
        "the exporter \"jaeger\" cannot be used: the program has another Apache Thrift in it"};
  }
  const auto find = reinterpret_cast<FindEncoder>(dlsym(library, "tracebridge_jaeger_thrift"));
  const Encode encode = find == nullptr ? nullptr : find(kVersion);
  if (encode == nullptr) {
    return Error{ErrorCode::kMissingLibrary, "the exporter \"jaeger\" found a " + chosen +
                                                 " of another release of tracebridge"};
  }
  return encode;
}

}  // namespace tracebridge::jaeger
