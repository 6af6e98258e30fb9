// Headers as people have them: arguments, the output of `curl -v`, a dump of a proxy.
//
//   traceparent: 00-4bf9...-01         a header
//   > X-B3-TraceId: 463ac35c9f6413ad   one that curl sent; `<` one that it received
//   -H 'b3: 0'                         one as it stands in a curl command
//   > GET / HTTP/1.1, * Connected ...  no headers: left out
#pragma once

#include <iosfwd>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "opentelemetry/context/propagation/text_map_propagator.h"

namespace tracebridge::headers {

struct Header {
  std::string name;
  std::string value;
};

// Returns the headers in `text`, a line each, in order; blank lines and what is no header are left out. Lines may end in
// CR LF.
std::vector<Header> ParseHeaders(std::string_view text);

// A carrier over them: names in any case, and of a repeated name all values, with commas between.
class Carrier final : public opentelemetry::context::propagation::TextMapCarrier {
 public:
  Carrier() = default;
  explicit Carrier(const std::vector<Header>& headers);

  opentelemetry::nostd::string_view Get(
      opentelemetry::nostd::string_view key) const noexcept override;
  void Set(opentelemetry::nostd::string_view key,
           opentelemetry::nostd::string_view value) noexcept override;
  bool Keys(opentelemetry::nostd::function_ref<bool(opentelemetry::nostd::string_view)> callback)
      const noexcept override;

  // What it holds, by name in lower case.
  const std::map<std::string, std::string>& values() const noexcept { return values_; }

 private:
  std::map<std::string, std::string> values_;
};

}  // namespace tracebridge::headers
