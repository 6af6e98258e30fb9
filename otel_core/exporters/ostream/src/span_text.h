// A finished span as text.
//
//   {
//     name          : GET /items
//     trace_id      : 5b8aa5a2d2c872e8321cf37308d69df2
//     ...
//     attributes    :
//           http.response.status_code: 200
//     events        :
//           {
//             name          : miss
//             ...
//
// The layout is that of opentelemetry-cpp's exporter, which people and scripts know.
#pragma once

#include <string>

#include "opentelemetry/sdk/trace/span_record.h"

namespace tracebridge::exporters {

// Appends `span` to `*out`. Throws std::bad_alloc.
void AppendSpanText(const opentelemetry::sdk::trace::SpanRecord& span, std::string* out);

}  // namespace tracebridge::exporters
