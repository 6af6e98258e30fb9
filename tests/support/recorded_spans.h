// What OpenTelemetry's exporters recorded before they encoded it (`recorded` in tests/data), as records of our SDK; and how two
// texts of many lines differ.
#pragma once

#include <algorithm>
#include <cctype>
#include <chrono>
#include <cstdint>
#include <iterator>
#include <limits>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "opentelemetry/common/key_value_iterable.h"
#include "opentelemetry/sdk/resource/resource.h"
#include "opentelemetry/sdk/trace/span_record.h"
#include "opentelemetry/trace/trace_state.h"

namespace tracebridge::test {

using Json = nlohmann::ordered_json;
using opentelemetry::common::AttributeValue;
using opentelemetry::common::SystemTimestamp;
using opentelemetry::sdk::trace::SpanRecord;
using opentelemetry::trace::SpanContext;

inline double DoubleOf(const Json& value) {
  if (!value.is_object()) return value.get<double>();
  const std::string text = value.at("non_finite");
  if (text == "NaN") return std::numeric_limits<double>::quiet_NaN();
  return text[0] == '-' ? -std::numeric_limits<double>::infinity()
                        : std::numeric_limits<double>::infinity();
}

// What an attribute of the SDK refers to.
struct Kept {
  std::vector<std::string> texts;
  std::vector<opentelemetry::nostd::string_view> views;
  std::vector<std::int64_t> longs;
  std::vector<double> doubles;
  std::unique_ptr<bool[]> bools;
};

template <class Set>
void SetAttribute(const Json& from, Set set) {
  const std::string key = from.is_array() ? from.at(0) : from.at("key");
  const Json& value = from.is_array() ? from.at(1) : from.at("value");
  const std::string type = from.is_array() ? "" : from.at("type").get<std::string>();
  Kept kept;
  if (value.is_string()) {
    kept.texts.push_back(value);
    return set(key, AttributeValue(kept.texts[0].c_str()));
  }
  if (value.is_boolean()) return set(key, AttributeValue(value.get<bool>()));
  if (type == "INT64") return set(key, AttributeValue(value.get<std::int64_t>()));
  if (!value.is_array()) return set(key, AttributeValue(DoubleOf(value)));

  const bool is_text =
      std::any_of(value.begin(), value.end(), [](const Json& item) { return item.is_string(); });
  if (is_text) {
    for (const Json& item : value)
      kept.texts.push_back(item.is_null() ? "" : item.get<std::string>());
    kept.views.assign(kept.texts.begin(), kept.texts.end());
    return set(key,
               AttributeValue(opentelemetry::nostd::span<const opentelemetry::nostd::string_view>(
                   kept.views.data(), kept.views.size())));
  }
  if (!value.empty() && value[0].is_boolean()) {
    kept.bools = std::make_unique<bool[]>(value.size());
    std::copy(value.begin(), value.end(), kept.bools.get());
    return set(key, AttributeValue(
                        opentelemetry::nostd::span<const bool>(kept.bools.get(), value.size())));
  }
  if (type == "INT64SLICE") {
    for (const Json& item : value) kept.longs.push_back(item);
    return set(key, AttributeValue(opentelemetry::nostd::span<const std::int64_t>(
                        kept.longs.data(), kept.longs.size())));
  }
  for (const Json& item : value) kept.doubles.push_back(item);
  set(key, AttributeValue(
               opentelemetry::nostd::span<const double>(kept.doubles.data(), kept.doubles.size())));
}

// Attributes of an event or a link, which are read while their JSON lives.
class JsonAttributes final : public opentelemetry::common::KeyValueIterable {
 public:
  explicit JsonAttributes(const Json& from) : from_(from) {}
  bool ForEachKeyValue(
      opentelemetry::nostd::function_ref<bool(opentelemetry::nostd::string_view, AttributeValue)>
          callback) const noexcept override {
    for (const Json& attribute : from_) {
      SetAttribute(attribute, [&](const std::string& key, const AttributeValue& value) {
        callback(key, value);
      });
    }
    return true;
  }
  std::size_t size() const noexcept override { return from_.size(); }

