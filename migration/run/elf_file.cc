#include "migration/run/elf_file.h"

#include <elf.h>

#include <cstring>
#include <string_view>
#include <utility>
#include <vector>

namespace tracebridge::run {
namespace {

// More than any file of a compiler has.
constexpr std::size_t kMaxProgramHeaders = 1024;
constexpr std::uint64_t kMaxTable = 256u << 20;  // bytes, of symbols or of their names
constexpr std::size_t kMaxName = 256;  // bytes of the name of a symbol that is looked for, at least
constexpr std::size_t kMaxPath = 4096;

#if defined(__x86_64__)
constexpr Elf64_Half kMachine = EM_X86_64;
#elif defined(__aarch64__)
constexpr Elf64_Half kMachine = EM_AARCH64;
#else
constexpr Elf64_Half kMachine = EM_NONE;
#endif
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
constexpr unsigned char kByteOrder = ELFDATA2LSB;
#else
constexpr unsigned char kByteOrder = ELFDATA2MSB;
#endif

// Of any version of the API: opentracing::v2::Tracer::InitGlobal.
constexpr std::string_view kNamespace = "_ZN11opentracing";
constexpr std::string_view kInitGlobal = "Tracer10InitGlobal";

template <class T>
bool Read(const Bytes& bytes, std::uint64_t offset, T* to) {
  return bytes.ReadAt(offset, to, sizeof *to) == sizeof *to;
}

// Returns what there is of `count` entries.
template <class T>
std::vector<T> ReadTable(const Bytes& bytes, std::uint64_t offset, std::size_t count) {
  std::vector<T> table;
  constexpr std::size_t kPiece = 4096;  // a count is no reason to allocate
  while (table.size() < count) {
    const std::size_t before = table.size();
    const std::size_t piece = count - before < kPiece ? count - before : kPiece;
    table.resize(before + piece);
    const std::size_t read =
        bytes.ReadAt(offset + before * sizeof(T), table.data() + before, piece * sizeof(T));
    if (read == piece * sizeof(T)) continue;
    table.resize(before + read / sizeof(T));
    break;
  }
  return table;
}

std::string ReadPath(const Bytes& bytes, std::uint64_t offset, std::uint64_t size) {
  const auto text = ReadTable<char>(bytes, offset, size < kMaxPath ? size : kMaxPath);
  const std::string_view all(text.data(), text.size());
  return std::string(all.substr(0, all.find('\0')));
}

// Returns the loader; the path alone says it, as to the kernel.
std::optional<std::string> ReadLoader(const Bytes& bytes, const Elf64_Ehdr& header) {
  if (header.e_phentsize != sizeof(Elf64_Phdr) || header.e_phnum > kMaxProgramHeaders) {
    return std::nullopt;
  }
  const auto segments = ReadTable<Elf64_Phdr>(bytes, header.e_phoff, header.e_phnum);
  if (segments.size() != header.e_phnum) return std::nullopt;
  for (const Elf64_Phdr& segment : segments) {
    if (segment.p_type == PT_INTERP) return ReadPath(bytes, segment.p_offset, segment.p_filesz);
  }
  return "";
}

void LookAt(std::string_view name, const Elf64_Sym& symbol, ElfFile* file) {
  if (symbol.st_shndx == SHN_UNDEF) {
    file->imports_dlopen = file->imports_dlopen || name == "dlopen" || name == "dlmopen";
  } else if (name.substr(0, kNamespace.size()) == kNamespace &&
             name.find(kInitGlobal) != std::string_view::npos) {
    file->defines_opentracing = true;
  }
}

void ReadSymbols(const Bytes& bytes, const Elf64_Shdr& symbols, const Elf64_Shdr& names,
                 ElfFile* file) {
  if (symbols.sh_size > kMaxTable || names.sh_size > kMaxTable) return;
  const auto text = ReadTable<char>(bytes, names.sh_offset, names.sh_size);
  const std::string_view all(text.data(), text.size());
  const auto table =
      ReadTable<Elf64_Sym>(bytes, symbols.sh_offset, symbols.sh_size / sizeof(Elf64_Sym));
  for (const Elf64_Sym& symbol : table) {
    if (symbol.st_name >= all.size()) continue;
    const std::string_view rest = all.substr(symbol.st_name, kMaxName);
    // `dlopen@GLIBC_2.34` in a table that was not stripped.
    LookAt(rest.substr(0, rest.find_first_of(std::string_view("\0@", 2))), symbol, file);
  }
}

void ReadSections(const Bytes& bytes, const Elf64_Ehdr& header, ElfFile* file) {
  if (header.e_shentsize != sizeof(Elf64_Shdr)) return;
  const auto sections = ReadTable<Elf64_Shdr>(bytes, header.e_shoff, header.e_shnum);
  bool has_read[SHT_DYNSYM + 1] = {};  // a file has one table of each kind
  for (const Elf64_Shdr& section : sections) {
    const bool has_symbols = section.sh_type == SHT_SYMTAB || section.sh_type == SHT_DYNSYM;
    if (!has_symbols || section.sh_link >= sections.size()) continue;
    if (std::exchange(has_read[section.sh_type], true)) continue;
    ReadSymbols(bytes, section, sections[section.sh_link], file);
  }
}

}  // namespace

std::optional<ElfFile> ReadElf(const Bytes& bytes) {
  unsigned char identity[EI_NIDENT];
  if (!Read(bytes, 0, &identity) || std::memcmp(identity, ELFMAG, SELFMAG) != 0) {
    return std::nullopt;
  }
  ElfFile file;
  file.is_64 = identity[EI_CLASS] == ELFCLASS64;
  if (!file.is_64 || identity[EI_DATA] != kByteOrder) return file;

  Elf64_Ehdr header;
  if (!Read(bytes, 0, &header)) return std::nullopt;
  file.is_of_this_machine = header.e_machine == kMachine;
  file.is_program = header.e_type == ET_EXEC || header.e_type == ET_DYN;
  if (!file.is_of_this_machine || !file.is_program) return file;
  auto loader = ReadLoader(bytes, header);
  if (!loader) return std::nullopt;
  file.loader = *std::move(loader);
  ReadSections(bytes, header, &file);
  return file;
}

}  // namespace tracebridge::run
