#include "migration/tail/html_trace.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/migration/tail/spans.h"

namespace tracebridge::tail {
namespace {
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr size_t kRows = 100;

TEST(HtmlTraceTest, PlacesBarsByTime) {
  const std::string html =
      HtmlTrace(MakeTrace({MakeSpan(1, 0, "root", {0, 10}, "opentracing-shim"),
                           MakeSpan(2, 1, "child", {2, 7}, "opencensus-shim")}),
                kRows);
  EXPECT_THAT(html, HasSubstr(R"(class="bar opentracing" style="left:0.000%;width:100.000%")"));
  EXPECT_THAT(html, HasSubstr(R"(class="bar opencensus" style="left:20.000%;width:50.000%")"));
  EXPECT_THAT(html, HasSubstr(R"(style="--depth:1">child)"));
}

TEST(HtmlTraceTest, EscapesAllThatASenderWrites) {
  const std::string evil = "<script>alert('1')</script>\"";
  Span span = MakeSpan(1, 0, evil, {}, evil, evil);
  span.trace_state = evil;
  span.status = StatusCode::kError;
  span.status_message = evil;
  span.attributes = {{evil, {evil}}, {"list", {std::vector<Value>{{evil}}}}};
  span.events = {{kMoment, evil, {{evil, {evil}}}, 0}};
  span.links = {{TraceNumber(2), SpanNumber(3), evil, {{evil, {evil}}}, 0, 0}};
  const std::string html = HtmlTrace(MakeTrace({span}), kRows);
  EXPECT_THAT(html, AllOf(HasSubstr("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&quot;"),
                          Not(HasSubstr("<script")), Not(HasSubstr("'1'"))));
}

TEST(HtmlTraceTest, ShowsTheDetailsOfASpan) {
  Span span = MakeSpan(2, 1, "query", {3, 4}, "mysql");
  span.kind = SpanKind::kClient;
  span.attributes = {{"db.system", {std::string("mysql")}}};
  span.links = {{TraceNumber(1), SpanNumber(1), "", {}, 0, 0}};
  const std::string html = HtmlTrace(MakeTrace({MakeSpan(1, 0, "root", {0, 9}), span}), kRows);
  EXPECT_THAT(html, HasSubstr("<dt>kind</dt><dd>client</dd>"));
  EXPECT_THAT(html, HasSubstr("<dt>db.system</dt><dd>mysql</dd>"));
  EXPECT_THAT(html, HasSubstr("<dt>starts at</dt><dd>+3.00 ms</dd>"));
  EXPECT_THAT(html, HasSubstr("id=\"s-000000000000000000000000000000010000000000000001\""));
  EXPECT_THAT(html, HasSubstr("href=\"#s-000000000000000000000000000000010000000000000001\""));
}

TEST(HtmlTraceTest, NamesAMissingParent) {
  EXPECT_THAT(HtmlTrace(MakeTrace({MakeSpan(2, 9, "orphan")}), kRows),
              AllOf(HasSubstr("span <code>0000000000000009</code> was not received"),
                    HasSubstr("no root, 1 parent not received")));
}

TEST(HtmlTraceTest, IsBounded) {
  std::vector<Span> spans;
  for (uint32_t i = 1; i <= 30; ++i) spans.push_back(MakeSpan(i, i - 1, "x"));
  spans[0].attributes = {{"big", {std::string(1'000'000, 'x')}}};
  spans[0].events.resize(10'000);
  const std::string html = HtmlTrace(MakeTrace(spans), 20);
  EXPECT_LT(html.size(), 100'000u);
  EXPECT_THAT(html, HasSubstr("… and 10 more"));
  EXPECT_THAT(html, HasSubstr("… and 9800 more"));
  EXPECT_THAT(html, HasSubstr("x… (cut)</dd>"));
}

TEST(HtmlTraceTest, ATraceOfAllTimeIsShown) {
  Span span = MakeSpan(1, 0, "a");
  span.start = 0;
  span.end = UINT64_MAX;
  EXPECT_THAT(HtmlTrace(MakeTrace({span}), kRows),
              HasSubstr("<u style=\"left:50.000%\">4611686018 s</u>"));
}

TEST(HtmlTraceTest, ATraceOfNoLengthIsShown) {
  EXPECT_THAT(HtmlTrace(MakeTrace({MakeSpan(1, 0, "a", {0, 0})}), kRows),
              HasSubstr("left:0.000%;width:0.000%"));
}

}  // namespace
}  // namespace tracebridge::tail
