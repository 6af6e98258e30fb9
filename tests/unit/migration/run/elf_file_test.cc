// System V ABI, chapter 4, "ELF Header" and "Symbol Table"; chapter 5, "Program Header".
#include "migration/run/elf_file.h"

#include <elf.h>
#include <gtest/gtest.h>

#include <cstring>
#include <functional>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "tests/unit/migration/run/text_bytes.h"

namespace tracebridge::run::elf_file_test {
namespace {

// A program: headers, then `loader`, then one symbol table and its names.
struct Program {
  Elf64_Ehdr header{};
  Elf64_Phdr segment{};
  Elf64_Shdr sections[2]{};
  std::string loader = "/lib64/ld-linux-x86-64.so.2";
  std::vector<Elf64_Sym> symbols;
  std::string names = std::string(1, '\0');

  Program() {
    std::memcpy(header.e_ident, ELFMAG, SELFMAG);
    header.e_ident[EI_CLASS] = ELFCLASS64;
    header.e_ident[EI_DATA] = ELFDATA2LSB;
    header.e_type = ET_DYN;
#if defined(__x86_64__)
    header.e_machine = EM_X86_64;
#else
    header.e_machine = EM_AARCH64;
#endif
    header.e_phoff = sizeof header;
    header.e_phentsize = sizeof segment;
    header.e_phnum = 1;
    header.e_shoff = sizeof header + sizeof segment;
    header.e_shentsize = sizeof(Elf64_Shdr);
    header.e_shnum = 2;
    segment.p_type = PT_INTERP;
    segment.p_offset = sizeof header + sizeof segment + sizeof sections;
    segment.p_filesz = loader.size() + 1;
    sections[0].sh_type = SHT_DYNSYM;
    sections[0].sh_link = 1;
    sections[1].sh_type = SHT_STRTAB;
  }

  void Add(const std::string& name, bool is_defined) {
    Elf64_Sym symbol{};
    symbol.st_name = static_cast<Elf64_Word>(names.size());
    symbol.st_shndx = is_defined ? 7 : SHN_UNDEF;
    symbols.push_back(symbol);
    names += name + '\0';
  }

  // Call before what is to be wrong.
  void Place() {
    sections[0].sh_offset = segment.p_offset + loader.size() + 1;
    sections[0].sh_size = symbols.size() * sizeof(Elf64_Sym);
    sections[1].sh_offset = sections[0].sh_offset + sections[0].sh_size;
    sections[1].sh_size = names.size();
  }

