#include "shims/opentracing/binary_carrier.h"

#include <algorithm>
#include <cstdint>
#include <istream>
#include <new>
#include <ostream>
#include <system_error>
#include <utility>

#include "shims/opentracing/values.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::opentracing_shim {
namespace {

constexpr std::string_view kMagic = "\x89TBR";
constexpr char kVersion = 1;
constexpr std::size_t kHeadSize = 5;  // both
constexpr std::size_t kSizeSize = 4;
constexpr std::size_t kLengthSize = 2;
constexpr std::size_t kMaxLength = 0xffff;

auto NoMemory() {
  Count(Diagnostic::kOutOfMemory);
  return opentracing::make_unexpected(std::make_error_code(std::errc::not_enough_memory));
}

auto IoError() { return opentracing::make_unexpected(std::make_error_code(std::errc::io_error)); }

void StoreNumber(std::size_t number, std::size_t size, char* to) {
  for (std::size_t i = size; i-- > 0; number >>= 8) to[i] = static_cast<char>(number & 0xff);
}

std::size_t LoadNumber(std::string_view bytes) {
  std::size_t number = 0;
  for (const char byte : bytes) number = number << 8 | static_cast<unsigned char>(byte);
  return number;
}

void AppendText(std::string_view text, std::string* to) {
  to->append(kLengthSize, '\0');
  StoreNumber(text.size(), kLengthSize, &to->back() - (kLengthSize - 1));
  to->append(text);
}

// Takes a text off the front; false: there is less.
bool TakeText(std::string_view* rest, std::string_view* text) {
  if (rest->size() < kLengthSize) return false;
  const std::size_t size = LoadNumber(rest->substr(0, kLengthSize));
  rest->remove_prefix(kLengthSize);
  if (size > rest->size()) return false;
  *text = rest->substr(0, size);
  rest->remove_prefix(size);
  return true;
}

bool AreWhole(std::string_view headers) {
  for (std::string_view name, value; !headers.empty();) {
    if (!TakeText(&headers, &name) || !TakeText(&headers, &value)) return false;
  }
  return true;
}

// Appends up to `size` bytes, in pieces: a size that a stream names is no reason to allocate. At the end of the stream
// eofbit is set and failbit, which callers look at, is not.
void Read(std::istream& stream, std::size_t size, std::string* to) {
  char piece[1024];
  while (size > 0 && stream.good() && stream.peek() != std::istream::traits_type::eof()) {
    auto count = static_cast<std::size_t>(
        stream.readsome(piece, static_cast<std::streamsize>(std::min(size, sizeof piece))));
    if (count == 0) {  // of an unbuffered stream nobody knows how much is there
      piece[0] = static_cast<char>(stream.get());
      count = 1;
    }
    to->append(piece, count);
    size -= count;
  }
}

BinaryContent ReadOurs(std::istream& stream) {
  std::string bytes;
  Read(stream, kSizeSize, &bytes);
  const std::size_t size = LoadNumber(bytes);
  if (bytes.size() < kSizeSize || size > kMaxBinarySize) {
    return {BinaryContent::Form::kCorrupted, {}};
  }
  bytes.clear();
  Read(stream, size, &bytes);
  if (bytes.size() < size || !AreWhole(bytes)) return {BinaryContent::Form::kCorrupted, {}};
  return {BinaryContent::Form::kOurs, std::move(bytes)};
}

// `bytes` are the first ones.
BinaryContent ReadOthers(std::istream& stream, const OtherBinary& other, std::string bytes) {
  if (!other.missing || !other.read) return {BinaryContent::Form::kCorrupted, {}};
  while (const std::size_t missing = other.missing(bytes)) {
    const std::size_t before = bytes.size();
    if (missing > kMaxBinarySize - before) return {BinaryContent::Form::kCorrupted, {}};
    Read(stream, missing, &bytes);
    if (bytes.size() != before + missing) break;  // it is cut off
  }
  return {BinaryContent::Form::kOther, std::move(bytes)};
}

}  // namespace

BinaryWriter::BinaryWriter() : bytes_(kMagic) {
  bytes_.push_back(kVersion);
  bytes_.append(kSizeSize, '\0');
}

opentracing::expected<void> BinaryWriter::Set(opentracing::string_view key,
                                              opentracing::string_view value) const try {
  const std::size_t size = 2 * kLengthSize + key.size() + value.size();
  if (key.size() > kMaxLength || value.size() > kMaxLength ||
      bytes_.size() + size > kHeadSize + kSizeSize + kMaxBinarySize) {
    Count(Diagnostic::kHeaderFieldDropped);
    return {};
  }
  bytes_.reserve(bytes_.size() + size);  // all of it or nothing
  AppendText(ToStd(key), &bytes_);
  AppendText(ToStd(value), &bytes_);
  return {};
} catch (...) {
  return NoMemory();
}

opentracing::expected<void> BinaryWriter::WriteTo(std::ostream& stream) {
  StoreNumber(bytes_.size() - kHeadSize - kSizeSize, kSizeSize, &bytes_[kHeadSize]);
  stream.write(bytes_.data(), static_cast<std::streamsize>(bytes_.size()));
  stream.flush();
  if (!stream.good()) return IoError();
  return {};
}

opentracing::expected<void> BinaryReader::ForeachKey(
    std::function<opentracing::expected<void>(opentracing::string_view key,
                                              opentracing::string_view value)>
        f) const {
  std::string_view rest = headers_;
  for (std::string_view name, value; TakeText(&rest, &name) && TakeText(&rest, &value);) {
    const auto result = f({name.data(), name.size()}, {value.data(), value.size()});
    if (!result) return result;
  }
  return {};
}

opentracing::expected<BinaryContent> ReadBinary(std::istream& stream,
                                                const OtherBinary& other) try {
  using Form = BinaryContent::Form;
  if (!stream.good()) return IoError();
  if (stream.peek() == std::istream::traits_type::eof()) return BinaryContent{Form::kNothing, {}};

  std::string bytes;
  Read(stream, kHeadSize, &bytes);
  if (bytes.compare(0, kMagic.size(), kMagic) == 0) {
    const bool is_known = bytes.size() == kHeadSize && bytes.back() == kVersion;
    return is_known ? ReadOurs(stream) : BinaryContent{Form::kCorrupted, {}};
  }
  return ReadOthers(stream, other, std::move(bytes));
} catch (const std::bad_alloc&) {
  return NoMemory();
}

}  // namespace tracebridge::opentracing_shim
