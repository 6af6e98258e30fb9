#include "opentracing_api/src/mocktracer/configuration.h"

#include <cstddef>

namespace tracebridge::opentracing_mocktracer {
namespace {
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  // Skips white space, then takes `token` if it is next.
  bool Take(std::string_view token) {
    while (position_ < text_.size() && IsSpace(text_[position_])) ++position_;
    if (text_.substr(position_, token.size()) != token) return Fail("expected", token);
    position_ += token.size();
    return true;
  }

  // Takes the rest of a string whose opening quote was taken.
  bool TakeName(std::string& name) {
    for (; position_ < text_.size(); ++position_) {
      const char c = text_[position_];
      if (c == '"') {
        ++position_;
        return true;
      }
      if (c == '\\') return Fail("escaped characters are not supported in filename");
      if (c < ' ' || c > '~') return Fail("invalid character");
      name += c;
    }
    return Fail("no matching \"");
  }

  bool TakeEnd() {
    Take("");
    return position_ == text_.size() || Fail("expected EOF");
  }

  const std::string& error() const { return error_; }

 private:
  static bool IsSpace(char c) { return c == ' ' || ('\t' <= c && c <= '\r'); }

  bool Fail(std::string_view what, std::string_view token = {}) {
    error_ = "Error parsing configuration at position " + std::to_string(position_) + ": ";
    error_ += what;
    if (!token.empty()) error_.append(" ").append(token);
    return false;
  }

  std::string_view text_;
  std::size_t position_ = 0;
  std::string error_;
};
}  // namespace

opentracing::expected<std::string, std::string> ParseOutputFile(std::string_view configuration) {
  Scanner scanner(configuration);
  std::string name;
  if (scanner.Take("{") && scanner.Take("\"output_file\"") && scanner.Take(":") &&
      scanner.Take("\"") && scanner.TakeName(name) && scanner.Take("}") && scanner.TakeEnd()) {
    return name;
  }
  return opentracing::make_unexpected(scanner.error());
}

}  // namespace tracebridge::opentracing_mocktracer
