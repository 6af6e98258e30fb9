#include "migration/headers/grammar.h"

#include <gtest/gtest.h>

namespace tracebridge::headers::grammar_test {
namespace {

struct GrammarCase {
  std::string name;
  std::string header;
  std::string value;
  std::string expected;  // empty: nothing is wrong
};

const GrammarCase kCases[] = {
    {"Traceparent", "traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", ""},
    {"TraceparentOfALaterVersion", "traceparent",
     "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-what-the-future", ""},
    {"TraceIdTooShort", "traceparent", "00-0af7651916cd43dd8448eb211c80319-b7ad6b7169203331-01",
     "the trace id has 31 lower-case hex digits, not 32"},
    {"UpperCase", "traceparent", "00-0AF7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
     "the trace id has `A` at its place 2; only lower-case hex digits may stand there"},
    {"ZeroParent", "traceparent", "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
     "the parent id is zero"},
    {"CutOff", "traceparent", "00-0af7651916cd43dd8448eb211c80319c",
     "it ends after the trace id, without the parent id"},
    {"Twice", "traceparent", "00-a,00-b", "it is there more than once"},
    {"Empty", "traceparent", " ", "it is empty"},
    {"Control", "traceparent", "0\x1b-",
     "the version has `\\x1b` at its place 2; only lower-case hex "
     "digits may stand there"},
    {"Uber", "uber-trace-id", "64fe8b2a57d3eff7:e457b5a2e4d86bd1:0:1", ""},
    {"UberWithoutFlags", "uber-trace-id", "64fe8b2a57d3eff7:e457b5a2e4d86bd1:0",
     "it ends after the parent id, without the flags"},
    {"UberEscaped", "uber-trace-id", "64fe8b2a57d3eff7%3Ae457b5a2e4d86bd1%3A0%3A1", ""},
    {"UberHalfAnEscape", "uber-trace-id", "64fe8b2a57d3eff7%3", "it has half an escape"},
    {"UberWithoutAParent", "uber-trace-id", "64fe8b2a57d3eff7:e457b5a2e4d86bd1::1", ""},
    {"UberFiveFields", "uber-trace-id", "1:2:0:1:4", "it has more than four fields"},
    {"UberTwice", "uber-trace-id", "1:2:0:1,1:2:0:1", "it is there more than once"},
    {"B3DecisionAlone", "b3", "0", ""},
    {"B3", "b3", "64fe8b2a57d3eff7-e457b5a2e4d86bd1", ""},
    {"B3WithState", "b3", "64fe8b2a57d3eff7-e457b5a2e4d86bd1-d-05e3ac9a4f6e3b90", ""},
    {"B3LongState", "b3", "64fe8b2a57d3eff7-e457b5a2e4d86bd1-true",
     "the sampling state has `t` at its place 1; only 0, 1 or d may stand there"},
    {"B3StateOfTwo", "b3", "64fe8b2a57d3eff7-e457b5a2e4d86bd1-11",
     "the sampling state has 2 characters, not 1"},
    {"B3EndsWithADash", "b3", "64fe8b2a57d3eff7-e457b5a2e4d86bd1-1-",
     "the parent id has 0 hex digits, not 1 to 16"},
    {"B3ShortIds", "b3", "1-2-1", ""},
    {"B3UnknownDecisionAlone", "b3", "x",
     "the sampling state has `x` at its place 1; only 0, 1 or d may stand there"},
    {"B3ShortTraceId", "x-b3-traceid", "1", ""},
    {"B3LongTraceId", "x-b3-traceid", "1463ac35c9f6413ad463ac35c9f6413ad",
     "the trace id has 33 hex digits, not 1 to 32"},
    {"B3Sampled", "x-b3-sampled", "True", ""},
    {"B3SampledUnknown", "x-b3-sampled", "yes", "`yes` is no decision; 0 and 1 are"},
    {"Cloud", "x-cloud-trace-context", "105445aa7843bc8bf206b12000100000/1;o=1", ""},
    {"CloudHexSpan", "x-cloud-trace-context", "105445aa7843bc8bf206b12000100000/af;o=1",
     "the span id has `a` at its place 1; only decimal digits may stand there"},
    {"DatadogHex", "x-datadog-trace-id", "64fe8b2a57d3eff7",
     "the id has `f` at its place 3; only decimal digits may stand there"},
    {"DatadogTooLarge", "x-datadog-trace-id", "18446744073709551616",
     "the id has more than 64 bits"},
    {"DatadogPriority", "x-datadog-sampling-priority", "-1", ""},
    {"DatadogPriorityWord", "x-datadog-sampling-priority", "keep",
     "`keep` is no priority; -1, 0, 1 and 2 are"},
    {"DatadogTags", "x-datadog-tags", "_dd.p.dm=-4,_dd.p.tid=640cfd8d00000000", ""},
    {"DatadogTagOfAnother", "x-datadog-tags", "_dd.p.dm=-4,a=1",
     "its tag `a=1` does not begin with _dd.p."},
    {"DatadogTid", "x-datadog-tags", "_dd.p.tid=zz",
     "its tag _dd.p.tid is `zz`, not 16 hex digits"},
    {"TraceparentOfVersion00WithMore", "traceparent",
     "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-x",
     "version 00 ends after the flags, and more follows"},
    {"TraceparentOfVersionFf", "traceparent",
     "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "there is no version ff"},
    {"TraceState", "tracestate", "congo=t61rcWkgMzE, rojo=00f067aa0ba902b7,", ""},
    {"TraceStateUpperCaseKey", "tracestate", "a=1,B=2",
     "its member `B=2` has a malformed key, so none is taken"},
    {"TraceStateNoEquals", "tracestate", "a", "its member `a` has no `=`, so none is taken"},
    {"Baggage", "baggage", "userId=alice,serverNode=DF%2028;ttl=3", ""},
    {"BaggageMemberWithoutEquals", "baggage", "a=1,b", "its member `b`: it has no `=`"},
    {"BaggageQuote", "baggage", "a=\"x\"",
     "its member `a=\"x\"`: it has `\"`, which must be percent-encoded"},
    {"BaggageHalfAnEscape", "baggage", "a=%2", "its member `a=%2`: its value has half an escape"},
    {"BaggageHalfAnEscapeInAKey", "baggage", "a%2=1,%ff=2", ""},
    {"BaggageSpace", "baggage", "a b=1", "its member `a b=1`: a space is in its key or its value"},
    {"JaegerBaggage", "jaeger-baggage", "user=42, plan=gold", ""},
    {"JaegerBaggagePair", "jaeger-baggage", "a=1=2", "its member `a=1=2` has 2 `=`, not one"},
    {"UberctxWithoutKey", "uberctx-", "1", "the item has no key"},
    {"OtSampled", "ot-tracer-sampled", "T", ""},
    {"OtSampledUnknown", "ot-tracer-sampled", "maybe",
     "`maybe` is no decision; true and false are"},
    {"LightStepContext", "x-ot-span-context", "EhQJNkcODp2SzqMR2IrNQj9cmVMYAQ==", ""},
    {"LightStepNoBase64", "x-ot-span-context", "!!!", "it is no base64"},
    {"LightStepNoContext", "x-ot-span-context",
     "EgA=", "its bytes are no span context of LightStep's tracers, or one without ids"},
    {"GrpcTrace", "grpc-trace-bin", "AABL+S81d7NNpqPOkp0ODkc2AVOZXD9CzYrYAgE", ""},
    {"GrpcTraceNoBase64", "grpc-trace-bin", "!!!", "it is no base64"},
    {"GrpcTraceVersion", "grpc-trace-bin", "AQBL", "its version, the first byte, is not 0"},
    {"GrpcTraceCutOff", "grpc-trace-bin", "AABL+S81d7NNpqPOkp0ODkc2AVOZ",
     "the span id is not there, cut off, or zero"},
    {"GrpcTags", "grpc-tags-bin", "AAADa2V5BXZhbHVl", ""},
    {"GrpcTagsCutOff", "grpc-tags-bin", "AAADa2V5BXZhbHU", "the value of its tag 1 is cut off"},
    {"GrpcTagsEmptyKey", "grpc-tags-bin", "AAAAAA", "the key of its tag 1 is empty"},
    {"CloudShortId", "x-cloud-trace-context", "105445aa7843bc8b/1", ""},
    {"CloudWithoutSpan", "x-cloud-trace-context", "105445aa7843bc8bf206b12000100000;o=1", ""},
    {"CloudOption", "x-cloud-trace-context", "105445aa7843bc8bf206b12000100000/1;o=x",
     "the option o has `x` at its place 1; only decimal digits may stand there"},
    {"XRay", "x-amzn-trace-id",
     "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1;Lineage=a:1|b:2",
     ""},
    {"XRayWithoutRoot", "x-amzn-trace-id", "Parent=53995c3f42cd8ad8", "it has no Root"},
    {"XRayShortRoot", "x-amzn-trace-id", "Root=1-5759e988-bd86",
     "Root has 8 and 4 digits behind its version, not 8 and 24"},
    {"XRaySampled", "x-amzn-trace-id", "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=yes",
     "Sampled is `yes`, not 0, 1 or ?"},
    {"NotKnown", "x-request-id", "anything", ""},
};

class GrammarTest : public testing::TestWithParam<GrammarCase> {};

TEST_P(GrammarTest, SaysWhatIsWrong) {
  EXPECT_EQ(WhyMalformed(GetParam().header, GetParam().value).value_or(""), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(Table, GrammarTest, testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace tracebridge::headers::grammar_test
