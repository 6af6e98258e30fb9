// OpenTelemetry specification 1.60.0, metrics/sdk.md, "Duplicate instrument registration" and "Name conflict".
#include "opentelemetry/sdk/metrics/instruments.h"

#include <gtest/gtest.h>

#include <string>

namespace opentelemetry::sdk::metrics {
namespace instruments_test {

const InstrumentDescriptor kRequests{"requests", "served", "{request}", InstrumentType::kCounter,
                                     InstrumentValueType::kLong};

struct Case {
  std::string name;
  InstrumentDescriptor other;
  bool is_same;
  bool is_duplicate;
};

const Case kCases[] = {
    {"TheSame", kRequests, true, false},
    {"AnotherCaseOfTheName",
     {"Requests", "served", "{request}", InstrumentType::kCounter, InstrumentValueType::kLong},
     true,
     false},
    {"AnotherName",
     {"errors", "served", "{request}", InstrumentType::kCounter, InstrumentValueType::kLong},
     false,
     false},
    {"AnotherDescription",
     {"requests", "", "{request}", InstrumentType::kCounter, InstrumentValueType::kLong},
     false,
     true},
    {"AnotherUnit",
     {"requests", "served", "1", InstrumentType::kCounter, InstrumentValueType::kLong},
     false,
     true},
    {"AnotherKind",
     {"requests", "served", "{request}", InstrumentType::kUpDownCounter,
      InstrumentValueType::kLong},
     false,
     true},
    {"AnotherTypeOfValues",
     {"requests", "served", "{request}", InstrumentType::kCounter, InstrumentValueType::kDouble},
     false,
     true},
};

class InstrumentDescriptorTest : public testing::TestWithParam<Case> {};

TEST_P(InstrumentDescriptorTest, IsComparedWithAnother) {
  const Case& row = GetParam();
  EXPECT_EQ(InstrumentEqualNameCaseInsensitive{}(kRequests, row.other), row.is_same);
  EXPECT_EQ(InstrumentDescriptorUtil::IsDuplicate(kRequests, row.other), row.is_duplicate);
  if (row.is_same) {
    EXPECT_EQ(InstrumentDescriptorHash{}(kRequests), InstrumentDescriptorHash{}(row.other));
  }
}

INSTANTIATE_TEST_SUITE_P(Specification, InstrumentDescriptorTest, testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

TEST(InstrumentDescriptorTest, HasWordsForKindAndType) {
  EXPECT_EQ(InstrumentDescriptorUtil::GetInstrumentTypeString(InstrumentType::kObservableGauge),
            "ObservableGauge");
  EXPECT_EQ(InstrumentDescriptorUtil::GetInstrumentValueTypeString(InstrumentValueType::kLong),
            "Long");
}

}  // namespace instruments_test
}  // namespace opentelemetry::sdk::metrics
