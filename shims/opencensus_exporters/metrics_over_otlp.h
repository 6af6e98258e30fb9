// For exporters of OpenCensus's views whose protocols are gone: OTLP, and a line that says so.
#pragma once

#include <string>

namespace tracebridge::opencensus_exporters {

// The first call has OpenCensus's views leave over OTLP until the process ends, when they are exported once more, unless there is
// a meter provider already. It tells where they go and what to use instead; `ignored` names what of the exporter's options does
// not count.
void ExportViewsOverOtlpInstead(const std::string& exporter, const std::string& ignored);

}  // namespace tracebridge::opencensus_exporters