 private:
  const Json& from_;
};

template <class Id>
Id IdOf(const Json& hex) {
  std::uint8_t bytes[Id::kSize] = {};
  if (!hex.is_null()) {
    const std::string text = hex.get<std::string>();
    for (std::size_t i = 0; i < text.size() / 2; ++i) {
      bytes[i] = static_cast<std::uint8_t>(std::stoul(text.substr(2 * i, 2), nullptr, 16));
    }
  }
  return Id(opentelemetry::nostd::span<const std::uint8_t, Id::kSize>(bytes));
}

inline std::string Lower(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

inline opentelemetry::trace::SpanKind KindOf(const std::string& name) {
  using opentelemetry::trace::SpanKind;
  static const std::map<std::string, SpanKind> kinds{{"internal", SpanKind::kInternal},
                                                     {"server", SpanKind::kServer},
                                                     {"client", SpanKind::kClient},
                                                     {"producer", SpanKind::kProducer},
                                                     {"consumer", SpanKind::kConsumer}};
  return kinds.at(Lower(name));
}

inline SystemTimestamp TimeOf(const Json& text) {
  return SystemTimestamp(std::chrono::nanoseconds(std::stoll(text.get<std::string>())));
}

inline SpanContext ContextOf(const Json& from) {
  return {IdOf<opentelemetry::trace::TraceId>(from.at("trace_id")),
          IdOf<opentelemetry::trace::SpanId>(from.at("span_id")),
          opentelemetry::trace::TraceFlags(from.value("trace_flags", std::uint8_t{1})), false,
          opentelemetry::trace::TraceState::FromHeader(from.value("tracestate", ""))};
}

// Returns the attributes as a resource; Resource::Create() would add what the SDK says of itself.
inline opentelemetry::sdk::resource::Resource ResourceOf(const Json& from) {
  opentelemetry::sdk::resource::ResourceAttributes attributes;
  for (const Json& attribute : from) {
    SetAttribute(attribute, [&](const std::string& key, const AttributeValue& value) {
      attributes.SetAttribute(key, value);
    });
  }
  return opentelemetry::sdk::resource::Resource(attributes);
}

inline std::unique_ptr<SpanRecord> RecordOf(const Json& from) {
  using opentelemetry::trace::StatusCode;
  auto span = SpanRecord::Create();
  span->SetIdentity(ContextOf(from), IdOf<opentelemetry::trace::SpanId>(from.at("parent_span_id")));
  span->SetTraceFlags(opentelemetry::trace::TraceFlags(from.at("trace_flags").get<std::uint8_t>()));
  span->SetName(from.at("name").get<std::string>());
  span->SetSpanKind(KindOf(from.at("kind")));
  span->SetStartTime(TimeOf(from.at("start_unix_nano")));
  span->SetDuration(TimeOf(from.at("end_unix_nano")).time_since_epoch() -
                    TimeOf(from.at("start_unix_nano")).time_since_epoch());
  const Json& status = from.at("status");
  const std::string code = Lower(status.at("code"));
  if (code != "unset") {
    span->SetStatus(code == "ok" ? StatusCode::kOk : StatusCode::kError,
                    status.value("message", status.value("description", "")));
  }
  for (const Json& attribute : from.at("attributes")) {
    SetAttribute(attribute, [&](const std::string& key, const AttributeValue& value) {
      span->SetAttribute(key, value);
    });
  }
  for (const Json& event : from.at("events")) {
    span->AddEvent(event.at("name").get<std::string>(), TimeOf(event.at("time_unix_nano")),
                   JsonAttributes(event.at("attributes")));
  }
  for (const Json& link : from.at("links")) {
    span->AddLink(ContextOf(link), JsonAttributes(link.at("attributes")));
  }
  return span;
}

inline std::multiset<std::string> Lines(const std::string& text) {
  std::multiset<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.insert(line);
  return lines;
}

// The lines of ours that the peer lacks with a `+`, and the peer's that we lack with a `-`; each once.
inline std::string Differences(const std::string& ours, const std::string& peers) {
  const auto own = Lines(ours);
  const auto other = Lines(peers);
  std::set<std::string> added;
  std::set<std::string> missing;
  std::set_difference(own.begin(), own.end(), other.begin(), other.end(),
                      std::inserter(added, added.end()));
  std::set_difference(other.begin(), other.end(), own.begin(), own.end(),
                      std::inserter(missing, missing.end()));
  std::string text;
  for (const std::string& line : added) text += "+" + line + "\n";
  for (const std::string& line : missing) text += "-" + line + "\n";
  return text;
}

}  // namespace tracebridge::test
