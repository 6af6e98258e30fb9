#include "migration/run/verdict.h"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

namespace tracebridge::run {
namespace {

constexpr std::string_view kLibrary = "libopentracing.so.1";
constexpr std::string_view kAnyLibrary = "libopentracing.so.";
constexpr std::string_view kSanitizer = "libasan.so";
constexpr std::string_view kNamespace = "_ZN11opentracing";

struct Row {
  Case which;
  const char* text;
  const char* advice;
};

constexpr Row kRows[] = {
    {Case::kLinked, "links libopentracing.so.1", ""},
    {Case::kMayLoad, "does not link libopentracing.so.1, and may open it when it runs", ""},
    {Case::kNoOpenTracing, "has no OpenTracing",
     "if it starts the program that has, name that one, or use --follow"},
    {Case::kStaticCopy, "has a copy of OpenTracing linked into it, which nothing can be put before",
     "link it with the shared libopentracing.so.1, or set the tracer up in its code "
     "(tracebridge/bridge.h)"},
    {Case::kStatic, "is linked statically, so nothing can be preloaded",
     "link it dynamically, or set the tracer up in its code (tracebridge/bridge.h)"},
    {Case::kPrivileged,
     "is setuid, setgid or has capabilities, so the dynamic loader ignores LD_PRELOAD",
     "start it as the user that it runs as, without the bit or the capabilities"},
    {Case::kOtherMachine, "is for another processor or has 32 bits, and this library does not fit",
     "use a tracebridge that was built for it"},
    {Case::kOtherLoader, "has another dynamic loader than glibc's", ""},
    {Case::kOtherVersion,
     "has a libopentracing that is not version 1.6 (libopentracing.so.1, ABI 3)",
     "build it with libopentracing 1.6; ours has the same headers"},
    {Case::kCannotLoad, "cannot be loaded", ""},
    {Case::kNoElf, "is neither a program nor a script that names its interpreter", ""},
};

const Row& RowOf(Case which) {
  return *std::find_if(std::begin(kRows), std::end(kRows),
                       [&](const Row& row) { return row.which == which; });
}

Verdict Untraced(Case which, const std::string& detail = {}) {
  const Row& row = RowOf(which);
  return {which, false, row.text + (detail.empty() ? "" : " (" + detail + ")") + "; runs untraced",
          row.advice};
}

Verdict Preloaded(Case which, const std::string& detail, const char* what) {
  const Row& row = RowOf(which);
  return {which, true, row.text + (detail.empty() ? "" : " (" + detail + ")") + "; " + what, ""};
}

const LoaderAnswer::Library* Find(const LoaderAnswer& answer, std::string_view name) {
  const auto found = std::find_if(answer.libraries.begin(), answer.libraries.end(),
                                  [&](const auto& library) { return library.name == name; });
  return found == answer.libraries.end() ? nullptr : &*found;
}

// Another version of the library that the program links.
const LoaderAnswer::Library* FindOther(const LoaderAnswer& answer) {
  const auto found = std::find_if(
      answer.libraries.begin(), answer.libraries.end(), [](const LoaderAnswer::Library& library) {
        return library.name != kLibrary &&
               library.name.substr(0, kAnyLibrary.size()) == kAnyLibrary;
      });
  return found == answer.libraries.end() ? nullptr : &*found;
}

// Whether it is so for the program alone as well: it starts, or does not, as it would have.
bool IsSoAlone(const Loading& loading, const LoaderAnswer::Undefined& undefined) {
  if (!loading.alone) return false;
  const auto& alone = loading.alone->undefined;
  return std::any_of(alone.begin(), alone.end(), [&](const auto& other) {
    return other.symbol == undefined.symbol && other.library == undefined.library;
  });
}

bool IsSoAlone(const Loading& loading, const std::string& missing_version) {
  if (!loading.alone) return false;
  const auto& alone = loading.alone->missing_versions;
  return std::find(alone.begin(), alone.end(), missing_version) != alone.end();
}

// Why the program would not start, or not have the library, with it; nothing if it will. What the library brings along counts
// as well: a program may have a libcrypto of its own that is none for libcurl.
std::optional<Verdict> Obstacle(const Loading& loading, const std::string& library) {
  if (!loading.with_library) {
    return Untraced(Case::kCannotLoad, "the dynamic loader failed with " + library);
  }
  const LoaderAnswer& answer = *loading.with_library;
  for (const auto& undefined : answer.undefined) {
    if (IsSoAlone(loading, undefined)) continue;
    const bool is_of_opentracing = undefined.symbol.compare(0, kNamespace.size(), kNamespace) == 0;
    return Untraced(is_of_opentracing ? Case::kOtherVersion : Case::kCannotLoad,
                    "it lacks " + undefined.symbol);
  }
  for (const std::string& missing : answer.missing_versions) {
    if (!IsSoAlone(loading, missing)) return Untraced(Case::kCannotLoad, missing);
  }
  // "ASan runtime does not come first in initial library list": it ends the program.
  const auto is_ours = [&](const auto& loaded) { return loaded.path == library; };
  const auto ours = std::find_if(answer.libraries.begin(), answer.libraries.end(), is_ours);
  const auto sanitizer = std::find_if(ours, answer.libraries.end(), [](const auto& loaded) {
    return loaded.name.compare(0, kSanitizer.size(), kSanitizer) == 0;
  });
  if (sanitizer != answer.libraries.end()) {
    return Untraced(Case::kCannotLoad,
                    sanitizer->name + " has to come first; with it in LD_PRELOAD it would work");
  }
  if (!answer.refusal.empty()) return Untraced(Case::kCannotLoad, answer.refusal);
  for (const auto& needed : answer.libraries) {
    if (!needed.path.empty()) continue;
    if (loading.alone && Find(*loading.alone, needed.name) != nullptr) continue;  // the program's
    return Untraced(Case::kCannotLoad, needed.name + ", which " + library + " needs, is not there");
  }
  return std::nullopt;
}

}  // namespace

bool CanPreload(const ProgramFile& program) {
  const auto& elf = program.elf;
  if (!elf || !elf->is_of_this_machine || !elf->is_program || program.is_privileged) return false;
  const std::string_view loader = elf->loader;
  return loader.substr(loader.rfind('/') + 1, 8) == "ld-linux";
}

Verdict Judge(const ProgramFile& program, const Loading& loading, const std::string& library,
              bool follow) {
  const auto& elf = program.elf;
  if (!elf || (elf->is_of_this_machine && !elf->is_program)) return Untraced(Case::kNoElf);
  if (!elf->is_of_this_machine) return Untraced(Case::kOtherMachine);
  if (elf->loader.empty()) {
    const bool has_it = elf->defines_opentracing || program.has_opentracing_in_it;
    return Untraced(Case::kStatic, has_it ? "OpenTracing too" : "");
  }
  if (program.is_privileged) return Untraced(Case::kPrivileged);
  if (!CanPreload(program)) return Untraced(Case::kOtherLoader, elf->loader);
  if (!loading.alone) return Untraced(Case::kCannotLoad, elf->loader + " failed");

  const LoaderAnswer& alone = *loading.alone;
  const LoaderAnswer::Library* const linked = Find(alone, kLibrary);
  if (linked != nullptr && linked->path.empty()) {
    return Untraced(Case::kCannotLoad, "libopentracing.so.1, which it links, is not there");
  }
  if (linked == nullptr) {
    if (const auto* const other = FindOther(alone))
      return Untraced(Case::kOtherVersion, other->name);
  }

  Case which = Case::kNoOpenTracing;
  if (linked != nullptr) {
    which = Case::kLinked;
  } else if (elf->defines_opentracing || program.has_opentracing_in_it) {
    which = Case::kStaticCopy;
  } else if (elf->imports_dlopen || program.names_libopentracing) {
    which = Case::kMayLoad;
  }
  const bool is_promising = which == Case::kLinked || which == Case::kMayLoad;
  if (!is_promising && !follow) return Untraced(which);
  if (auto obstacle = Obstacle(loading, library)) {
    return is_promising ? *std::move(obstacle) : Untraced(which);
  }
  if (which == Case::kLinked) return Preloaded(which, linked->path, "traced");
  return Preloaded(which, "", is_promising ? "then it is traced" : "what it starts may be traced");
}

}  // namespace tracebridge::run
