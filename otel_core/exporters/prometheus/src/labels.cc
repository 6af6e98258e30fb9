#include "otel_core/exporters/prometheus/src/labels.h"

#include <algorithm>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

#include "opentelemetry/nostd/variant.h"
#include "otel_core/exporters/common/attribute_record.h"
#include "otel_core/exporters/otlp/src/value_json.h"
#include "otel_core/exporters/prometheus/src/names.h"
#include "otel_core/sdk/src/common/utf8.h"

namespace tracebridge::prometheus_exporter {
namespace {

using opentelemetry::sdk::common::AttributeMap;
using opentelemetry::sdk::common::OwnedAttributeValue;
using opentelemetry::sdk::instrumentationscope::InstrumentationScope;

// "Instrumentation Scope": the labels that no attribute of the scope may take the place of.
constexpr char kScopePrefix[] = "otel_scope_";
constexpr char kScopeName[] = "otel_scope_name";
constexpr char kScopeVersion[] = "otel_scope_version";
constexpr char kScopeSchemaUrl[] = "otel_scope_schema_url";

std::string Valid(const std::string& text) {
  return IsValidUtf8(text) ? text : ReplaceInvalidUtf8(text);
}

// Numbers and arrays other than the common ones take the long way, which knows JSON.
std::string TextOf(const OwnedAttributeValue& value) {
  return opentelemetry::nostd::visit(
      [&](const auto& v) -> std::string {
        using T = std::decay_t<decltype(v)>;
        if constexpr (std::is_same_v<T, std::string>) {
          return Valid(v);
        } else if constexpr (std::is_same_v<T, bool>) {
          return v ? "true" : "false";
        } else if constexpr (std::is_integral_v<T>) {
          return std::to_string(v);
        } else {
          AttributeMap map;
          map.emplace("value", value);
          std::string text;
          const auto record = exporters::AttributesOf(map);
          for (const auto& attribute : record->attributes()) text = otlp::TextOf(attribute.value());
          return text;
        }
      },
      value);
}

template <class Map>
void Append(const Map& attributes, std::string_view prefix, std::vector<LabelSource>* sources) {
  for (const auto& [key, value] : attributes) {
    const std::string full = std::string(prefix) + key;
    sources->push_back({full, LabelName(full), TextOf(value)});
  }
}

// "the values MUST be concatenated together, separated by `;`, and ordered by the lexicographical order of the original keys".
std::vector<Label> Join(std::vector<LabelSource> sources) {
  std::sort(sources.begin(), sources.end(), [](const LabelSource& a, const LabelSource& b) {
    return std::tie(a.name, a.key) < std::tie(b.name, b.key);
  });
  std::vector<Label> labels;
  labels.reserve(sources.size());
  for (LabelSource& source : sources) {
    if (!labels.empty() && labels.back().name == source.name) {
      labels.back().value += ';';
      labels.back().value += source.value;
    } else {
      labels.push_back({std::move(source.name), std::move(source.value)});
    }
  }
  return labels;
}

}  // namespace

std::vector<LabelSource> ScopeLabels(const InstrumentationScope* scope) {
  std::vector<LabelSource> sources;
  if (scope == nullptr) return sources;
  Append(scope->GetAttributes(), kScopePrefix, &sources);
  // "would conflict with `otel_scope_name`, `otel_scope_version`, or `otel_scope_schema_url` MUST be dropped".
  sources.erase(std::remove_if(sources.begin(), sources.end(),
                               [](const LabelSource& source) {
                                 return source.name == kScopeName || source.name == kScopeVersion ||
                                        source.name == kScopeSchemaUrl;
                               }),
                sources.end());
  const auto add = [&](const char* name, const std::string& value) {
    if (!value.empty()) sources.push_back({name, name, Valid(value)});
  };
  add(kScopeName, scope->GetName());
  add(kScopeVersion, scope->GetVersion());
  add(kScopeSchemaUrl, scope->GetSchemaURL());
  return sources;
}

std::vector<Label> PointLabels(const opentelemetry::sdk::metrics::PointAttributes& attributes,
                               const std::vector<LabelSource>& scope, const std::string& reserved) {
  std::vector<LabelSource> sources;
  sources.reserve(attributes.size() + scope.size());
  Append(attributes, "", &sources);
  sources.insert(sources.end(), scope.begin(), scope.end());
  for (LabelSource& source : sources) {
    if (!reserved.empty() && source.name == reserved) source.name.insert(0, "exported_");
  }
  return Join(std::move(sources));
}

std::vector<Label> ResourceLabels(const opentelemetry::sdk::resource::Resource& resource) {
  std::vector<LabelSource> sources;
  Append(resource.GetAttributes(), "", &sources);
  return Join(std::move(sources));
}

}  // namespace tracebridge::prometheus_exporter
