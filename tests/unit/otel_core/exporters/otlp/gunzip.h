// Reads what a client compressed.
#pragma once

#include <gtest/gtest.h>
#include <zlib.h>

#include <string>

namespace tracebridge::otlp {

// Returns what gzip `data` holds, of at most 16 MiB; fails the test when it is not gzip.
inline std::string Gunzip(const std::string& data) {
  std::string out(16 << 20, '\0');
  z_stream stream{};
  EXPECT_EQ(inflateInit2(&stream, 15 + 16), Z_OK);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(data.data()));
  stream.avail_in = static_cast<uInt>(data.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(stream.total_out);
  inflateEnd(&stream);
  return out;
}

}  // namespace tracebridge::otlp
