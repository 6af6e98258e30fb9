#include "shims/legacy_clients/lightstep/settings.h"

#include <chrono>
#include <utility>

#include "shims/legacy_clients/tree.h"
#include "shims/opentracing/values.h"

namespace tracebridge::legacy_clients {
namespace {

using legacy_configuration::Node;

std::string WordFor(lightstep::PropagationMode mode) {
  switch (mode) {
    case lightstep::PropagationMode::lightstep:
      return "lightstep";
    case lightstep::PropagationMode::b3:
      return "b3";
    case lightstep::PropagationMode::envoy:
      return "envoy";
    case lightstep::PropagationMode::trace_context:
      return "trace_context";
    case lightstep::PropagationMode::cloud_trace:
      return "cloud_trace";
  }
  return "lightstep";
}

template <class Duration>
std::string Microseconds(Duration duration) {
  return std::to_string(std::chrono::duration_cast<std::chrono::microseconds>(duration).count());
}

void AddSatellites(Node* node, const lightstep::LightStepTracerOptions& options) {
  if (!options.use_stream_recorder) return;
  AddTrue(node, "use_stream_recorder");
  Node list = MapNamed("satellite_endpoints");
  list.kind = Node::Kind::kList;
  for (const auto& [host, port] : options.satellite_endpoints) {
    Node satellite = MapNamed("");
    AddText(&satellite, "host", host);
    AddNumber(&satellite, "port", std::to_string(port));
    list.children.push_back(std::move(satellite));
  }
  node->children.push_back(std::move(list));
}

void AddTags(Node* node, const lightstep::LightStepTracerOptions& options) {
  Node tags = MapNamed("tags");
  std::string scratch;
  for (const auto& [key, value] : options.tags) {
    AddText(&tags, key, std::string(opentracing_shim::ToText(value, &scratch)));
  }
  node->children.push_back(std::move(tags));
}

void AddModes(Node* node, const lightstep::LightStepTracerOptions& options) {
  if (options.propagation_modes.empty()) return;
  std::vector<std::string> words;
  words.reserve(options.propagation_modes.size());
  for (const auto mode : options.propagation_modes) words.push_back(WordFor(mode));
  AddTexts(node, "propagation_modes", words);
}

}  // namespace

Settings ToSettings(const lightstep::LightStepTracerOptions& options,
                    const core::Environment& environment) {
  Node node = MapNamed("");
  if (!options.component_name.empty()) AddText(&node, "component_name", options.component_name);
  AddText(&node, "access_token", options.access_token);
  AddText(&node, "collector_host", options.collector_host);
  AddNumber(&node, "collector_port", std::to_string(options.collector_port));
  if (options.collector_plaintext) AddTrue(&node, "collector_plaintext");
  AddSatellites(&node, options);
  AddNumber(&node, "max_buffered_spans", std::to_string(options.max_buffered_spans.value()));
  AddNumber(&node, "reporting_period", Microseconds(options.reporting_period));
  AddNumber(&node, "report_timeout", Microseconds(options.report_timeout));
  if (options.verbose) AddTrue(&node, "verbose");
  AddTags(&node, options);
  AddModes(&node, options);
  if (options.use_single_key_propagation) AddTrue(&node, "use_single_key_propagation");
  if (!options.ssl_root_certificates.empty()) {
    AddText(&node, "ssl_root_certificates", options.ssl_root_certificates);
  }
  return {&legacy_configuration::kLightStep, std::move(node), environment};
}

}  // namespace tracebridge::legacy_clients
