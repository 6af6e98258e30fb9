// What becomes of a span that is destroyed without End(): OpenTelemetry's are ended then; OpenCensus's never were exported.
#pragma once

#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {

// From now on spans of this instrumentation scope that are destroyed without End() are dropped. `scope_name` must live as
// long as the process. At most eight scopes; returns false, and does nothing, beyond.
bool DiscardUnendedSpansOf(nostd::string_view scope_name) noexcept;

}  // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
