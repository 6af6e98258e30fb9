#include "migration/headers/formats.h"

#include "tracebridge/sdk_builder.h"

namespace tracebridge::headers {

std::vector<wire::NamedFormat> AllFormats() {
  std::vector<wire::NamedFormat> formats;
  SdkOptions options;
  options.opencensus_tags = OpenCensusTagsPolicy::kBaggage;
  for (const Propagator format : AllPropagators()) {
    const auto name = NameOf(format);
    formats.push_back({std::string(name.data(), name.size()), MakePropagator(format, options)});
  }
  return formats;
}

}  // namespace tracebridge::headers
