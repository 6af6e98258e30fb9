// A jaegertracing::Config as a tree, as if its settings stood in a file of Jaeger's.
#pragma once

#include <string>

#include "jaegertracing/Config.h"
#include "shims/legacy_clients/start.h"

namespace tracebridge::legacy_clients {

// `environment` is the process's: the JAEGER_* in it do not count, unless Config::fromEnv() has read them.
Settings ToSettings(const std::string& service_name, const jaegertracing::Config& config,
                    const core::Environment& environment);

}  // namespace tracebridge::legacy_clients
