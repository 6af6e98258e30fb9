// The one lock of the shim's rare moments: a tracer is made or goes, a propagator is seen for the first time.
//
// Taken around a fork, so that a child finds it free. No code of the program's runs under it.
#pragma once

#include <mutex>

namespace tracebridge::opentracing_shim {

std::mutex& ProcessMutex() noexcept;

}  // namespace tracebridge::opentracing_shim
