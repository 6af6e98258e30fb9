// What clients sent in Jaeger's Thrift, and what they had recorded: tests/data/jaeger.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/jaeger_thrift.h"
#include "tests/support/recorded_spans.h"

namespace tracebridge::test {

inline std::string Decode64(const std::string& text) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string bytes;
  unsigned bits = 0;
  int count = 0;
  for (const char c : text) {
    const std::size_t digit = kDigits.find(c);
    if (digit == kDigits.npos) break;
    bits = bits << 6 | static_cast<unsigned>(digit);
    count += 6;
    if (count >= 8) {
      count -= 8;
      bytes += static_cast<char>(bits >> count & 0xff);
    }
  }
  return bytes;
}

inline JaegerForm FormOf(const std::string& name) {
  if (name.find("http") != name.npos) return JaegerForm::kBinaryBatch;
  return name.find("compact") != name.npos ? JaegerForm::kCompactCall : JaegerForm::kBinaryCall;
}

inline std::vector<std::string> Captures(const std::string& part) {
  std::vector<std::string> names;
  for (const auto& file : std::filesystem::directory_iterator(TRACEBRIDGE_TEST_DATA "/jaeger")) {
    const std::string name = file.path().filename();
    if (name.rfind("jaeger-thrift-", 0) == 0 && name.find(part) != name.npos) names.push_back(name);
  }
  std::sort(names.begin(), names.end());
  return names;
}

inline Json Read(const std::string& name) {
  return Json::parse(std::ifstream(TRACEBRIDGE_TEST_DATA "/jaeger/" + name));
}

inline std::string Sent(const std::string& name, const Json& capture) {
  return BatchText(DecodeJaeger(FormOf(name), Decode64(capture.at("body_base64"))));
}

// `jaeger-thrift-udp-compact.ruby.ids.json` -> `udp_compact_ruby_ids`
inline std::string TestName(const ::testing::TestParamInfo<std::string>& info) {
  std::string text = info.param.substr(14, info.param.size() - 19);
  for (char& c : text) {
    if (c == '-' || c == '.') c = '_';
  }
  return text;
}

// Returns in what the captures of `client` differ from what `ours(name, capture)` returns for them, each line once, as `shorten` has it.
template <class Ours, class Shorten>
std::string DifferencesOf(const std::string& client, const Ours& ours, const Shorten& shorten) {
  std::set<std::string> differences;
  for (const std::string& name : Captures("." + client + ".")) {
    const Json capture = Read(name);
    std::istringstream lines(Differences(ours(name, capture), Sent(name, capture)));
    for (std::string line; std::getline(lines, line);) differences.insert(shorten(line));
  }
  std::string text;
  for (const std::string& line : differences) text += line + "\n";
  return text;
}

// Ruby's client says the type; Node.js's has one for numbers and writes objects as JSON.
inline idl::Tag TagOf(const Json& from) {
  idl::Tag tag;
  tag.key = from.at("key");
  const Json& value = from.at("value");
  const std::string type = from.value("type", from.value("js_type", ""));
  if (type == "STRING" || type == "string") {
    tag.vType = idl::TagType::STRING;
    tag.vStr = value.is_string() ? value.get<std::string>() : value.is_null() ? "" : value.dump();
  } else if (type == "BOOL" || type == "boolean") {
    tag.vType = idl::TagType::BOOL;
    tag.vBool = value;
  } else if (type == "LONG") {
    tag.vType = idl::TagType::LONG;
    tag.vLong = value;
  } else if (type == "DOUBLE" || type == "number") {
    tag.vType = idl::TagType::DOUBLE;
    tag.vDouble = DoubleOf(value);
  } else if (type == "buffer") {
    tag.vType = idl::TagType::BINARY;
    tag.vBinary = Decode64(value.at("base64"));
  } else if (type == "undefined") {
    tag.vType = idl::TagType::STRING;
    tag.vStr = "undefined";
  } else {
    tag.vType = idl::TagType::STRING;
    tag.vStr = value.dump();
  }
  return tag;
}

inline std::int64_t Microseconds(const Json& from, const char* micro, const char* milli) {
  if (from.contains(micro)) return from.at(micro);
  return static_cast<std::int64_t>(from.at(milli).get<double>() * 1000);
}

}  // namespace tracebridge::test
