// Choices of the OTLP over HTTP exporter.
#pragma once

#include <cstdint>

#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace exporter {
namespace otlp {

// How JSON bodies show bytes. OTLP allows one form only, and it is what is written whatever is
// chosen: ids in hexadecimal, byte arrays in Base64.
enum class JsonBytesMappingKind : std::uint8_t { kHexId, kHex, kBase64 };

enum class HttpRequestContentType : std::uint8_t { kJson, kBinary };

// Returns kJson for "http/json", else kBinary.
HttpRequestContentType GetOtlpHttpProtocolFromString(nostd::string_view name) noexcept;

}  // namespace otlp
}  // namespace exporter
OPENTELEMETRY_END_NAMESPACE
