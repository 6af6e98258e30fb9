#include "shims/legacy_configuration/legacy_table.h"

#include <string_view>

namespace tracebridge::legacy_configuration {
namespace {

std::string Code(std::string_view text) {
  return text.empty() ? "" : "`" + std::string(text) + "`";
}

}  // namespace

std::string LegacyTable(const Format& format) {
  std::string table = "| setting | variable | becomes | source |\n| --- | --- | --- | --- |\n";
  for (const Row& row : format) {
    const std::string becomes =
        row.advice.empty() ? std::string(row.becomes) : "a warning: " + std::string(row.advice);
    table += "| " + Code(row.key) + " | " + Code(row.variable) + " | " + becomes + " | " +
             std::string(row.source) + " |\n";
  }
  return table;
}

}  // namespace tracebridge::legacy_configuration
