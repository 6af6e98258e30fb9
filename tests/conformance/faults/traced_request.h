// What a request does with each API: everything that a handler in a traced service does, start to finish.
//
// All that the program itself allocates is made by the constructor, so that whatever allocates in Serve() is ours.
#pragma once

#include <array>
#include <cstddef>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>

namespace tracebridge::faults {

inline constexpr char kIncomingTraceparent[] =
    "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
inline constexpr char kIncomingTracestate[] = "rojo=00f067aa0ba902b7";
inline constexpr char kIncomingBaggage[] = "tenant=blue";

// Headers in memory of its own.
class FixedHeaders {
 public:
  void Add(std::string_view name, std::string_view value) noexcept {
    if (count_ == headers_.size()) return;
    Header& header = headers_[count_++];
    Copy(name, header.name);
    Copy(value, header.value);
  }
  void Clear() noexcept { count_ = 0; }

  template <class Visit>
  void ForEach(Visit visit) const {
    for (std::size_t i = 0; i < count_; ++i) visit(headers_[i].name, headers_[i].value);
  }

  std::string_view Get(std::string_view name) const noexcept {
    for (std::size_t i = 0; i < count_; ++i) {
      if (name == headers_[i].name) return headers_[i].value;
    }
    return "";
  }

 private:
  struct Header {
    char name[32];
    char value[600];
  };

  template <std::size_t kSize>
  static void Copy(std::string_view from, char (&to)[kSize]) noexcept {
    const std::size_t size = from.size() < kSize ? from.size() : kSize - 1;
    std::memcpy(to, from.data(), size);
    to[size] = '\0';
  }

  std::array<Header, 8> headers_{};
  std::size_t count_ = 0;
};

class Request {
 public:
  virtual ~Request() = default;

  // Serves one request that comes with the headers above.
  virtual void Serve() = 0;

  // Returns the headers of the call that it made to another service, one a line; of ids it says only which trace they are
  // of: `traceparent: 00-<the incoming trace>-<a span>-01`.
  std::string Sent() const;

 protected:
  FixedHeaders sent_;
  bool failed_visibly_ = false;  // the API told the program

 public:
  bool failed_visibly() const noexcept { return failed_visibly_; }
};

std::unique_ptr<Request> MakeOpenTelemetryRequest();
std::unique_ptr<Request> MakeOpenTracingRequest();
std::unique_ptr<Request> MakeOpenCensusRequest();

}  // namespace tracebridge::faults
