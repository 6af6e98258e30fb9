// Packets: their sizes, and which spans are in which.
#include "otel_core/exporters/jaeger/thrift/encoder.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/unit/otel_core/exporters/jaeger/encoded.h"

namespace tracebridge::jaeger {
namespace {

Text View(const std::string& text) { return {text.data(), text.size()}; }

// Spans with names of these sizes.
class Spans {
 public:
  explicit Spans(const std::vector<std::size_t>& sizes) {
    for (const std::size_t size : sizes) names_.emplace_back(size, 'x');
    for (const std::string& name : names_) {
      Span span{};
      span.operation_name = View(name);
      spans_.push_back(span);
    }
    batch_.service_name = View(service_);
    batch_.spans = {spans_.data(), spans_.size()};
  }
  const Batch& batch() const { return batch_; }

 private:
  const std::string service_ = "shop";
  std::vector<std::string> names_;
  std::vector<Span> spans_;
  Batch batch_{};
};

std::size_t SizeOf(Form form, const std::vector<std::size_t>& sizes) {
  const Encoded encoded = Encoded::Of(form, Spans(sizes).batch(), 1 << 20);
  return encoded.packets.size() == 1 ? encoded.packets[0].size() : 0;
}

test::JaegerForm ToTesting(Form form) {
  switch (form) {
    case Form::kCompactCall:
      return test::JaegerForm::kCompactCall;
    case Form::kBinaryCall:
      return test::JaegerForm::kBinaryCall;
    case Form::kBinaryBatch:
      return test::JaegerForm::kBinaryBatch;
  }
  return test::JaegerForm::kBinaryBatch;
}

class EncoderTest : public ::testing::TestWithParam<Form> {
 protected:
  Encoded Encode(const std::vector<std::size_t>& sizes, std::size_t max_size) {
    return Encoded::Of(GetParam(), Spans(sizes).batch(), max_size);
  }
};

TEST_P(EncoderTest, WritesWhatThriftReads) {
  const Encoded encoded = Encode({1, 2, 3}, 1 << 20);
  ASSERT_EQ(encoded.packets.size(), 1u);
  const auto batch = test::DecodeJaeger(ToTesting(GetParam()), encoded.packets[0]);
  EXPECT_EQ(batch.process.serviceName, "shop");
  ASSERT_EQ(batch.spans.size(), 3u);
  EXPECT_EQ(batch.spans[2].operationName, "xxx");
  EXPECT_EQ(encoded.status, Status::kDone);
}

TEST_P(EncoderTest, FillsAPacketToItsLastByte) {
  const std::size_t size = SizeOf(GetParam(), {10, 20, 30});
  EXPECT_EQ(Encode({10, 20, 30}, size).counts, (std::vector<std::size_t>{3}));
  EXPECT_EQ(Encode({10, 20, 30}, size - 1).counts, (std::vector<std::size_t>{2, 1}));
}

// From the fifteenth element on, the compact protocol's list has a longer head.
TEST_P(EncoderTest, FillsAPacketOfManySpansToItsLastByte) {
  for (const std::size_t count : {14, 15, 16, 127, 128, 300}) {
    const std::vector<std::size_t> sizes(count, 5);
    const std::size_t size = SizeOf(GetParam(), sizes);
    EXPECT_EQ(Encode(sizes, size).counts, (std::vector<std::size_t>{count}));
    EXPECT_EQ(Encode(sizes, size - 1).counts, (std::vector<std::size_t>{count - 1, 1}));
  }
}

TEST_P(EncoderTest, SplitsABatchInOrder) {
  const std::size_t limit = 1000;
  const std::vector<std::size_t> sizes(100, 50);
  const Encoded encoded = Encode(sizes, limit);
  std::size_t spans = 0;
  for (std::size_t i = 0; i < encoded.packets.size(); ++i) {
    EXPECT_LE(encoded.packets[i].size(), limit);
    const auto batch = test::DecodeJaeger(ToTesting(GetParam()), encoded.packets[i]);
    EXPECT_EQ(batch.spans.size(), encoded.counts[i]);
    spans += batch.spans.size();
  }
  EXPECT_EQ(spans, 100u);
  EXPECT_TRUE(encoded.too_large.empty());
}

TEST_P(EncoderTest, LeavesOutASpanThatIsTooLargeAlone) {
  const std::size_t limit = SizeOf(GetParam(), {100});
  EXPECT_TRUE(Encode({100}, limit).too_large.empty());
  const Encoded encoded = Encode({10, 101, 20, 200}, limit);
  EXPECT_EQ(encoded.too_large, (std::vector<std::size_t>{1, 3}));
  std::size_t spans = 0;
  for (const std::size_t count : encoded.counts) spans += count;
  EXPECT_EQ(spans, 2u);
  EXPECT_EQ(encoded.status, Status::kDone);
}

TEST_P(EncoderTest, FindsEverySpanTooLargeForALimitBelowTheProcess) {
  const Encoded encoded = Encode({1, 1}, 5);
  EXPECT_EQ(encoded.too_large, (std::vector<std::size_t>{0, 1}));
  EXPECT_TRUE(encoded.packets.empty());
}

TEST_P(EncoderTest, MakesNoPacketOfNoSpans) { EXPECT_TRUE(Encode({}, 1000).packets.empty()); }

INSTANTIATE_TEST_SUITE_P(Forms, EncoderTest,
                         ::testing::Values(Form::kCompactCall, Form::kBinaryCall,
                                           Form::kBinaryBatch),
                         [](const auto& info) {
                           return std::string(info.param == Form::kCompactCall  ? "CompactCall"
                                              : info.param == Form::kBinaryCall ? "BinaryCall"
                                                                                : "BinaryBatch");
                         });

TEST(EncoderStopTest, StopsWhenThePacketIsNotWanted) {
  const Spans spans({50, 50, 50});
  int packets = 0;
  const Sink sink{&packets,
                  [](void* count, const char*, std::size_t, std::size_t, std::size_t) noexcept {
                    ++*static_cast<int*>(count);
                    return false;
                  },
                  [](void*, std::size_t, std::size_t) noexcept {}};
  const auto encode = LoadEncoder();
  ASSERT_TRUE(encode);
  EXPECT_EQ((*encode)(Form::kBinaryCall, &spans.batch(), 250, &sink), Status::kStopped);
  EXPECT_EQ(packets, 1);
}

}  // namespace
}  // namespace tracebridge::jaeger
