#include "shims/legacy_clients/datadog/settings.h"

#include <cmath>
#include <cstdlib>
#include <utility>
#include <vector>

#include "otel_core/configuration/src/value_types.h"
#include "shims/legacy_clients/tree.h"

namespace tracebridge::legacy_clients {
namespace {

namespace dd = datadog::opentracing;
using legacy_configuration::Node;

struct TextRow {
  const char* name;
  std::string dd::TracerOptions::*member;
};

constexpr TextRow kTexts[] = {
    {"service", &dd::TracerOptions::service},
    {"environment", &dd::TracerOptions::environment},
    {"version", &dd::TracerOptions::version},
    {"agent_host", &dd::TracerOptions::agent_host},
    {"agent_url", &dd::TracerOptions::agent_url},
    {"type", &dd::TracerOptions::type},
    {"operation_name_override", &dd::TracerOptions::operation_name_override},
    {"sampling_rules", &dd::TracerOptions::sampling_rules},
    {"span_sampling_rules", &dd::TracerOptions::span_sampling_rules},
};

struct NumberRow {
  const char* name;
  double dd::TracerOptions::*member;
};

// NaN stands for none.
constexpr NumberRow kNumbers[] = {
    {"sample_rate", &dd::TracerOptions::sample_rate},
    {"sampling_limit_per_second", &dd::TracerOptions::sampling_limit_per_second},
    {"dd.trace.analytics-sample-rate", &dd::TracerOptions::analytics_rate},
};

struct TruthRow {
  const char* name;
  bool dd::TracerOptions::*member;
};

constexpr TruthRow kTruths[] = {
    {"dd.trace.report-hostname", &dd::TracerOptions::report_hostname},
    {"dd.trace.analytics-enabled", &dd::TracerOptions::analytics_enabled},
};

std::string WordFor(dd::PropagationStyle style) {
  switch (style) {
    case dd::PropagationStyle::Datadog:
      return "Datadog";
    case dd::PropagationStyle::B3:
      return "B3";
  }
  return "Datadog";
}

void AddStyles(Node* node, const char* name, const std::set<dd::PropagationStyle>& styles) {
  if (styles == dd::TracerOptions().extract) return;
  std::vector<std::string> words;
  words.reserve(styles.size());
  for (const dd::PropagationStyle style : styles) words.push_back(WordFor(style));
  AddTexts(node, name, words);
}

}  // namespace

Settings ToSettings(const dd::TracerOptions& options, const core::Environment& environment) {
  const dd::TracerOptions defaults;
  Node node = MapNamed("");
  for (const TextRow& row : kTexts) {
    const std::string& text = options.*row.member;
    if (!text.empty() && text != defaults.*row.member) AddText(&node, row.name, text);
  }
  for (const NumberRow& row : kNumbers) {
    const double number = options.*row.member;
    if (!std::isnan(number) && number != defaults.*row.member) {
      AddNumber(&node, row.name, core::ToText(number));
    }
  }
  for (const TruthRow& row : kTruths) {
    if (options.*row.member) AddTrue(&node, row.name);
  }
  if (!options.tags.empty()) {
    Node tags = MapNamed("tags");
    for (const auto& tag : options.tags) AddText(&tags, tag.first, tag.second);
    node.children.push_back(std::move(tags));
  }
  if (options.tags_header_size != defaults.tags_header_size) {
    AddNumber(&node, "tags_header_size", std::to_string(options.tags_header_size));
  }
  AddNumber(&node, "write_period_ms", std::to_string(std::llabs(options.write_period_ms)));
  AddStyles(&node, "propagation_style_extract", options.extract);
  AddStyles(&node, "propagation_style_inject", options.inject);
  return {&legacy_configuration::kDatadog, std::move(node), environment};
}

}  // namespace tracebridge::legacy_clients
