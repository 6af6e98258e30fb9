// Input: headers of any format (header_lines.h), as the bridge reads them: all formats each by itself, then merged. `policy`, if it
// is there, is a policy in JSON. What is sent on is safe and within the limits of each format, each says the same parent, and the
// counters are still JSON.
#include <vector>

#include "tests/fuzz/all_formats.h"
#include "tracebridge/wire_policy.h"
#include "tracebridge/wire_propagator.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tracebridge::fuzz;
  using opentelemetry::context::Context;
  static const std::vector<AnyFormat> formats = AllFormats();
  std::vector<tracebridge::wire::NamedFormat> named;
  for (const AnyFormat& format : formats) named.push_back({format.name, format.propagator});
  tracebridge::wire::WirePropagator all(std::move(named));

  const auto received = Headers(data, size);
  const auto json = received.Get("policy");
  if (!json.empty()) {
    const auto policy = tracebridge::wire::ParsePolicy(std::string(json));
    if (policy) static_cast<void>(all.SetPolicy(*policy));
  }
  Context empty;
  const Context context = all.Extract(received, empty);
  tracebridge::test::HeaderCarrier sent;
  all.Inject(sent, context);
  RequireSendable(sent, kMostBytes);
  RequireOneParent(formats, context);
  Require(all.CountersJson().front() == '{');
  return 0;
}
