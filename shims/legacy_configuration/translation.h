// From the values of a legacy file to our settings.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "shims/legacy_configuration/values.h"
#include "tracebridge/sdk_options.h"

namespace tracebridge::legacy_configuration {

struct Translation {
  // OTEL_* name an endpoint, or exporters other than OTLP: the backend of the file does not count.
  bool exports_elsewhere = false;
  SdkOptions options;
  std::vector<EnvironmentReading::Warning> warnings;
  std::optional<Error> error;

  void Warn(const Value& value, const std::string& what);
  // What a file says wrong is an error; what a variable does, a warning.
  void Refuse(const Value& value, const Error& what);

  // Sets `*member` of `options`, unless its setting does not allow that.
  void Set(const Value& value, double* member, double to);
  void Set(const Value& value, std::uint32_t* member, std::uint32_t to);
  void Set(const Value& value, std::chrono::milliseconds* member, std::chrono::milliseconds to);
  void Set(const Value& value, std::string* member, std::string to);

  // Null and 0 leave the default, as with all the clients.
  void SetQueue(const Value* value);
  void SetDuration(const Value* value, double milliseconds_each, std::chrono::milliseconds* member);
};

}  // namespace tracebridge::legacy_configuration
