// Objects and arrays as JSON text, appended to a string.
//
//   JsonObject span(out);
//   span.Text("name", "GET");                 {"name":"GET"
//   AppendArray(ids, span.Member("ids"), f);  ,"ids":[...]
//   span.End();                               }
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "otel_core/exporters/otlp/src/json_text.h"

namespace tracebridge::otlp {

// Members of one object: commas and names. End() closes it; a destructor could not, for it may not throw.
class JsonObject {
 public:
  explicit JsonObject(std::string* out) : out_(out) { out_->push_back('{'); }
  JsonObject(const JsonObject&) = delete;
  JsonObject& operator=(const JsonObject&) = delete;

  // Begins the member `name`, which needs no escapes; the caller appends its value to what is returned.
  std::string* Member(std::string_view name) {
    out_->append(first_ ? "\"" : ",\"").append(name).append("\":");
    first_ = false;
    return out_;
  }
  void Text(std::string_view name, std::string_view value) {
    if (!value.empty()) AppendQuoted(value, Member(name));
  }
  void Count(std::string_view name, std::uint32_t value) {
    if (value != 0) Member(name)->append(std::to_string(value));
  }
  // Text: a JSON number cannot say 64 bits everywhere.
  void Time(std::string_view name, std::int64_t nanoseconds) {
    AppendInteger(static_cast<std::uint64_t>(nanoseconds), Member(name));
  }
  void End() { out_->push_back('}'); }

 private:
  std::string* const out_;
  bool first_ = true;
};

// Appends an array; `append` appends each item.
template <typename Range, typename AppendItem>
void AppendArray(const Range& range, std::string* out, AppendItem append) {
  out->push_back('[');
  bool first = true;
  for (const auto& item : range) {
    if (!first) out->push_back(',');
    first = false;
    append(item);
  }
  out->push_back(']');
}

}  // namespace tracebridge::otlp
