#include "otel_core/configuration/src/json_reader.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "otel_core/configuration/src/check.h"
#include "otel_core/configuration/src/json_members.h"
#include "otel_core/configuration/src/json_values.h"
#include "otel_core/configuration/src/nearest_name.h"
#include "otel_core/configuration/src/sampler_argument.h"
#include "otel_core/configuration/src/settings.h"
#include "otel_core/configuration/src/value_types.h"
#include "tracebridge/sdk_options.h"

namespace tracebridge {
namespace {

using core::JsonMember;
using core::Setting;

std::vector<std::string_view> AllNames() {
  std::vector<std::string_view> names;
  for (const Setting& setting : core::kSettings) {
    for (const std::string_view name : {setting.name, std::string_view(setting.variable)}) {
      names.push_back(name);
    }
    if (setting.fallback != nullptr) names.emplace_back(setting.fallback);
  }
  return names;
}

Error Unknown(const JsonMember& member) {
  const std::string nearest = core::NearestName(member.name, AllNames());
  return {ErrorCode::kUnknownSetting,
          "is no setting" + (nearest.empty() ? "" : "; did you mean \"" + nearest + "\"?")};
}

// One file, setting by setting. The error that counts is the one that stands first in the file.
class Reader {
 public:
  explicit Reader(const std::vector<JsonMember>& members)
      : members_(members), known_(members.size()) {}

  template <typename T>
  void Read(const Setting& setting, T* value) {
    const JsonMember* const member = Find(setting);
    if (member == nullptr) return;
    std::optional<T> read;
    std::optional<Error> error = core::FromJson(member->value, &read);
    if (!error) error = core::Check(setting, *read);
    if (error) return Refuse(*member, *error);
    *value = *std::move(read);
  }

  // OTEL_TRACES_SAMPLER_ARG, for a sampler that takes more than a ratio.
  void ReadArgument(const Setting& setting, SdkOptions* options) {
    const JsonMember* const member = Find(setting);
    if (member == nullptr) return;
    const std::string text =
        member->value.is_string() ? member->value.get<std::string>() : member->value.dump();
    if (const auto error = core::ReadSamplerArgument(text, options)) Refuse(*member, *error);
  }

  // Returns the member that sets what `name` is, or null.
  const JsonMember* Setter(std::string_view name) {
    for (const Setting& setting : core::kSettings) {
      if (setting.name == name) return Find(setting);
    }
    return nullptr;
  }

  void Refuse(const JsonMember& member, const Error& error) {
    if (first_ != nullptr && first_ <= &member) return;
    first_ = &member;
    error_ = core::At(member, error);
  }

  std::optional<Error> FirstError() {
    for (std::size_t i = 0; i < members_.size(); ++i) {
      if (!known_[i]) Refuse(members_[i], Unknown(members_[i]));
    }
    return error_;
  }

 private:
  const JsonMember* Find(std::string_view name) {
    const auto found = std::find_if(members_.begin(), members_.end(),
                                    [name](const JsonMember& m) { return m.name == name; });
    if (found == members_.end()) return nullptr;
    known_[static_cast<std::size_t>(found - members_.begin())] = true;
    return &*found;
  }

  // A variable that several settings fall back on sets those that have nothing of their own.
  const JsonMember* Find(const Setting& setting) {
    const JsonMember* by_name = Find(setting.name);
    const JsonMember* by_variable = Find(setting.variable);
    const JsonMember* by_fallback = setting.fallback == nullptr ? nullptr : Find(setting.fallback);
    if (by_name != nullptr && by_variable != nullptr) {
      const auto [first, second] = std::minmax(by_name, by_variable);
      Refuse(*second,
             {ErrorCode::kRepeatedSetting, "is the same setting as \"" + first->name + "\""});
    }
    if (by_name != nullptr) return by_name;
    if (by_variable != nullptr) return by_variable;
    return by_fallback != nullptr ? by_fallback : FindGeneral(setting);
  }

  // What a text says of `otlp_headers` it says of metrics too, unless it has `otlp_metrics_headers`.
  const JsonMember* FindGeneral(const Setting& setting) {
    constexpr std::string_view kMetrics = "otlp_metrics_";
    const bool is_of_metrics = setting.name.substr(0, kMetrics.size()) == kMetrics;
    if (!is_of_metrics || setting.fallback == nullptr) return nullptr;
    return Find("otlp_" + std::string(setting.name.substr(kMetrics.size())));
  }

  const std::vector<JsonMember>& members_;
  std::vector<bool> known_;
  const JsonMember* first_ = nullptr;
  std::optional<Error> error_;
};

// Otherwise an address for one signal, or a collector, in the environment would win over the address or the agent in the file.
void PreferEndpointOfFile(Reader& reader, SdkOptions* options) {
  if (reader.Setter("otlp_endpoint") != nullptr &&
      reader.Setter("otlp_traces_endpoint") == nullptr) {
    options->otlp_traces_endpoint.clear();
  }
  if (reader.Setter("otlp_endpoint") != nullptr &&
      reader.Setter("otlp_metrics_endpoint") == nullptr) {
    options->otlp_metrics_endpoint.clear();
  }
  if (reader.Setter("jaeger_agent") != nullptr && reader.Setter("jaeger_endpoint") == nullptr) {
    options->jaeger_endpoint.clear();
  }
}

void FitBatchIntoQueue(Reader& reader, SdkOptions* options) {
  if (options->batch_max_export_size <= options->batch_max_queue_size) return;
  if (const JsonMember* const member = reader.Setter("batch_max_export_size")) {
    reader.Refuse(*member, {ErrorCode::kOutOfRange, "is more than the queue holds"});
  }
  options->batch_max_export_size = options->batch_max_queue_size;
}

void RefuseConfigFile(Reader& reader) {
  if (const JsonMember* const member = reader.Setter("config_file")) {
    reader.Refuse(*member,
                  {ErrorCode::kNotSupported, "declarative configuration is not supported yet"});
  }
}

}  // namespace

Expected<SdkOptions> core::ReadMembers(const std::vector<JsonMember>& members, SdkOptions options) {
  Reader reader(members);
  core::ForEachSetting(options, [&](const Setting& setting, auto& value) {
    if (core::IsSamplerArgument(setting, options)) {
      reader.ReadArgument(setting, &options);
    } else {
      reader.Read(setting, &value);
    }
  });
  PreferEndpointOfFile(reader, &options);
  FitBatchIntoQueue(reader, &options);
  RefuseConfigFile(reader);
  if (auto error = reader.FirstError()) return *error;
  return options;
}

Expected<SdkOptions> ReadJson(const std::string& json, SdkOptions options) {
  if (json.find_first_not_of(" \t\r\n") == json.npos) return options;
  const auto members = core::ParseMembers(json);
  if (!members) return members.error();
  return core::ReadMembers(*members, std::move(options));
}

}  // namespace tracebridge
