#include "otel_core/exporters/otlp/src/http/gzip.h"

#include <gtest/gtest.h>

#include "tests/unit/otel_core/exporters/otlp/gunzip.h"

namespace tracebridge::otlp {
namespace {

TEST(GzipTest, ReadsBackAsItWas) {
  std::string repeated;
  for (int i = 0; i < 10000; ++i) repeated += "service.name";
  for (const std::string& text : {std::string(), std::string("a"), repeated}) {
    std::string compressed = "left over";
    ASSERT_TRUE(Gzip(text, &compressed));
    EXPECT_EQ(Gunzip(compressed), text);
  }
}

TEST(GzipTest, IsSmaller) {
  std::string compressed;
  ASSERT_TRUE(Gzip(std::string(100000, 'x'), &compressed));
  EXPECT_LT(compressed.size(), 1000u);
}

}  // namespace
}  // namespace tracebridge::otlp
