#include "shims/legacy_configuration/values.h"

#include <charconv>
#include <cmath>
#include <optional>

#include "otel_core/configuration/src/value_types.h"
#include "shims/legacy_configuration/format.h"

namespace tracebridge::legacy_configuration {
namespace {

using core::Trim;

// What a program says in code has no line.
std::string Where(std::size_t line, std::string_view key) {
  return (line == 0 ? "" : "line " + std::to_string(line) + ", ") + "\"" + std::string(key) + "\"";
}

// componentName -> component_name
std::string SnakeCase(std::string_view name) {
  std::string snake;
  for (const char c : name) {
    if (c >= 'A' && c <= 'Z') {
      snake += '_';
      snake += static_cast<char>(c - 'A' + 'a');
    } else {
      snake += c;
    }
  }
  return snake;
}

std::string NameIn(const Format& format, const std::string& name) {
  return format.has_camel_case ? SnakeCase(name) : name;
}

const Row* RowOf(const Format& format, std::string_view key) {
  for (const Row& row : format) {
    if (!key.empty() && row.key == key) return &row;
  }
  return nullptr;
}

// Whether `key` is a map that holds settings.
bool IsMap(const Format& format, std::string_view key) {
  for (const Row& row : format) {
    if (row.key.size() > key.size() && row.key.substr(0, key.size()) == key &&
        row.key[key.size()] == '.') {
      return true;
    }
  }
  return false;
}

Error WrongType(const Node& node, const char* wanted) {
  return {ErrorCode::kWrongType, std::string("is ") + KindName(node.kind) + ", not " + wanted};
}

bool IsScalar(const Node& node, Node::Kind kind) {
  return node.kind == kind || (node.kind == Node::Kind::kText && !node.is_typed);
}

std::optional<Error> ReadTruth(const std::string& text, Value* value) {
  const std::string lower = core::Lower(Trim(text));
  // YAML 1.1 knows more words than JSON.
  for (const char* word : {"true", "yes", "on"}) value->truth = value->truth || lower == word;
  for (const char* word : {"false", "no", "off"}) {
    if (lower == word) return std::nullopt;
  }
  if (value->truth) return std::nullopt;
  return Error{ErrorCode::kUnknownValue, "\"" + text + "\" is neither \"true\" nor \"false\""};
}

std::optional<Error> ReadNumber(const Row& row, const std::string& text, Value* value) {
  const std::string_view digits = Trim(text);
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), value->number);
  if (error != std::errc() || end != digits.data() + digits.size() ||
      !std::isfinite(value->number) ||
      (row.type == Type::kWhole && value->number != std::floor(value->number))) {
    return Error{
        ErrorCode::kInvalidNumber,
        "\"" + text + "\" is not a " + (row.type == Type::kWhole ? "whole " : "") + "number"};
  }
  if (value->number >= row.minimum && value->number <= row.maximum) return std::nullopt;
  return Error{ErrorCode::kOutOfRange, text + " is not between " + core::ToText(row.minimum) +
                                           " and " + core::ToText(row.maximum)};
}

std::optional<Error> ReadTexts(const Node& node, Value* value) {
  if (node.kind != Node::Kind::kList) return WrongType(node, "a list of texts");
  for (const Node& item : node.children) {
    if (item.kind != Node::Kind::kText) return WrongType(item, "a list of texts");
    value->texts.push_back(item.text);
  }
  return std::nullopt;
}

std::optional<Error> ReadPairs(const Node& node, Value* value) {
  if (node.kind != Node::Kind::kMap) return WrongType(node, "a map of texts");
  for (const Node& item : node.children) {
    if (item.kind == Node::Kind::kMap || item.kind == Node::Kind::kList) {
      return Error{ErrorCode::kWrongType,
                   "\"" + item.name + "\" is " + KindName(item.kind) + ", not text"};
    }
    if (item.name.empty()) return Error{ErrorCode::kMalformedList, "has a member without a name"};
    value->pairs.emplace_back(item.name, item.text);
  }
  return std::nullopt;
}

// [{"host": "a", "port": 80}]
std::optional<Error> ReadEndpoints(const Row& row, const Node& node, Value* value) {
  if (node.kind != Node::Kind::kList) return WrongType(node, "a list of hosts with ports");
  for (const Node& item : node.children) {
    std::pair<std::string, std::string> endpoint;
    for (const Node& member : item.children) {
      if (member.name == "host") endpoint.first = member.text;
      if (member.name == "port") endpoint.second = member.text;
    }
    Value port;
    if (auto error = ReadNumber(row, endpoint.second, &port)) return error;
    if (endpoint.first.empty())
      return Error{ErrorCode::kMalformedList, "has an entry without a host"};
    value->pairs.push_back(std::move(endpoint));
  }
  return std::nullopt;
}

