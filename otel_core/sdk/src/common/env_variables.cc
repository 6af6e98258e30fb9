#include "opentelemetry/sdk/common/env_variables.h"

#include <strings.h>

#include <cctype>
#include <cerrno>
#include <cstdlib>
#include <limits>
#include <optional>
#include <string_view>

#include "opentelemetry/sdk/common/disabled.h"
#include "opentelemetry/sdk/common/global_log_handler.h"
#include "otel_core/sdk/src/common/environment.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::common {
namespace {

std::optional<std::string> Get(const char* name) {
  return tracebridge::core::ProcessEnvironment()(name);
}

bool Refuse(const char* name, const std::string& value, const char* expected) {
  OTEL_INTERNAL_LOG_WARN("environment variable " << name << "=" << value << " is ignored: expected "
                                                 << expected);
  return false;
}

// Returns what follows the digits at the start of `text`, or null without digits or when they overflow.
const char* ParseDigits(const char* text, std::uint64_t max, std::uint64_t* number) {
  if (std::isdigit(static_cast<unsigned char>(*text)) == 0) return nullptr;
  errno = 0;
  char* end = nullptr;
  *number = std::strtoull(text, &end, 10);
  return errno != 0 || *number > max ? nullptr : end;
}

struct Unit {
  std::string_view suffix;
  std::int64_t nanoseconds;
};

constexpr Unit kUnits[] = {
    {"", 1'000'000}, {"ms", 1'000'000},     {"s", 1'000'000'000},     {"us", 1'000},
    {"ns", 1},       {"m", 60'000'000'000}, {"h", 3'600'000'000'000},
};

}  // namespace

bool GetStringEnvironmentVariable(const char* env_var_name, std::string& value) {
  const std::optional<std::string> text = Get(env_var_name);
  if (!text) return false;
  value = *text;
  return true;
}

bool GetBoolEnvironmentVariable(const char* env_var_name, bool& value) {
  const std::optional<std::string> text = Get(env_var_name);
  value = text && strcasecmp(text->c_str(), "true") == 0;
  if (!text) return false;
  if (!value && strcasecmp(text->c_str(), "false") != 0)
    Refuse(env_var_name, *text, "true or false");
  return true;
}

bool GetUintEnvironmentVariable(const char* env_var_name, std::uint32_t& value) {
  const std::optional<std::string> text = Get(env_var_name);
  if (!text) return false;
  std::uint64_t number = 0;
  const char* end = ParseDigits(text->c_str(), std::numeric_limits<std::uint32_t>::max(), &number);
  if (end == nullptr || *end != '\0') return Refuse(env_var_name, *text, "a number");
  value = static_cast<std::uint32_t>(number);
  return true;
}

bool GetFloatEnvironmentVariable(const char* env_var_name, float& value) {
  const std::optional<std::string> text = Get(env_var_name);
  if (!text) return false;
  char* end = nullptr;
  errno = 0;
  const float number = std::strtof(text->c_str(), &end);
  if (end == text->c_str() || *end != '\0' || errno != 0)
    return Refuse(env_var_name, *text, "a number");
  value = number;
  return true;
}

bool GetDurationEnvironmentVariable(const char* env_var_name,
                                    std::chrono::system_clock::duration& value) {
  const std::optional<std::string> text = Get(env_var_name);
  if (!text) return false;
  std::uint64_t number = 0;
  const char* end = ParseDigits(text->c_str(), std::numeric_limits<std::int64_t>::max(), &number);
  if (end != nullptr) {
    for (const Unit& unit : kUnits) {
      if (unit.suffix != end) continue;
      if (number >
          static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max() / unit.nanoseconds)) {
        break;
      }
      value = std::chrono::duration_cast<std::chrono::system_clock::duration>(
          std::chrono::nanoseconds(static_cast<std::int64_t>(number) * unit.nanoseconds));
      return true;
    }
  }
  return Refuse(env_var_name, *text, "milliseconds, or a number with ns, us, ms, s, m or h");
}

bool GetSdkDisabled() {
  bool disabled = false;
  return GetBoolEnvironmentVariable("OTEL_SDK_DISABLED", disabled) && disabled;
}

}  // namespace sdk::common
OPENTELEMETRY_END_NAMESPACE
