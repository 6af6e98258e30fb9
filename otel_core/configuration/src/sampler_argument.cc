#include "otel_core/configuration/src/sampler_argument.h"

#include <string_view>
#include <utility>

#include "otel_core/configuration/src/check.h"
#include "otel_core/configuration/src/value_types.h"

namespace tracebridge::core {
namespace {

struct RemoteArgument {
  std::string_view name;  // in the argument
  std::string_view setting;
};

constexpr RemoteArgument kRemoteArguments[] = {
    {"endpoint", "sampler_url"},
    {"pollingIntervalMs", "sampler_interval"},
    {"initialSamplingRate", "sampler_initial_ratio"},
};

constexpr const char* kRateLimit = "sampler_rate_limit";

std::string WithPath(const std::string& url) {
  const auto host = url.find("://");
  if (host == url.npos || url.find('/', host + 3) != url.npos) return url;
  return url + "/sampling";
}

// Sets the setting `name` of `options`.
std::optional<Error> Set(std::string_view name, const std::string& text, SdkOptions* options) {
  std::optional<Error> error;
  ForEachSetting(*options, [&](const Setting& setting, auto& value) {
    if (setting.name != name) return;
    std::optional<std::decay_t<decltype(value)>> read;
    const Complaints complaints = Parse(text, &read);
    if (!complaints.empty()) error = complaints.front();
    if (!error) error = Check(setting, *read);
    if (!error) value = *std::move(read);
  });
  return error;
}

std::optional<Error> SetRemote(const std::string& name, const std::string& text,
                               SdkOptions* options) {
  for (const RemoteArgument& row : kRemoteArguments) {
    if (row.name != name) continue;
    const auto error = Set(row.setting, name == "endpoint" ? WithPath(text) : text, options);
    return error ? error->WithPrefix(name + ": ") : error;
  }
  return Error{ErrorCode::kUnknownSetting, "\"" + name + "\" is nothing that the sampler needs"};
}

}  // namespace

bool IsSamplerArgument(const Setting& setting, const SdkOptions& options) {
  return setting.name == "sampler_ratio" &&
         (options.sampler == TracesSampler::kJaegerRemote ||
          options.sampler == TracesSampler::kParentBasedJaegerRemote ||
          options.sampler == TracesSampler::kParentBasedJaegerRateLimiting);
}

std::optional<Error> ReadSamplerArgument(const std::string& text, SdkOptions* options) {
  if (options->sampler == TracesSampler::kParentBasedJaegerRateLimiting) {
    return Set(kRateLimit, text, options);
  }
  const auto list = ParseKeyValueList(text);
  if (!list) return list.error();
  SdkOptions with = *options;
  for (const auto& [name, value] : *list) {
    if (auto error = SetRemote(name, value, &with)) return error;
  }
  *options = std::move(with);
  return std::nullopt;
}

}  // namespace tracebridge::core