  std::string Text() const {
    std::string text(reinterpret_cast<const char*>(&header), sizeof header);
    text.append(reinterpret_cast<const char*>(&segment), sizeof segment);
    text.append(reinterpret_cast<const char*>(sections), sizeof sections);
    text += loader + '\0';
    text.append(reinterpret_cast<const char*>(symbols.data()), symbols.size() * sizeof(Elf64_Sym));
    return text + names;
  }
};

std::string Text(const std::optional<ElfFile>& file) {
  if (!file) return "no ELF file";
  if (!file->is_of_this_machine) return file->is_64 ? "other machine" : "32 bits";
  if (!file->is_program) return "no program";
  return (file->loader.empty() ? "static" : file->loader) +
         (file->imports_dlopen ? ", dlopen" : "") +
         (file->defines_opentracing ? ", OpenTracing" : "");
}

struct ElfCase {
  std::string name;
  std::function<void(Program&)> change;
  std::string expected;
};

void PrintTo(const ElfCase& row, std::ostream* out) { *out << row.name; }

constexpr char kInitGlobal[] = "_ZN11opentracing2v36Tracer10InitGlobalESt10shared_ptrIS1_E";
const std::string kLoader = "/lib64/ld-linux-x86-64.so.2";

const ElfCase kCases[] = {
    {"Program", [](Program&) {}, kLoader},
    {"OfFixedAddress", [](Program& p) { p.header.e_type = ET_EXEC; }, kLoader},
    {"Static", [](Program& p) { p.segment.p_type = PT_LOAD; }, "static"},
    {"WithoutSections", [](Program& p) { p.header.e_shnum = 0; }, kLoader},
    {"Object", [](Program& p) { p.header.e_type = ET_REL; }, "no program"},
    {"Core", [](Program& p) { p.header.e_type = ET_CORE; }, "no program"},
    {"Of32Bits", [](Program& p) { p.header.e_ident[EI_CLASS] = ELFCLASS32; }, "32 bits"},
    {"OfTheOtherByteOrder", [](Program& p) { p.header.e_ident[EI_DATA] = ELFDATA2MSB; },
     "other machine"},
    {"OfAnotherProcessor", [](Program& p) { p.header.e_machine = EM_PPC64; }, "other machine"},
    {"NoMagic", [](Program& p) { p.header.e_ident[0] = 'E'; }, "no ELF file"},
    {"ImportsDlopen", [](Program& p) { p.Add("dlopen", false); }, kLoader + ", dlopen"},
    {"ImportsDlmopenOfAVersion", [](Program& p) { p.Add("dlmopen@GLIBC_2.34", false); },
     kLoader + ", dlopen"},
    {"DefinesDlopenItself", [](Program& p) { p.Add("dlopen", true); }, kLoader},
    {"DefinesOpenTracing", [](Program& p) { p.Add(kInitGlobal, true); }, kLoader + ", OpenTracing"},
    {"DefinesOpenTracing15",
     [](Program& p) { p.Add("_ZN11opentracing2v26Tracer10InitGlobalESt10shared_ptrIS1_E", true); },
     kLoader + ", OpenTracing"},
    {"ImportsOpenTracing", [](Program& p) { p.Add(kInitGlobal, false); }, kLoader},
    {"DefinesAnothersInitGlobal", [](Program& p) { p.Add("_ZN4shop6Tracer10InitGlobalEv", true); },
     kLoader},
    {"TableOfTheWholeProgram",
     [](Program& p) {
       p.sections[0].sh_type = SHT_SYMTAB;
       p.Add(kInitGlobal, true);
     },
     kLoader + ", OpenTracing"},
    // What is broken.
    {"ProgramHeadersOfAnotherSize", [](Program& p) { p.header.e_phentsize = 1; }, "no ELF file"},
    {"ProgramHeadersBehindTheEnd", [](Program& p) { p.header.e_phoff = ~0ull - 8; }, "no ELF file"},
    {"TooManyProgramHeaders", [](Program& p) { p.header.e_phnum = 0xffff; }, "no ELF file"},
    {"LoaderBehindTheEnd", [](Program& p) { p.segment.p_offset = ~0ull; }, "static"},
    {"LoaderWithoutEnd", [](Program& p) { p.segment.p_filesz = 4; }, "/lib"},
    {"SectionsBehindTheEnd", [](Program& p) { p.header.e_shoff = 1ull << 62; }, kLoader},
    {"SectionsOfAnotherSize", [](Program& p) { p.header.e_shentsize = 8; }, kLoader},
    {"SymbolsOfNoNames", [](Program& p) { p.sections[0].sh_link = 99; }, kLoader},
    {"SymbolsWithoutEnd",
     [](Program& p) {
       p.Add("dlopen", false);
       p.Place();
       p.sections[0].sh_size = 200u << 20;
     },
     kLoader + ", dlopen"},
    {"SymbolsOfAnAbsurdSize",
     [](Program& p) {
       p.Add("dlopen", false);
       p.Place();
       p.sections[0].sh_size = ~0ull;
     },
     kLoader},
    {"NameBehindTheEnd",
     [](Program& p) {
       p.Add("dlopen", false);
       p.symbols[0].st_name = 0xffffffff;
     },
     kLoader},
    {"NameWithoutEnd",
     [](Program& p) {
       p.Add("dlopen", false);
       p.Place();
       p.sections[1].sh_size -= 1;
     },
     kLoader + ", dlopen"},
};

class ElfFileTest : public testing::TestWithParam<ElfCase> {
 public:
  static Program Made() {
    Program program;
    GetParam().change(program);
    if (program.sections[0].sh_offset == 0) program.Place();
    return program;
  }
};

TEST_P(ElfFileTest, IsRead) {
  EXPECT_EQ(Text(ReadElf(TextBytes(Made().Text()))), GetParam().expected);
}

TEST_P(ElfFileTest, MayBeCutOffAnywhere) {
  const std::string text = Made().Text();
  for (std::size_t size = 0; size < text.size(); ++size) {
    const auto file = ReadElf(TextBytes(text.substr(0, size)));
    EXPECT_TRUE(size >= EI_NIDENT || !file) << size;
  }
}

INSTANTIATE_TEST_SUITE_P(Files, ElfFileTest, testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace tracebridge::run::elf_file_test
