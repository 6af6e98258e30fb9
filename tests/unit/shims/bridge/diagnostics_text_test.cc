#include "shims/bridge/diagnostics_text.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tracebridge/diagnostics.h"

namespace tracebridge::bridge {
namespace {

TEST(DiagnosticsTextTest, IsAJsonObjectOfWhatIsNotZero) {
  EXPECT_EQ(DiagnosticsJson(), "{}");
  Count(Diagnostic::kHeaderMalformed, 2);
  EXPECT_EQ(DiagnosticsJson(), R"({"tracebridge.header.malformed": 2})");
  Count(Diagnostic::kCallbackThrew);
  EXPECT_EQ(DiagnosticsJson(),
            R"({"tracebridge.callback.threw": 1, "tracebridge.header.malformed": 2})");
}

TEST(DiagnosticsTextTest, NamesEveryRow) {
  for (const DiagnosticRow& row : kDiagnostics) {
    Count(row.id);
    EXPECT_TRUE(nlohmann::json::parse(DiagnosticsJson()).contains(row.name)) << row.name;
  }
}

}  // namespace
}  // namespace tracebridge::bridge
