// opentracing::string_view: characters that somebody else owns.
#pragma once

#include <opentracing/version.h>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <ostream>
#include <string>

namespace opentracing {
BEGIN_OPENTRACING_ABI_NAMESPACE
// Refers to `size()` characters, which need not end with a NUL. Use it while they live.
class string_view {
 public:
  // Empty, with a null data().
  constexpr string_view() noexcept : data_(nullptr), length_(0) {}

  // The characters up to the NUL. A null pointer is an empty string.
  string_view(const char* str) noexcept
      : data_(str), length_(str == nullptr ? 0 : std::strlen(str)) {}

  string_view(const std::basic_string<char>& str) noexcept
      : data_(str.c_str()), length_(str.length()) {}

  constexpr string_view(const char* str, std::size_t len) noexcept : data_(str), length_(len) {}

  operator std::string() const { return std::string(data_, length_); }

  const char* data() const noexcept { return data_; }
  bool empty() const noexcept { return length_ == 0; }
  std::size_t length() const noexcept { return length_; }
  std::size_t size() const noexcept { return length_; }

  const char* begin() const noexcept { return data_; }
  const char* end() const noexcept { return data_ + length_; }

  // The caller has checked that `i` is less than size().
  const char& operator[](std::size_t i) const { return data_[i]; }

 private:
  const char* data_;
  std::size_t length_;
};

inline bool operator==(string_view lhs, string_view rhs) noexcept {
  return lhs.size() == rhs.size() && std::equal(lhs.begin(), lhs.end(), rhs.begin());
}
inline bool operator==(string_view lhs, const std::string& rhs) noexcept {
  return lhs == string_view(rhs);
}
inline bool operator==(const std::string& lhs, string_view rhs) noexcept {
  return string_view(lhs) == rhs;
}
inline bool operator==(string_view lhs, const char* rhs) noexcept {
  return lhs == string_view(rhs);
}
inline bool operator==(const char* lhs, string_view rhs) noexcept {
  return string_view(lhs) == rhs;
}

inline bool operator!=(string_view lhs, string_view rhs) noexcept { return !(lhs == rhs); }
inline bool operator!=(string_view lhs, const std::string& rhs) noexcept { return !(lhs == rhs); }
inline bool operator!=(const std::string& lhs, string_view rhs) noexcept { return !(lhs == rhs); }
inline bool operator!=(string_view lhs, const char* rhs) noexcept { return !(lhs == rhs); }
inline bool operator!=(const char* lhs, string_view rhs) noexcept { return !(lhs == rhs); }

// Writes the characters as they are: no padding, no field width.
inline std::ostream& operator<<(std::ostream& os, const opentracing::string_view& ref) {
  return os.write(ref.data(), static_cast<std::streamsize>(ref.length()));
}
END_OPENTRACING_ABI_NAMESPACE
}  // namespace opentracing
