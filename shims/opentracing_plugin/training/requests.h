// Requests as proxies trace them: what they call, in which order, with which values. Headers are those that reach a service.
#pragma once

#include <opentracing/tracer.h>

#include <string>
#include <utility>
#include <vector>

namespace tracebridge::training {

using Headers = std::vector<std::pair<std::string, std::string>>;

// Traces a request that came with `headers`, and returns those that the service gets.
using Request = Headers (*)(const opentracing::Tracer& tracer, const Headers& headers);

// Four spans, as examples/haproxy configures the OpenTracing filter: references with the start, tags with it or after it, a
// baggage item, a log, all by one clock.
Headers HaproxyRequest(const opentracing::Tracer& tracer, const Headers& headers);

// Two spans, as nginx-opentracing makes them: tags one by one after the start, times by the other clock.
Headers NginxRequest(const opentracing::Tracer& tracer, const Headers& headers);

// Two spans, as Envoy's driver makes them: the name set later, logs, an error, baggage read, headers looked up by name.
Headers EnvoyRequest(const opentracing::Tracer& tracer, const Headers& headers);

}  // namespace tracebridge::training
