#include "otel_core/configuration/src/settings_table.h"

#include "otel_core/configuration/src/settings.h"
#include "otel_core/configuration/src/value_types.h"

namespace tracebridge::core {
namespace {

std::string Code(const std::string& text) { return text.empty() ? "" : "`" + text + "`"; }

std::string Variables(const Setting& setting) {
  const std::string own = Code(setting.variable);
  return setting.fallback == nullptr ? own : own + ", else " + Code(setting.fallback);
}

}  // namespace

std::string SettingsTable() {
  std::string table =
      "| environment variable | option | type | default | meaning |\n"
      "| --- | --- | --- | --- | --- |\n";
  const SdkOptions defaults;
  ForEachSetting(defaults, [&table](const Setting& setting, const auto& value) {
    const std::string unit = *setting.unit == '\0' ? "" : std::string(", ") + setting.unit;
    table += "| " + Variables(setting) + " | " + Code(std::string(setting.name)) + " | " +
             TypeName(value) + unit + " | " + Code(ToText(value)) + " | " + setting.meaning +
             " |\n";
  });
  return table;
}

}  // namespace tracebridge::core
