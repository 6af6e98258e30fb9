// The static members of the configuration classes, for programs in C++11 and C++14, where the address of one needs a definition.
// C++17 gives it to whoever takes the address, as this file does.
#include "jaegertracing/Config.h"
#include "jaegertracing/Tracer.h"

namespace jaegertracing {
namespace {

[[gnu::used]] const void* const kMembers[] = {
    &Config::kJAEGER_SERVICE_NAME_ENV_PROP,
    &Config::kJAEGER_TAGS_ENV_PROP,
    &Config::kJAEGER_JAEGER_DISABLED_ENV_PROP,
    &Config::kJAEGER_JAEGER_TRACEID_128BIT_ENV_PROP,
    &Config::kJAEGER_PROPAGATION_ENV_PROP,
    &samplers::Config::kDefaultSamplingProbability,
    &samplers::Config::kDefaultSamplingServerURL,
    &samplers::Config::kDefaultMaxOperations,
    &samplers::Config::kJAEGER_SAMPLER_TYPE_ENV_PROP,
    &samplers::Config::kJAEGER_SAMPLER_PARAM_ENV_PROP,
    &samplers::Config::kJAEGER_SAMPLING_ENDPOINT_ENV_PROP,
    &reporters::Config::kDefaultQueueSize,
    &reporters::Config::kDefaultLocalAgentHostPort,
    &reporters::Config::kDefaultEndpoint,
    &reporters::Config::kJAEGER_AGENT_HOST_ENV_PROP,
    &reporters::Config::kJAEGER_AGENT_PORT_ENV_PROP,
    &reporters::Config::kJAEGER_ENDPOINT_ENV_PROP,
    &reporters::Config::kJAEGER_REPORTER_LOG_SPANS_ENV_PROP,
    &reporters::Config::kJAEGER_REPORTER_FLUSH_INTERVAL_ENV_PROP,
    &reporters::Config::kJAEGER_REPORTER_MAX_QUEUE_SIZE_ENV_PROP,
    &Tracer::kGen128BitOption,
};

}  // namespace
}  // namespace jaegertracing
