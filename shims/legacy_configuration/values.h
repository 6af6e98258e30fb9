// The settings of a legacy file, checked against the table of its format.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "otel_core/sdk/src/common/environment.h"
#include "shims/legacy_configuration/document.h"
#include "tracebridge/sdk_options.h"

namespace tracebridge::legacy_configuration {

struct Format;

struct Value {
  std::string
      where;  // `line 3, "sampler.type"`, without the line in code; or the name of a variable
  bool is_variable = false;
  std::string text;  // of a scalar
  bool truth = false;
  double number = 0;
  std::vector<std::string> texts;
  SdkOptions::KeyValueList pairs;  // also of hosts and ports
};

// By the key of the row, or by its variable where it has no key.
class Values {
 public:
  const Value* Find(std::string_view key) const {
    const auto found = values_.find(key);
    return found == values_.end() ? nullptr : &found->second;
  }
  void Add(std::string_view key, Value value) { values_.emplace(key, std::move(value)); }
  bool Has(std::string_view key) const { return Find(key) != nullptr; }

 private:
  std::map<std::string_view, Value> values_;  // names of the table
};

struct ReadValues {
  Values values;
  // One that names all that the format does not have; of variables that make no sense; the advice of rows.
  std::vector<EnvironmentReading::Warning> warnings;
};

// Returns what `file` and, for what it does not name, the variables say. Fails on the first value in the file that is of a
// wrong type or out of range, and names its line.
Expected<ReadValues> Read(const Format& format, const Node& file,
                          const core::Environment& environment);

// Returns whether `format` has a setting `name`, a map of settings or not, at the top of its files.
bool HasAtTop(const Format& format, const Node& member);

}  // namespace tracebridge::legacy_configuration
