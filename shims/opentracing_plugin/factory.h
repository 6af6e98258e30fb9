// Tracers from the configuration that a host read for the plugin.
#pragma once

#include <opentracing/tracer_factory.h>

#include <memory>

namespace tracebridge::opentracing_plugin {

// Returns the factory of the plugin. What its configuration may be: configuration.h. What is wrong in it is an error, and makes no tracer. Throws std::bad_alloc.
std::unique_ptr<opentracing::TracerFactory> MakeFactory();

}  // namespace tracebridge::opentracing_plugin
