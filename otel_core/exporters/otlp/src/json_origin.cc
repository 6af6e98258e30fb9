#include "otel_core/exporters/otlp/src/json_origin.h"

#include "otel_core/exporters/common/attribute_record.h"
#include "otel_core/exporters/otlp/src/json_text.h"

namespace tracebridge::otlp {
namespace {

using exporters::AttributesOf;
using exporters::ValidText;
using opentelemetry::sdk::trace::AttributeRange;
using opentelemetry::sdk::trace::ValueView;

// One member: the alternative of AnyValue that the value has.
void AppendValue(const ValueView& value, std::string* out) {
  JsonObject any(out);
  switch (value.type()) {
    case ValueView::Type::kEmpty:
      break;
    case ValueView::Type::kText:
      AppendQuoted(value.AsText(), any.Member("stringValue"));
      break;
    case ValueView::Type::kBool:
      any.Member("boolValue")->append(value.AsBool() ? "true" : "false");
      break;
    case ValueView::Type::kInt:
      AppendInteger(value.AsInt(), any.Member("intValue"));
      break;
    case ValueView::Type::kDouble:
      AppendDouble(value.AsDouble(), any.Member("doubleValue"));
      break;
    case ValueView::Type::kArray: {
      JsonObject array(any.Member("arrayValue"));
      AppendArray(value.AsArray(), array.Member("values"),
                  [out](const ValueView& item) { AppendValue(item, out); });
      array.End();
      break;
    }
    case ValueView::Type::kBytes:
      AppendBase64(value.AsBytes(), any.Member("bytesValue"));
      break;
  }
  any.End();
}

}  // namespace

void AppendAttributes(std::string_view name, const AttributeRange& attributes, JsonObject* object,
                      std::string* out) {
  if (attributes.empty()) return;
  AppendArray(attributes, object->Member(name), [out](const auto& attribute) {
    JsonObject pair(out);
    AppendQuoted(attribute.key(), pair.Member("key"));
    AppendValue(attribute.value(), pair.Member("value"));
    pair.End();
  });
}

void AppendScope(const opentelemetry::sdk::instrumentationscope::InstrumentationScope* scope,
                 std::string* out) {
  JsonObject object(out);
  if (scope != nullptr) {
    object.Text("name", ValidText(scope->GetName()));
    object.Text("version", ValidText(scope->GetVersion()));
    AppendAttributes("attributes", AttributesOf(scope->GetAttributes())->attributes(), &object,
                     out);
  }
  object.End();
}

void AppendResource(const opentelemetry::sdk::resource::Resource* resource, std::string* out) {
  JsonObject object(out);
  if (resource != nullptr) {
    AppendAttributes("attributes", AttributesOf(resource->GetAttributes())->attributes(), &object,
                     out);
  }
  object.End();
}

}  // namespace tracebridge::otlp
