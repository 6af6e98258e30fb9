#include "migration/tail/tree_printer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/migration/tail/spans.h"

namespace tracebridge::tail {
namespace {
using testing::HasSubstr;
using testing::Not;

Trace ThreeApis() {
  Span query = MakeSpan(4, 1, "mysql.Query", {5, 10}, "mysql");
  query.links = {{TraceNumber(1), SpanNumber(3), "", {}, 0, 0}};
  Span check = MakeSpan(3, 2, "Check", {2, 4}, "opencensus-shim", "auth");
  check.status = StatusCode::kError;
  check.status_message = "denied";
  return MakeTrace({query, check, MakeSpan(2, 1, "auth", {1, 4}, "opencensus-shim"),
                    MakeSpan(1, 0, "GET /messages", {0, 12}, "opentracing-shim")});
}

TEST(TreePrinterTest, PrintsATree) {
  EXPECT_EQ(
      PrintTree(ThreeApis(), {}),
      "trace 00000000000000000000000000000001  4 spans, 2 services, 3 APIs, 12.0 ms, 1 error\n"
      "span            duration  API            service\n"
      "GET /messages    12.0 ms  OpenTracing    edge\n"
      "├─ auth          3.00 ms  OpenCensus     edge\n"
      "│  └─ Check      2.00 ms  OpenCensus     auth     error: denied\n"
      "└─ mysql.Query   5.00 ms  OpenTelemetry  edge     1 link to span 0000000000000003\n");
}

TEST(TreePrinterTest, PrintsATreeInAscii) {
  PrintOptions options;
  options.ascii = true;
  Trace trace = ThreeApis();
  trace.spans[0].end = trace.spans[0].start + 5000;
  EXPECT_THAT(PrintTree(trace, options), HasSubstr("|  `- Check      2.00 ms"));
  EXPECT_THAT(PrintTree(trace, options), HasSubstr("`- mysql.Query   5.00 us"));
}

TEST(TreePrinterTest, ColoursOnlyWhenTold) {
  PrintOptions options;
  EXPECT_THAT(PrintTree(ThreeApis(), options), Not(HasSubstr("\x1b")));
  options.color = true;
  EXPECT_THAT(PrintTree(ThreeApis(), options), HasSubstr("\x1b[36mOpenTracing"));
}

TEST(TreePrinterTest, SaysWhatIsMissing) {
  const std::string text = PrintTree(
      MakeTrace({MakeSpan(2, 9, "orphan"), MakeSpan(3, 0, "a"), MakeSpan(4, 0, "b")}), {});
  EXPECT_THAT(text, HasSubstr("2 roots, 1 parent not received\n"));
  EXPECT_THAT(text, HasSubstr("(span 0000000000000009 was not received)\n└─ orphan"));
}

TEST(TreePrinterTest, SaysThatATraceWasPrintedBefore) {
  Trace trace = MakeTrace({MakeSpan(1, 0, "a")});
  trace.times_finished = 1;
  EXPECT_THAT(PrintTree(trace, {}), HasSubstr("printed again: more spans came"));
}

TEST(TreePrinterTest, NamesCannotReachTheTerminal) {
  Span span = MakeSpan(1, 0, "\x1b[2J\ntrace", {}, "app", "ed\rge");
  span.status = StatusCode::kError;
  span.status_message =
      "\x07"
      "bell\u202e";
  const std::string text = PrintTree(MakeTrace({span}), {});
  EXPECT_THAT(text, HasSubstr("\\x1b[2J\\ntrace"));
  EXPECT_THAT(text, HasSubstr("ed\\rge"));
  EXPECT_THAT(text, HasSubstr("error: \\x07bell\\u202e"));
}

TEST(TreePrinterTest, LongNamesAreCut) {
  const std::string text = PrintTree(
      MakeTrace({MakeSpan(1, 0, std::string(5000, 'n'), {}, "app", std::string(99, 's'))}), {});
  EXPECT_THAT(text, HasSubstr(std::string(59, 'n') + "…"));
  EXPECT_THAT(text, HasSubstr(std::string(23, 's') + "…\n"));
}

TEST(TreePrinterTest, ANameMayBeEmpty) {
  EXPECT_THAT(PrintTree(MakeTrace({MakeSpan(1, 0, "")}), {}), HasSubstr("(no name)"));
}

TEST(TreePrinterTest, ADeepChainTakesNoMoreThanItsLines) {
  std::vector<Span> chain;
  for (uint32_t i = 1; i <= 5000; ++i) chain.push_back(MakeSpan(i, i - 1, "x"));
  const std::string text = PrintTree(MakeTrace(chain), {});
  EXPECT_LT(text.size(), 5000u * 150);
  EXPECT_THAT(text, HasSubstr("(depth 4999) └─ x"));
}

}  // namespace
}  // namespace tracebridge::tail
