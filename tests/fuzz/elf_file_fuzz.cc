// Input: a file that somebody wants to run, as `tracebridge run` reads it.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "migration/run/elf_file.h"
#include "migration/run/program_file.h"
#include "migration/run/text_search.h"
#include "tests/unit/migration/run/text_bytes.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tracebridge::run;
  const std::string text(reinterpret_cast<const char*>(data), size);
  const TextBytes bytes(text);
  const auto file = ReadElf(bytes);
  if (file && file->loader.size() > 4096) std::abort();
  if (file && InterpreterOf(text)) std::abort();  // it is one or the other
  if (file && !Search(bytes, {"\x7f"
                              "ELF"})[0]) {
    std::abort();
  }
  return 0;
}
