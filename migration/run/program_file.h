// The file that a command names, found and looked at as the kernel does.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "migration/run/bytes.h"
#include "migration/run/elf_file.h"

namespace tracebridge::run {

// Returns the file that execvp would start; nothing, and 127 or 126 in `*status` as shells have it, if there is none or it may
// not be executed.
std::optional<std::string> FindProgram(const std::string& command, int* status);

// Returns the interpreter that the first line of a script names, `/bin/sh` of `#! /bin/sh -e`; nothing if it is no script.
std::optional<std::string> InterpreterOf(std::string_view beginning);

struct ProgramFile {
  std::string path;
  std::string script;  // that `path` is the interpreter of; empty if none
  bool is_privileged =
      false;  // setuid, setgid or with capabilities, so that the loader ignores LD_PRELOAD
  std::optional<ElfFile> elf;
  bool names_libopentracing = false;  // has the text, so may open it
  bool has_opentracing_in_it =
      false;  // has the names of its types, so is linked with it in one way or another
};

// Looks at `path`, or at the interpreter of the script that it is.
ProgramFile LookAtProgram(const std::string& path);

}  // namespace tracebridge::run
