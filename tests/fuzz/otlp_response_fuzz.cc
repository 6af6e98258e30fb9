// Input: a byte for the status (100 + 2 x), a letter for the content type, and the body of an answer.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "otel_core/exporters/otlp/src/http/response.h"

namespace {

void Require(bool condition) {
  if (!condition) std::abort();
}

std::string_view ContentType(char letter) {
  return letter == 'j'   ? "application/json"
         : letter == 'p' ? "application/x-protobuf"
                         : "text/html";
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using tracebridge::otlp::Verdict;
  if (size < 2) return 0;
  const long status = 100 + data[0] * 2;
  const std::string_view body(reinterpret_cast<const char*>(data + 2), size - 2);
  const auto attempt =
      tracebridge::otlp::ReadResponse(status, ContentType(static_cast<char>(data[1])), body);
  Require((attempt.verdict == Verdict::kDelivered) == (status >= 200 && status < 300));
  Require(attempt.message.size() <= 300);
  for (const char c : attempt.message) Require(c >= ' ' && c <= '~');
  return 0;
}
