// What a small request with a long name and many points becomes.
#include <gtest/gtest.h>

#include <algorithm>
#include <ostream>
#include <streambuf>

#include "migration/tail/metric_json.h"
#include "migration/tail/metric_text.h"

namespace tracebridge::tail::metric_size_test {
namespace {

constexpr std::size_t kMiB = 1 << 20;
constexpr std::size_t kPoints = 1000;

// Keeps nothing but sizes, and what was written first.
class Sizes : public std::streambuf {
 public:
  std::size_t all = 0;
  std::streamsize largest = 0;  // of the writes
  std::string first;

 protected:
  std::streamsize xsputn(const char* text, std::streamsize size) override {
    const auto bytes = static_cast<std::size_t>(size);
    all += bytes;
    largest = std::max(largest, size);
    if (first.size() < kMiB) first.append(text, bytes);
    return size;
  }
  int overflow(int c) override {
    const char byte = static_cast<char>(c);
    xsputn(&byte, 1);
    return c;
  }
};

// Of `long_field` alone, a MiB each time.
Metric Counter(std::string Metric::*long_field) {
  Metric metric;
  metric.kind = MetricKind::kSum;
  metric.resource = std::make_shared<const Resource>();
  metric.scope = std::make_shared<const Scope>();
  metric.points.resize(kPoints);
  if (long_field != nullptr) metric.*long_field = std::string(kMiB, 'n');
  return metric;
}

Metric CounterOfALongScopeAndService() {
  Metric metric = Counter(nullptr);
  metric.scope = std::make_shared<const Scope>(Scope{std::string(kMiB, 's'), "", {}});
  metric.resource =
      std::make_shared<const Resource>(Resource{{{"service.name", Value{std::string(kMiB, 's')}}}});
  return metric;
}

using Write = void (*)(const Metric&, std::ostream&);

class MetricSizeTest : public testing::TestWithParam<Write> {};

TEST_P(MetricSizeTest, IsThatOfItsPoints) {
  for (const Metric& metric :
       {Counter(&Metric::name), Counter(&Metric::unit), CounterOfALongScopeAndService()}) {
    Sizes sizes;
    std::ostream out(&sizes);
    GetParam()(metric, out);
    EXPECT_GE(sizes.all, kPoints * kMaxRepeatedBytes);
    EXPECT_LE(sizes.all, kPoints * (2 * kMaxRepeatedBytes + 1024));
    EXPECT_LE(static_cast<std::size_t>(sizes.largest), 2 * kMaxRepeatedBytes + 1024);
  }
}

INSTANTIATE_TEST_SUITE_P(Forms, MetricSizeTest, testing::Values(WriteMetricLines, WriteMetricJson),
                         [](const auto& info) { return info.index == 0 ? "Lines" : "Json"; });

TEST(MetricLinesTest, SayWhatIsCut) {
  Sizes sizes;
  std::ostream out(&sizes);
  WriteMetricLines(Counter(&Metric::name), out);
  EXPECT_EQ(sizes.first.substr(0, sizes.first.find('\n')),
            "metric " + std::string(kMaxRepeatedBytes, 'n') +
                "… (cut) sum {} no value, of unknown_service");
}

}  // namespace
}  // namespace tracebridge::tail::metric_size_test
