#include "shims/opentracing_preload/preload_list.h"

#include <cstring>

namespace tracebridge::opentracing_preload {
namespace {

constexpr std::string_view kVariable = "LD_PRELOAD=";

bool IsSeparator(char c) noexcept { return c == ' ' || c == ':'; }

std::string_view LastComponent(std::string_view path) noexcept {
  return path.substr(path.rfind('/') + 1);  // npos + 1 is 0
}

}  // namespace

std::size_t TakeOut(std::string_view file_name, char* list, std::size_t size) noexcept {
  std::size_t kept = 0;
  for (std::size_t begin = 0; begin < size;) {
    std::size_t end = begin;
    while (end < size && !IsSeparator(list[end])) ++end;
    const std::size_t next = end < size ? end + 1 : end;
    if (LastComponent({list + begin, end - begin}) != file_name) {
      std::memmove(list + kept, list + begin, next - begin);
      kept += next - begin;
    }
    begin = next;
  }
  return kept;
}

void TakeOutOfEnvironment(std::string_view file_name, char** environment) noexcept {
  if (environment == nullptr) return;
  char** to = environment;
  for (char** from = environment; *from != nullptr; ++from) {
    char* const entry = *from;
    if (std::strncmp(entry, kVariable.data(), kVariable.size()) == 0) {
      char* const list = entry + kVariable.size();
      const std::size_t before = std::strlen(list);
      const std::size_t size = TakeOut(file_name, list, before);
      if (size != before) list[size] = '\0';
      if (size == 0 && before != 0) continue;
    }
    *to++ = entry;
  }
  *to = nullptr;
}

}  // namespace tracebridge::opentracing_preload
