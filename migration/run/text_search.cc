#include "migration/run/text_search.h"

#include <algorithm>

namespace tracebridge::run {
namespace {

constexpr std::uint64_t kMost = 1u << 30;  // bytes
constexpr std::size_t kPiece = 1u << 20;

}  // namespace

std::vector<bool> Search(const Bytes& bytes, const std::vector<std::string_view>& texts) {
  std::vector<bool> found(texts.size());
  std::size_t longest = 1;
  for (const std::string_view text : texts) longest = std::max(longest, text.size());

  // Each piece begins with the end of the one before, where a text may have begun.
  std::vector<char> piece(kPiece + longest - 1);
  std::size_t kept = 0;
  for (std::uint64_t offset = 0; offset < kMost;) {
    const std::size_t read = bytes.ReadAt(offset, piece.data() + kept, kPiece);
    const std::string_view text(piece.data(), kept + read);
    for (std::size_t i = 0; i < texts.size(); ++i) {
      if (!found[i]) found[i] = text.find(texts[i]) != std::string_view::npos;
    }
    if (read < kPiece) break;
    offset += read;
    kept = longest - 1;
    std::copy(text.end() - static_cast<std::ptrdiff_t>(kept), text.end(), piece.begin());
  }
  return found;
}

}  // namespace tracebridge::run
