// Attributes of resources, instrumentation scopes and points of metrics, in the form that those of spans have.
#pragma once

#include <memory>
#include <string>

#include "opentelemetry/sdk/common/attribute_utils.h"
#include "opentelemetry/sdk/trace/span_record.h"

namespace tracebridge::exporters {

// Returns a record with the attributes of `map`, in the order of their keys: the same bytes and views as
// those of a span. Never null; throws std::bad_alloc.
std::unique_ptr<opentelemetry::sdk::trace::SpanRecord> AttributesOf(
    const opentelemetry::sdk::common::AttributeMap& map);
std::unique_ptr<opentelemetry::sdk::trace::SpanRecord> AttributesOf(
    const opentelemetry::sdk::common::OrderedAttributeMap& map);

// Returns `text` as valid UTF-8.
std::string ValidText(const std::string& text);

}  // namespace tracebridge::exporters
