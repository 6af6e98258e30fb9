// Whether a program will have our tracer, which case it is, and what to do if it will not.
#pragma once

#include <optional>
#include <string>

#include "migration/run/loader.h"
#include "migration/run/program_file.h"

namespace tracebridge::run {

enum class Case {
  kLinked,         // with libopentracing.so.1, itself or by another library
  kMayLoad,        // not linked, but opens libraries when it runs
  kNoOpenTracing,  // and opens nothing
  kStaticCopy,     // has OpenTracing in it
  kStatic,         // has no dynamic loader
  kPrivileged,     // setuid, setgid or file capabilities
  kOtherMachine,   // 32 bits, or another processor
  kOtherLoader,    // not glibc's
  kOtherVersion,   // another libopentracing than 1.6
  kCannotLoad,     // its loader, or ours, does not find what it needs
  kNoElf,          // something else that the kernel or a shell may know how to start
};

struct Verdict {
  Case which;
  bool preload;        // the library goes into the program's LD_PRELOAD
  std::string text;    // which case it is, and what happens: "links libopentracing.so.1; traced"
  std::string advice;  // what to do instead; empty when there is nothing to do
};

// What the loader says of the program alone, and with the preload library.
struct Loading {
  std::optional<LoaderAnswer> alone, with_library;
};

// Whether it is worth asking the loader of `program`: it is one that LD_PRELOAD works for.
bool CanPreload(const ProgramFile& program);

// `library`: the path of the preload library. `follow`: programs that it starts are meant too.
Verdict Judge(const ProgramFile& program, const Loading& loading, const std::string& library,
              bool follow);

}  // namespace tracebridge::run
