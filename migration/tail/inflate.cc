#include "migration/tail/inflate.h"

#include <zlib.h>

#include <algorithm>
#include <utility>

#include "migration/tail/text.h"

namespace tracebridge::tail {
namespace {
// zlib's window bits: the largest window, and which wrapper to expect around the data.
constexpr int kGzipWrapper = 15 + 16;
constexpr int kZlibWrapper = 15;
constexpr int kNoWrapper = -15;

constexpr size_t kStep = 64 * 1024;

// RFC 1950: the method is 8 (deflate) and the first two bytes are a multiple of 31.
bool HasZlibHeader(std::string_view body) {
  return body.size() >= 2 && (body[0] & 15) == 8 &&
         (static_cast<uint8_t>(body[0]) * 256 + static_cast<uint8_t>(body[1])) % 31 == 0;
}

class Inflater {
 public:
  explicit Inflater(int window_bits) { ready_ = inflateInit2(&stream_, window_bits) == Z_OK; }
  ~Inflater() {
    if (ready_) inflateEnd(&stream_);
  }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  // Returns false if the data is malformed. Stops when `output` is longer than `max_size`.
  bool Run(std::string_view body, size_t max_size, bool many_members, std::string& output) {
    if (!ready_) return false;
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(body.data()));
    stream_.avail_in = static_cast<uInt>(body.size());
    while (output.size() <= max_size) {
      const size_t before = output.size();
      output.resize(std::min(before + kStep, max_size + 1));
      stream_.next_out = reinterpret_cast<Bytef*>(&output[before]);
      stream_.avail_out = static_cast<uInt>(output.size() - before);
      const int result = inflate(&stream_, Z_NO_FLUSH);
      output.resize(output.size() - stream_.avail_out);
      if (result == Z_STREAM_END) {
        if (stream_.avail_in == 0) return true;
        if (!many_members || inflateReset(&stream_) != Z_OK) return false;
      } else if (result != Z_OK || (stream_.avail_in == 0 && stream_.avail_out != 0)) {
        return false;
      }
    }
    return true;
  }

 private:
  z_stream stream_{};
  bool ready_ = false;
};

}  // namespace

std::optional<ContentEncoding> ParseContentEncoding(std::string_view header) {
  const std::string name = AsciiLower(Trim(header));
  if (name.empty() || name == "identity") return ContentEncoding::kIdentity;
  if (name == "gzip" || name == "x-gzip") return ContentEncoding::kGzip;
  if (name == "deflate") return ContentEncoding::kDeflate;
  return std::nullopt;
}

std::variant<std::string, DecodeError> Inflate(ContentEncoding encoding, std::string body,
                                               size_t max_size) {
  std::string output;
  if (encoding == ContentEncoding::kIdentity) {
    output = std::move(body);
  } else {
    const bool gzip = encoding == ContentEncoding::kGzip;
    Inflater inflater(gzip ? kGzipWrapper : HasZlibHeader(body) ? kZlibWrapper : kNoWrapper);
    if (!inflater.Run(body, max_size, gzip, output)) {
      return DecodeError{DecodeError::Code::kMalformed,
                         std::string("the body is not ") + (gzip ? "gzip" : "deflate") + " data"};
    }
  }
  if (output.size() > max_size) {
    return DecodeError{DecodeError::Code::kTooLarge,
                       "the body is larger than " + std::to_string(max_size) + " bytes"};
  }
  return output;
}

}  // namespace tracebridge::tail
