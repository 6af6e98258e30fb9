#include "otel_core/exporters/otlp/src/http/gzip.h"

#include <zlib.h>

namespace tracebridge::otlp {
namespace {

// Ends the stream also when there is no memory for its output.
struct EndsDeflate {
  z_stream* stream;
  ~EndsDeflate() { deflateEnd(stream); }
};

}  // namespace

bool Gzip(std::string_view data, std::string* out) {
  constexpr int kGzipWindow = 15 + 16;  // 16 asks for a gzip header rather than a zlib one
  constexpr int kMemoryLevel = 8;
  z_stream stream{};
  // The fastest level: it finds the keys and ids that spans repeat, which is most of what there is to find.
  if (deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, kGzipWindow, kMemoryLevel,
                   Z_DEFAULT_STRATEGY) != Z_OK) {
    return false;
  }
  const EndsDeflate ends{&stream};
  out->resize(deflateBound(&stream, static_cast<uLong>(data.size())));
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(data.data()));
  stream.avail_in = static_cast<uInt>(data.size());
  stream.next_out = reinterpret_cast<Bytef*>(out->data());
  stream.avail_out = static_cast<uInt>(out->size());
  const int result = deflate(&stream, Z_FINISH);
  out->resize(stream.total_out);
  return result == Z_STREAM_END;
}

}  // namespace tracebridge::otlp
