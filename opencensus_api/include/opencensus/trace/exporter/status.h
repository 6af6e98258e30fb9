// How a finished span ended: a code, and a message unless the code is OK.
#pragma once

#include <string>

#include "absl/base/attributes.h"
#include "absl/strings/string_view.h"
#include "opencensus/trace/status_code.h"

namespace opencensus {
namespace trace {
namespace exporter {

class Status final {
 public:
  Status() : code_(StatusCode::OK) {}
  // The message of an OK status is dropped.
  Status(StatusCode code, absl::string_view message)
      : code_(code), message_(code == StatusCode::OK ? absl::string_view() : message) {}

  Status(const Status&) = default;
  Status(Status&&) = default;
  Status& operator=(const Status&) = default;
  Status& operator=(Status&&) = default;

  ABSL_MUST_USE_RESULT bool ok() const { return code_ == StatusCode::OK; }
  StatusCode CanonicalCode() const { return code_; }
  const std::string& error_message() const { return message_; }

  // Compare code and message.
  bool operator==(const Status& that) const;
  bool operator!=(const Status& that) const;

  // Returns "OK", or e.g. "NOT_FOUND: no such user".
  std::string ToString() const;

 private:
  StatusCode code_;
  std::string message_;
};

}  // namespace exporter
}  // namespace trace
}  // namespace opencensus
