// A legacy configuration format, described by a table: one row a setting.
//
//   {"reporter.queueSize", "", Type::kWhole, ..., "`batch_max_queue_size`", "", "reporters/Config.h"}
//   {"reporter.logSpans", "", Type::kTruth, ..., "", "spans are not logged; ...", "reporters/Config.h"}
//
// The reader (values.h), the recognition of a file and docs/legacy-configuration.md come from the tables.
#pragma once

#include <cstddef>
#include <string_view>

#include "shims/legacy_configuration/translation.h"
#include "shims/legacy_configuration/values.h"

namespace tracebridge::legacy_configuration {

enum class Type { kText, kTruth, kNumber, kWhole, kTexts, kPairs, kEndpoints, kAny };

struct Row {
  std::string_view key;       // `a.b` is b in the map a; "" when there is only a variable
  std::string_view variable;  // "" when there is none
  Type type;
  double minimum;  // of a number
  double maximum;
  std::string_view becomes;  // our setting, as the document shows it
  std::string_view advice;   // what to do instead, when there is none; "" otherwise
  std::string_view source;
};

constexpr double kAnyNumber = 4294967295.0;

struct Format {
  std::string_view name;    // as people say it
  std::string_view client;  // whose format it is, with its version
  const Row* rows;
  std::size_t row_count;
  char pair_separator;                // of the pairs in variables: `key=value` or `key:value`
  bool has_camel_case;                // names may be camelCase too (Protobuf's JSON)
  std::string_view service_variable;  // which makes an empty configuration this format; "" for none
  void (*translate)(const Values& values, Translation* translation);

  const Row* begin() const { return rows; }
  const Row* end() const { return rows + row_count; }
};

extern const Format kJaeger;
extern const Format kDatadog;
extern const Format kZipkin;
extern const Format kLightStep;

// In the order in which they are preferred when a file may be any of several.
inline const Format* const kLegacyFormats[] = {&kJaeger, &kDatadog, &kZipkin, &kLightStep};

}  // namespace tracebridge::legacy_configuration
