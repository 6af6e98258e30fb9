#include "opentelemetry/exporters/otlp/otlp_http.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace exporter {
namespace otlp {

HttpRequestContentType GetOtlpHttpProtocolFromString(nostd::string_view name) noexcept {
  return name == "http/json" ? HttpRequestContentType::kJson : HttpRequestContentType::kBinary;
}

}  // namespace otlp
}  // namespace exporter
OPENTELEMETRY_END_NAMESPACE
