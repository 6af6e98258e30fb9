// Input: `g` or `d` for the encoding, then a compressed body.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "migration/tail/inflate.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tracebridge::tail;
  constexpr std::size_t kLimit = 100'000;
  if (size == 0) return 0;
  const auto result =
      Inflate(data[0] == 'g' ? ContentEncoding::kGzip : ContentEncoding::kDeflate,
              std::string(reinterpret_cast<const char*>(data) + 1, size - 1), kLimit);
  const auto* body = std::get_if<std::string>(&result);
  if (body != nullptr && body->size() > kLimit) std::abort();
  return 0;
}
