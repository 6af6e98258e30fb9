#include "otel_core/jaeger_samplers/src/strategy.h"

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

namespace tracebridge::jaeger {
namespace {

using nlohmann::json;

constexpr double kMostPerSecond = 1e9;

// Returns the member `name` of `object`, or null; a member that is JSON's null is none.
const json* Find(const json& object, const char* name) {
  const auto found = object.find(name);
  return found == object.end() || found->is_null() ? nullptr : &*found;
}

// The numbers of one answer; the first that is missing or out of range is its error.
class Numbers {
 public:
  double Of(const json& object, const char* name, double most) {
    const json* const value = object.is_object() ? Find(object, name) : nullptr;
    const double number = value != nullptr && value->is_number() ? value->get<double>() : -1;
    if (number >= 0 && number <= most) return number;
    if (!error_) {
      error_ = Error{value == nullptr ? ErrorCode::kWrongType : ErrorCode::kOutOfRange,
                     std::string(name) + (value == nullptr ? " is missing" : " makes no sense")};
    }
    return 0;
  }
  const std::optional<Error>& error() const { return error_; }

 private:
  std::optional<Error> error_;
};

Expected<Strategy> PerOperation(const json& object) {
  Numbers numbers;
  OperationRates rates;
  rates.default_rate = numbers.Of(object, "defaultSamplingProbability", 1);
  rates.lower_bound = numbers.Of(object, "defaultLowerBoundTracesPerSecond", kMostPerSecond);
  if (numbers.error()) return *numbers.error();
  const json* const list = Find(object, "perOperationStrategies");
  if (list != nullptr && !list->is_array()) {
    return Error{ErrorCode::kWrongType, "perOperationStrategies is no array"};
  }
  for (const json& item : list != nullptr ? *list : json::array()) {
    const json* const name = item.is_object() ? Find(item, "operation") : nullptr;
    const json* const rate = name != nullptr ? Find(item, "probabilisticSampling") : nullptr;
    if (rate == nullptr || !name->is_string()) {
      return Error{ErrorCode::kWrongType, "an operation has no name or no rate"};
    }
    rates.operations.push_back({name->get<std::string>(), numbers.Of(*rate, "samplingRate", 1)});
  }
  if (numbers.error()) return *numbers.error();
  return Strategy(std::move(rates));
}

}  // namespace

Expected<Strategy> ParseStrategy(std::string_view answer) {
  const json object = json::parse(answer, nullptr, /*allow_exceptions=*/false);
  if (!object.is_object()) return Error{ErrorCode::kMalformedJson, "is no JSON object"};
  if (const json* const operations = Find(object, "operationSampling")) {
    return PerOperation(*operations);
  }
  Numbers numbers;
  const json* const rate = Find(object, "probabilisticSampling");
  const json* const limit = Find(object, "rateLimitingSampling");
  if (rate == nullptr && limit == nullptr) {
    return Error{ErrorCode::kUnknownValue, "names no strategy that is known"};
  }
  const double number = rate != nullptr ? numbers.Of(*rate, "samplingRate", 1)
                                        : numbers.Of(*limit, "maxTracesPerSecond", kMostPerSecond);
  if (numbers.error()) return *numbers.error();
  if (rate != nullptr) return Strategy(OneRate{number});
  return Strategy(OneLimit{number});
}

}  // namespace tracebridge::jaeger
