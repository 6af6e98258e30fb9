// What an ELF file says of itself, as far as it matters for LD_PRELOAD.
//
// Source: System V ABI, chapters 4 and 5, and <elf.h>. Any bytes may be given: nothing in them is believed that is not in the
// file, and no table is read that is larger than it can sensibly be.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "migration/run/bytes.h"

namespace tracebridge::run {

struct ElfFile {
  bool is_64 = false;
  bool is_of_this_machine = false;  // class, byte order and architecture
  bool is_program =
      false;  // no library, object or core file (most programs are of the type of a library today)

  // The rest only of a program of this machine.
  std::string loader;           // its dynamic loader; empty: it is linked statically
  bool imports_dlopen = false;  // as far as it has symbols
  bool defines_opentracing =
      false;  // has an InitGlobal of its own, visible or not, as far as it has symbols
};

// Returns nothing if the bytes are no ELF file, or one whose header or program headers cannot be read.
std::optional<ElfFile> ReadElf(const Bytes& bytes);

}  // namespace tracebridge::run
