#include "opencensus/trace/exporter/status.h"

#include <gtest/gtest.h>

#include <string>

namespace opencensus {
namespace trace {
namespace exporter {
namespace {

TEST(StatusTest, IsOkAtFirst) {
  EXPECT_TRUE(Status().ok());
  EXPECT_EQ(Status().ToString(), "OK");
  EXPECT_EQ(Status(), Status(StatusCode::OK, "ignored"));
  EXPECT_EQ(Status(StatusCode::OK, "ignored").error_message(), "");
}

TEST(StatusTest, IsACodeAndAMessage) {
  const Status status(StatusCode::NOT_FOUND, "no such user");
  EXPECT_FALSE(status.ok());
  EXPECT_EQ(status.CanonicalCode(), StatusCode::NOT_FOUND);
  EXPECT_EQ(status.error_message(), "no such user");
  EXPECT_EQ(status.ToString(), "NOT_FOUND: no such user");
  EXPECT_NE(status, Status(StatusCode::NOT_FOUND, ""));
  EXPECT_NE(status, Status(StatusCode::UNKNOWN, "no such user"));
}

// gRPC casts its codes to these, so the numbers are part of the interface.
TEST(StatusTest, HasTheNumbersAndNamesOfTheCanonicalCodes) {
  const char* const names[] = {"OK",
                               "CANCELLED",
                               "UNKNOWN",
                               "INVALID_ARGUMENT",
                               "DEADLINE_EXCEEDED",
                               "NOT_FOUND",
                               "ALREADY_EXISTS",
                               "PERMISSION_DENIED",
                               "RESOURCE_EXHAUSTED",
                               "FAILED_PRECONDITION",
                               "ABORTED",
                               "OUT_OF_RANGE",
                               "UNIMPLEMENTED",
                               "INTERNAL",
                               "UNAVAILABLE",
                               "DATA_LOSS",
                               "UNAUTHENTICATED"};
  for (int code = 1; code <= 16; ++code) {
    EXPECT_EQ(Status(static_cast<StatusCode>(code), "m").ToString(),
              std::string(names[code]) + ": m");
  }
  EXPECT_EQ(Status(static_cast<StatusCode>(99), "m").ToString(), ": m");
}

}  // namespace
}  // namespace exporter
}  // namespace trace
}  // namespace opencensus
