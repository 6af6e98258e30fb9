#include "otel_core/exporters/otlp/src/http/url_text.h"

#include <gtest/gtest.h>

#include <utility>

namespace tracebridge::otlp {
namespace {

TEST(LoggableUrlTest, HasNoSecrets) {
  const std::pair<const char*, const char*> cases[] = {
      {"http://collector:4318/v1/traces", "http://collector:4318/v1/traces"},
      {"https://me:pw@collector/v1?key=1#x", "https://collector/v1"},
      {"https://me:p@w@collector", "https://collector"},
      {"http://collector/a@b", "http://collector/a@b"},
      {"collector", "collector"},
      {"", ""},
  };
  for (const auto& [url, expected] : cases) EXPECT_EQ(LoggableUrl(url), expected);
}

}  // namespace
}  // namespace tracebridge::otlp
