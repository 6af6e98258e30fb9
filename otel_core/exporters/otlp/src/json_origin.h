// Attributes, resources and scopes as OTLP JSON.
//
//   {"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]}
//   {"name":"lib","version":"1.2"}
#pragma once

#include <string>

#include "opentelemetry/sdk/instrumentationscope/instrumentation_scope.h"
#include "opentelemetry/sdk/resource/resource.h"
#include "opentelemetry/sdk/trace/span_record.h"
#include "otel_core/exporters/otlp/src/json_object.h"

namespace tracebridge::otlp {

// Adds the member `name` to `object`, unless there are no attributes. `out` is where `object` is written.
void AppendAttributes(std::string_view name,
                      const opentelemetry::sdk::trace::AttributeRange& attributes,
                      JsonObject* object, std::string* out);

// Null is one without content.
void AppendScope(const opentelemetry::sdk::instrumentationscope::InstrumentationScope* scope,
                 std::string* out);
void AppendResource(const opentelemetry::sdk::resource::Resource* resource, std::string* out);

}  // namespace tracebridge::otlp
