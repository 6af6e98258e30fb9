// Input: text with headers, as `tracebridge headers` reads it. What it prints must be safe for a terminal.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "migration/headers/formats.h"
#include "migration/headers/print.h"
#include "migration/headers/report.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tracebridge::headers;
  static const auto formats = AllFormats();
  const auto input = ParseHeaders({reinterpret_cast<const char*>(data), size});
  const auto report = Decode(input, formats, {});
  if (!report) std::abort();
  const auto encoded = Encode(report->context, formats);
  for (const auto& [format, headers] : encoded) {
    for (const Header& header : headers) {
      for (const char c : header.value) {
        if (static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) > 0x7e)
          std::abort();
      }
    }
  }
  for (const char c : ToText(*report, encoded)) {
    if (static_cast<unsigned char>(c) < 0x20 && c != '\n') std::abort();
  }
  if (ToJson(*report, encoded).find('\n') != std::string::npos) std::abort();
  return 0;
}
