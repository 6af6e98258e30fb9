#include "opencensus/trace/exporter/status.h"

#include "absl/strings/str_cat.h"

namespace opencensus {
namespace trace {
namespace exporter {
namespace {

absl::string_view Name(StatusCode code) {
  switch (code) {
    case StatusCode::OK:
      return "OK";
    case StatusCode::CANCELLED:
      return "CANCELLED";
    case StatusCode::UNKNOWN:
      return "UNKNOWN";
    case StatusCode::INVALID_ARGUMENT:
      return "INVALID_ARGUMENT";
    case StatusCode::DEADLINE_EXCEEDED:
      return "DEADLINE_EXCEEDED";
    case StatusCode::NOT_FOUND:
      return "NOT_FOUND";
    case StatusCode::ALREADY_EXISTS:
      return "ALREADY_EXISTS";
    case StatusCode::PERMISSION_DENIED:
      return "PERMISSION_DENIED";
    case StatusCode::UNAUTHENTICATED:
      return "UNAUTHENTICATED";
    case StatusCode::RESOURCE_EXHAUSTED:
      return "RESOURCE_EXHAUSTED";
    case StatusCode::FAILED_PRECONDITION:
      return "FAILED_PRECONDITION";
    case StatusCode::ABORTED:
      return "ABORTED";
    case StatusCode::OUT_OF_RANGE:
      return "OUT_OF_RANGE";
    case StatusCode::UNIMPLEMENTED:
      return "UNIMPLEMENTED";
    case StatusCode::INTERNAL:
      return "INTERNAL";
    case StatusCode::UNAVAILABLE:
      return "UNAVAILABLE";
    case StatusCode::DATA_LOSS:
      return "DATA_LOSS";
  }
  return "";  // a number cast to the type, as real code does
}

}  // namespace

bool Status::operator==(const Status& that) const {
  return code_ == that.code_ && message_ == that.message_;
}

bool Status::operator!=(const Status& that) const { return !(*this == that); }

std::string Status::ToString() const {
  return ok() ? "OK" : absl::StrCat(Name(code_), ": ", message_);
}

}  // namespace exporter
}  // namespace trace
}  // namespace opencensus
