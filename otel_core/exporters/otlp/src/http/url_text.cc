#include "otel_core/exporters/otlp/src/http/url_text.h"

namespace tracebridge::otlp {

std::string LoggableUrl(const std::string& url) {
  std::string text = url.substr(0, url.find_first_of("?#"));
  const auto scheme_end = text.find("://");
  const auto host = scheme_end == std::string::npos ? 0 : scheme_end + 3;
  const auto at = text.rfind('@', text.find('/', host));
  if (at != std::string::npos && at >= host) text.erase(host, at + 1 - host);
  return text;
}

}  // namespace tracebridge::otlp
