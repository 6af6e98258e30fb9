// A value, or the reason why there is none.
//
//   Expected<int> port = ParsePort(text);
//   if (!port) return port.error().WithPrefix("reading the endpoint: ");
//   Listen(*port);
#pragma once

#include <string>
#include <utility>
#include <variant>

namespace tracebridge {

// What parsing and set-up can fail with. The numbers are part of the interface and never change.
enum class ErrorCode {
  kInvalidNumber = 1,
  kOutOfRange = 2,
  kUnknownValue = 3,
  kMalformedList = 4,
  kMalformedUrl = 5,
  kNotSupported = 6,
  kFile = 7,
  kMalformedJson = 8,
  kWrongType = 9,
  kUnknownSetting = 10,
  kRepeatedSetting = 11,
  kMalformedYaml = 12,
  kMissingLibrary = 13,
};

struct Error {
  ErrorCode code;
  std::string message;

  // Returns the same error, told by someone who knows more: "reading X: not a number".
  Error WithPrefix(const std::string& prefix) const { return Error{code, prefix + message}; }
};

template <typename T>
class [[nodiscard]] Expected {
 public:
  Expected(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Expected(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  bool has_value() const noexcept { return state_.index() == 0; }
  explicit operator bool() const noexcept { return has_value(); }

  // Only when has_value().
  T& operator*() & { return *std::get_if<0>(&state_); }
  const T& operator*() const& { return *std::get_if<0>(&state_); }
  T&& operator*() && { return std::move(*std::get_if<0>(&state_)); }
  T* operator->() { return std::get_if<0>(&state_); }
  const T* operator->() const { return std::get_if<0>(&state_); }

  // Only when !has_value().
  const Error& error() const { return *std::get_if<1>(&state_); }

 private:
  std::variant<T, Error> state_;
};

}  // namespace tracebridge
