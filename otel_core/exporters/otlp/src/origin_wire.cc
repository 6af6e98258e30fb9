#include "otel_core/exporters/otlp/src/origin_wire.h"

#include <string_view>

#include "otel_core/exporters/common/attribute_record.h"

namespace tracebridge::otlp {
namespace {

using exporters::AttributesOf;
using exporters::ValidText;
using wire::Tag;

constexpr std::uint8_t kOrigin = Tag(1, wire::kBytes);  // the resource, the scope
constexpr std::uint8_t kSchemaUrl = Tag(3, wire::kBytes);
// Resource
constexpr std::uint8_t kResourceAttributes = Tag(1, wire::kBytes);
// InstrumentationScope
constexpr std::uint8_t kScopeName = Tag(1, wire::kBytes);
constexpr std::uint8_t kScopeVersion = Tag(2, wire::kBytes);
constexpr std::uint8_t kScopeAttributes = Tag(3, wire::kBytes);

void Append(std::string* message, std::uint8_t tag, std::string_view payload) {
  std::uint8_t length[10];
  const std::uint8_t* const end = wire::PutVarint(length, payload.size());
  message->push_back(static_cast<char>(tag));
  message->append(reinterpret_cast<const char*>(length), static_cast<std::size_t>(end - length));
  message->append(payload);
}

void AppendText(std::string* message, std::uint8_t tag, const std::string& text) {
  if (!text.empty()) Append(message, tag, ValidText(text));
}

void AppendAttributes(std::string* message, std::uint8_t tag,
                      const opentelemetry::sdk::common::AttributeMap& attributes) {
  const auto record = AttributesOf(attributes);
  for (const auto attribute : record->attributes()) Append(message, tag, attribute.wire());
}

}  // namespace

std::string ResourceHeader(const opentelemetry::sdk::resource::Resource* resource) {
  std::string message;
  std::string header;
  if (resource != nullptr) {
    AppendAttributes(&message, kResourceAttributes, resource->GetAttributes());
    AppendText(&header, kSchemaUrl, resource->GetSchemaURL());
  }
  Append(&header, kOrigin, message);
  return header;
}

std::string ScopeHeader(
    const opentelemetry::sdk::instrumentationscope::InstrumentationScope* scope) {
  std::string message;
  std::string header;
  if (scope != nullptr) {
    AppendText(&message, kScopeName, scope->GetName());
    AppendText(&message, kScopeVersion, scope->GetVersion());
    AppendAttributes(&message, kScopeAttributes, scope->GetAttributes());
    AppendText(&header, kSchemaUrl, scope->GetSchemaURL());
  }
  Append(&header, kOrigin, message);
  return header;
}

}  // namespace tracebridge::otlp
