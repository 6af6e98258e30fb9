// Spans of one resource as the exporter would send them in a request, decoded by Thrift, as text.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "otel_core/exporters/jaeger/src/encoder_library.h"
#include "otel_core/exporters/jaeger/src/jaeger_batch.h"
#include "tests/support/jaeger_thrift.h"

namespace tracebridge::jaeger {

// What an encoder called back with.
struct Encoded {
  std::vector<std::string> packets;
  std::vector<std::size_t> counts;     // of spans in each
  std::vector<std::size_t> too_large;  // numbers of spans
  Status status = Status::kFailed;

  static Encoded Of(Form form, const Batch& batch, std::size_t max_size) {
    Encoded encoded;
    const auto encode = LoadEncoder();
    EXPECT_TRUE(encode) << encode.error().message;
    if (!encode) return encoded;
    const Sink sink{&encoded,
                    [](void* to, const char* data, std::size_t size, std::size_t /*first*/,
                       std::size_t count) noexcept {
                      static_cast<Encoded*>(to)->packets.emplace_back(data, size);
                      static_cast<Encoded*>(to)->counts.push_back(count);
                      return true;
                    },
                    [](void* to, std::size_t index, std::size_t /*size*/) noexcept {
                      static_cast<Encoded*>(to)->too_large.push_back(index);
                    }};
    encoded.status = (*encode)(form, &batch, max_size, &sink);
    return encoded;
  }
};

inline std::string EncodedText(const otlp::ResourceGroup& group) {
  const JaegerBatch batch(group);
  const Encoded encoded = Encoded::Of(Form::kBinaryBatch, batch.batch(), 1 << 20);
  EXPECT_EQ(encoded.packets.size(), 1u);
  if (encoded.packets.size() != 1) return "";
  return test::BatchText(test::DecodeJaeger(test::JaegerForm::kBinaryBatch, encoded.packets[0]));
}

}  // namespace tracebridge::jaeger
