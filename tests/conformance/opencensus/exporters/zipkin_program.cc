// A program that reports to Zipkin, as users of opencensus-cpp write it: zipkin_program URL [ipv6]
#include <cstring>

#include "opencensus/exporters/trace/zipkin/zipkin_exporter.h"
#include "spans.h"

int main(int argc, char** argv) {
  ::opencensus::exporters::trace::ZipkinExporterOptions options(argv[1]);
  options.service_name = "TestService";
  options.request_timeout = absl::Seconds(20);
  if (argc > 2 && std::strcmp(argv[2], "ipv6") == 0) {
    options.af_type = ::opencensus::exporters::trace::ZipkinExporterOptions::AddressFamily::kIpv6;
  }
  ::opencensus::exporters::trace::ZipkinExporter::Register(options);
  RecordSpans();
  return 0;
}
