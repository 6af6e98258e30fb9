// Requests captured from real exporters (tests/data/otlp), and decoded spans in the form in which
// those files say what was recorded.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "migration/tail/json_scalar.h"
#include "migration/tail/model.h"

namespace tracebridge::tail {

using Json = nlohmann::ordered_json;

// Returns the names of the captures that start with `prefix`, sorted.
inline std::vector<std::string> CapturesNamed(const std::string& prefix) {
  std::vector<std::string> names;
  for (const auto& file : std::filesystem::directory_iterator(TRACEBRIDGE_TEST_DATA "/otlp")) {
    const std::string name = file.path().filename().string();
    if (name.compare(0, prefix.size(), prefix) == 0) names.push_back(name);
  }
  std::sort(names.begin(), names.end());
  return names;
}

inline Json ReadCapture(const std::string& name) {
  std::ifstream file(TRACEBRIDGE_TEST_DATA "/otlp/" + name);
  return Json::parse(file);
}

inline std::string BodyOf(const Json& capture) {
  return FromBase64(capture.at("body_base64").get<std::string>()).value();
}

// Names a parameterised test after its capture.
inline std::string TestNameOf(const testing::TestParamInfo<std::string>& info) {
  std::string name = info.param.substr(0, info.param.rfind(".json"));
  for (char& c : name) {
    if (isalnum(static_cast<unsigned char>(c)) == 0) c = '_';
  }
  return name;
}

Json ToRecorded(const std::vector<Attribute>& attributes);

inline Json ToRecorded(const Value& value) {
  struct Visitor {
    Json operator()(std::monostate) const { return nullptr; }
    Json operator()(bool flag) const { return flag; }
    Json operator()(int64_t number) const { return number; }
    Json operator()(double number) const {
      if (std::isnan(number)) return {{"non_finite", "NaN"}};
      if (std::isinf(number)) return {{"non_finite", number > 0 ? "Infinity" : "-Infinity"}};
      return number;
    }
    Json operator()(const std::string& text) const { return text; }
    Json operator()(const Bytes& bytes) const { return {{"bytes", bytes.data}}; }
    Json operator()(const std::vector<Value>& values) const {
      Json list = Json::array();
      for (const Value& value : values) list.push_back(ToRecorded(value));
      return list;
    }
    Json operator()(const std::vector<Attribute>& attributes) const {
      return ToRecorded(attributes);
    }
  };
  return std::visit(Visitor(), value.value);
}

inline Json ToRecorded(const std::vector<Attribute>& attributes) {
  Json pairs = Json::array();
  for (const Attribute& attribute : attributes) {
    pairs.push_back(Json::array({attribute.key, ToRecorded(attribute.value)}));
  }
  return pairs;
}

inline Json ToRecorded(const Event& event) {
  return {{"name", event.name},
          {"time_unix_nano", std::to_string(event.time)},
          {"attributes", ToRecorded(event.attributes)},
          {"dropped_attributes", event.dropped_attributes}};
}

inline Json ToRecorded(const Link& link) {
  Json json = {{"trace_id", ToHex(link.trace_id)},
               {"span_id", ToHex(link.span_id)},
               {"trace_flags", link.flags & 0xff}};
  if (!link.trace_state.empty()) json["tracestate"] = link.trace_state;
  json["attributes"] = ToRecorded(link.attributes);
  json["dropped_attributes"] = link.dropped_attributes;
  return json;
}

inline Json ToRecorded(const Span& span) {
  constexpr const char* kKinds[] = {"UNSPECIFIED", "INTERNAL", "SERVER",
                                    "CLIENT",      "PRODUCER", "CONSUMER"};
  constexpr const char* kCodes[] = {"UNSET", "OK", "ERROR"};
  Json json = {{"name", span.name},
               {"kind", kKinds[static_cast<int>(span.kind)]},
               {"trace_id", ToHex(span.trace_id)},
               {"span_id", ToHex(span.span_id)},
               {"trace_flags", span.flags & 0xff}};
  if (!span.trace_state.empty()) json["tracestate"] = span.trace_state;
  if (IsZero(span.parent_span_id)) {
    json["parent_span_id"] = nullptr;
  } else {
    json["parent_span_id"] = ToHex(span.parent_span_id);
    if ((span.flags & 0x200) != 0) json["parent_remote"] = true;
  }
  json["start_unix_nano"] = std::to_string(span.start);
  json["end_unix_nano"] = std::to_string(span.end);
  json["status"] = {{"code", kCodes[static_cast<int>(span.status)]}};
  if (!span.status_message.empty()) json["status"]["message"] = span.status_message;
  json["attributes"] = ToRecorded(span.attributes);
  json["dropped_attributes"] = span.dropped_attributes;
  json["events"] = Json::array();
  for (const Event& event : span.events) json["events"].push_back(ToRecorded(event));
  json["dropped_events"] = span.dropped_events;
  json["links"] = Json::array();
  for (const Link& link : span.links) json["links"].push_back(ToRecorded(link));
  json["dropped_links"] = span.dropped_links;
  json["resource"] = ToRecorded(span.resource->attributes);
  json["scope"] = {{"name", span.scope->name}, {"version", span.scope->version}};
  return json;
}

// Returns the spans of a capture as text, one value a line, so that a difference shows itself.
inline std::string Text(const std::vector<Span>& spans) {
  Json json = Json::array();
  for (const Span& span : spans) json.push_back(ToRecorded(span));
  return json.dump(1);
}

// Returns what a capture says was recorded, as Text() would. We keep no schema URL.
inline std::string RecordedText(const Json& capture) {
  Json recorded = capture.at("recorded");
  for (Json& span : recorded) {
    Json& scope = span.at("scope");
    scope.erase("schema_url");
    if (!scope.contains("version") || scope["version"].is_null()) scope["version"] = "";
    if (span.contains("parent_remote") && !span["parent_remote"].get<bool>()) {
      span.erase("parent_remote");
    }
  }
  return recorded.dump(1);
}

}  // namespace tracebridge::tail
