#include "migration/tail/html_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/migration/tail/spans.h"

namespace tracebridge::tail {
namespace {
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

Trace Named(uint8_t number, const std::string& name) {
  return MakeTrace({InTrace(number, MakeSpan(1, 0, name))});
}

TEST(HtmlPageTest, LoadsNothingAndRunsNothing) {
  HtmlPage page;
  page.Update(Named(1, "first"));
  EXPECT_THAT(page.Text(),
              AllOf(HasSubstr("content=\"default-src 'none'; style-src"), Not(HasSubstr("<script")),
                    Not(HasSubstr("<link")), Not(HasSubstr("http://")), Not(HasSubstr("https://")),
                    Not(HasSubstr("url("))));
}

TEST(HtmlPageTest, FollowsTheLightOrDarkSettingOfTheBrowser) {
  const std::string html = HtmlPage().Text();
  EXPECT_THAT(html, HasSubstr("<meta name=\"color-scheme\" content=\"light dark\">"));
  const auto dark = html.find("@media (prefers-color-scheme: dark) {");
  ASSERT_NE(dark, std::string::npos);
  // Whatever has a colour of its own has one for both.
  for (const char* colour : {"--opentracing:", "--opencensus:", "--opentelemetry:"}) {
    EXPECT_LT(html.find(colour), dark) << colour;
    EXPECT_NE(html.find(colour, dark), std::string::npos) << colour;
  }
}

TEST(HtmlPageTest, SaysThatThereIsNothingYet) {
  EXPECT_THAT(HtmlPage().Text(), HasSubstr("No trace has finished yet"));
}

TEST(HtmlPageTest, ShowsTheNewestTraceFirst) {
  HtmlPage page;
  page.Update(Named(1, "first"));
  page.Update(Named(2, "second"));
  const std::string html = page.Text();
  EXPECT_LT(html.find("<h2>second"), html.find("<h2>first"));
}

TEST(HtmlPageTest, ReplacesATraceThatGrew) {
  HtmlPage page;
  page.Update(Named(1, "before"));
  page.Update(Named(1, "after"));
  EXPECT_THAT(page.Text(), AllOf(HasSubstr("<h2>after"), Not(HasSubstr("before</h2>"))));
}

TEST(HtmlPageTest, LeavesOutTheOldest) {
  PageLimits limits;
  limits.max_traces = 2;
  HtmlPage page(limits);
  for (uint8_t i = 1; i <= 5; ++i) page.Update(Named(i, "trace " + std::to_string(i)));
  EXPECT_THAT(page.Text(),
              AllOf(HasSubstr("<h2>trace 5"), HasSubstr("<h2>trace 4"),
                    Not(HasSubstr("<h2>trace 3")), HasSubstr("Older traces left out: 3.")));
}

TEST(HtmlPageTest, IsBoundedInBytes) {
  PageLimits limits;
  limits.max_bytes = 1;
  HtmlPage page(limits);
  page.Update(Named(1, "first"));
  page.Update(Named(2, "second"));
  EXPECT_THAT(page.Text(), AllOf(HasSubstr("<h2>second"), Not(HasSubstr("<h2>first"))));
}

}  // namespace
}  // namespace tracebridge::tail
