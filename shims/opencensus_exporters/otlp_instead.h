// For exporters of OpenCensus's whose protocols are gone: OTLP, and a line that says so.
#pragma once

#include <string>

namespace tracebridge::opencensus_exporters {

// Has OpenCensus's spans leave over OTLP (DefaultProvider::ExportOverOtlp). Tells on the first call for each `exporter` where
// they go and what to use instead; `ignored` names what of its options does not count.
void ExportOverOtlpInstead(const char* exporter, const std::string& ignored,
                           const std::string& service_name);

}  // namespace tracebridge::opencensus_exporters
