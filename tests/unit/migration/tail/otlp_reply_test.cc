#include "migration/tail/otlp_reply.h"

#include <gtest/gtest.h>

#include "otel_core/proto/otlp/trace_service.pb.h"

namespace tracebridge::tail {
namespace {

TEST(OtlpReplyTest, SuccessIsAnEmptyMessage) {
  EXPECT_EQ(Accepted(BodyType::kProtobuf).body, "");
  EXPECT_EQ(Accepted(BodyType::kJson).body, "{}");
  EXPECT_EQ(Accepted(BodyType::kJson).status, 200);
}

TEST(OtlpReplyTest, TheTypeIsTheSenders) {
  const auto type = [](const Reply& reply) { return reply.headers.at(0).second; };
  EXPECT_EQ(type(Accepted(BodyType::kProtobuf)), "application/x-protobuf");
  EXPECT_EQ(type(Accepted(BodyType::kJson)), "application/json");
  EXPECT_EQ(type(Refused(BodyType::kProtobuf, 400, "no")), "application/x-protobuf");
}

TEST(OtlpReplyTest, PartialSuccessCountsWhatWasRejected) {
  EXPECT_EQ(AcceptedInPart(BodyType::kJson, 2, "span \"a\"").body,
            R"({"partialSuccess":{"rejectedSpans":"2","errorMessage":"span \"a\""}})");
  otlp::v1::ExportTraceServiceResponse response;
  ASSERT_TRUE(response.ParseFromString(AcceptedInPart(BodyType::kProtobuf, 2, "a").body));
  EXPECT_EQ(response.partial_success().rejected_spans(), 2);
  EXPECT_EQ(response.partial_success().error_message(), "a");
}

TEST(OtlpReplyTest, ARefusalIsAStatusMessage) {
  EXPECT_EQ(Refused(BodyType::kJson, 415, "no").body, R"({"message":"no"})");
  otlp::v1::RpcStatus status;
  ASSERT_TRUE(status.ParseFromString(Refused(BodyType::kProtobuf, 400,
                                             "b\xff"
                                             "d")
                                         .body));
  EXPECT_EQ(status.message(), "b\ufffdd");
}

TEST(OtlpReplyTest, TheReasonIsSafeToPrint) {
  EXPECT_EQ(Refused(BodyType::kJson, 400, "\x1b[2J").reason, "\\x1b[2J");
}

}  // namespace
}  // namespace tracebridge::tail