std::optional<Error> ReadNode(const Row& row, const Node& node, Value* value) {
  value->text = node.text;
  switch (row.type) {
    case Type::kText:
      return node.kind == Node::Kind::kText ? std::nullopt : std::optional(WrongType(node, "text"));
    case Type::kTruth:
      if (!IsScalar(node, Node::Kind::kTruth)) return WrongType(node, "true or false");
      return ReadTruth(node.text, value);
    case Type::kNumber:
    case Type::kWhole:
      // Protobuf's JSON writes large numbers as text, and people do.
      if (node.kind != Node::Kind::kNumber && node.kind != Node::Kind::kText) {
        return WrongType(node, "a number");
      }
      return ReadNumber(row, node.text, value);
    case Type::kTexts:
      return ReadTexts(node, value);
    case Type::kPairs:
      return ReadPairs(node, value);
    case Type::kEndpoints:
      return ReadEndpoints(row, node, value);
    case Type::kAny:
      return std::nullopt;
  }
  return std::nullopt;
}

// `a=1,b=2`, as JAEGER_TAGS and, with colons, DD_TAGS. No escapes.
std::optional<Error> ReadVariablePairs(const std::string& text, char separator, Value* value) {
  for (const std::string_view part : core::SplitList(text)) {
    const auto at = part.find(separator);
    if (at == part.npos || Trim(part.substr(0, at)).empty()) {
      return Error{ErrorCode::kMalformedList, "is no list of pairs"};
    }
    value->pairs.emplace_back(Trim(part.substr(0, at)), Trim(part.substr(at + 1)));
  }
  return std::nullopt;
}

std::optional<Error> ReadVariable(const Format& format, const Row& row, const std::string& text,
                                  Value* value) {
  value->text = text;
  switch (row.type) {
    case Type::kTruth:
      return ReadTruth(text, value);
    case Type::kNumber:
    case Type::kWhole:
      return ReadNumber(row, text, value);
    case Type::kTexts: {  // commas or spaces between
      std::string list = text;
      for (char& c : list) c = c == ' ' || c == '\t' ? ',' : c;
      for (const std::string_view part : core::SplitList(list)) value->texts.emplace_back(part);
      return std::nullopt;
    }
    case Type::kPairs:
      return ReadVariablePairs(text, format.pair_separator, value);
    case Type::kText:
    case Type::kEndpoints:
    case Type::kAny:
      return std::nullopt;
  }
  return std::nullopt;
}

class Reader {
 public:
  Reader(const Format& format, const core::Environment& environment)
      : format_(format), environment_(environment) {}

  // Returns whether all is right in `map`, whose members are called `prefix` and their names.
  bool ReadMap(const Node& map, const std::string& prefix) {
    for (const Node& member : map.children) {
      const std::string key = prefix + NameIn(format_, member.name);
      const Row* const row = RowOf(format_, key);
      if (row != nullptr) {
        if (!ReadMember(*row, member)) return false;
      } else if (IsMap(format_, key)) {
        if (member.kind == Node::Kind::kNull) continue;
        if (member.kind != Node::Kind::kMap) return Fail(member, key, WrongType(member, "a map"));
        if (!ReadMap(member, key + ".")) return false;
      } else {
        unknown_ += (unknown_.empty() ? "" : ", ") + Where(member.line, key);
      }
    }
    return true;
  }

  void ReadVariables() {
    for (const Row& row : format_) {
      const std::string_view key = row.key.empty() ? row.variable : row.key;
      if (row.variable.empty() || read_.values.Has(key)) continue;
      const auto text = environment_(std::string(row.variable).c_str());
      if (!text) continue;
      Value value;
      value.where = row.variable;
      value.is_variable = true;
      if (auto error = ReadVariable(format_, row, *text, &value)) {
        read_.warnings.push_back({value.where, *std::move(error)});
        continue;
      }
      Add(row, key, std::move(value));
    }
  }

  Expected<ReadValues> Take() {
    if (error_) return *error_;
    if (!unknown_.empty()) {
      read_.warnings.insert(
          read_.warnings.begin(),
          {unknown_,
           {ErrorCode::kUnknownSetting,
            "is nothing that " + std::string(format_.client) + " has, and is ignored"}});
    }
    return std::move(read_);
  }

 private:
  bool Fail(const Node& member, const std::string& key, const Error& error) {
    error_ = error.WithPrefix(Where(member.line, key) + ": ");
    return false;
  }

  bool ReadMember(const Row& row, const Node& member) {
    if (member.kind == Node::Kind::kNull) return true;  // as if it were not there
    Value value;
    value.where = Where(member.line, row.key);
    if (const auto error = ReadNode(row, member, &value)) {
      return Fail(member, std::string(row.key), *error);
    }
    Add(row, row.key, std::move(value));
    return true;
  }

  void Add(const Row& row, std::string_view key, Value value) {
    if (!row.advice.empty()) {
      read_.warnings.push_back({value.where, {ErrorCode::kNotSupported, std::string(row.advice)}});
    }
    read_.values.Add(key, std::move(value));
  }

  const Format& format_;
  const core::Environment& environment_;
  ReadValues read_;
  std::string unknown_;
  std::optional<Error> error_;
};

}  // namespace

Expected<ReadValues> Read(const Format& format, const Node& file,
                          const core::Environment& environment) {
  Reader reader(format, environment);
  if (reader.ReadMap(file, "")) reader.ReadVariables();
  return reader.Take();
}

bool HasAtTop(const Format& format, const Node& member) {
  const std::string name = NameIn(format, member.name);
  return RowOf(format, name) != nullptr || IsMap(format, name);
}

}  // namespace tracebridge::legacy_configuration
