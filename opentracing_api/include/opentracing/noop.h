// A tracer that does nothing.
#pragma once

#include <opentracing/symbols.h>
#include <opentracing/tracer.h>
#include <opentracing/version.h>

#include <memory>

namespace opentracing {
BEGIN_OPENTRACING_ABI_NAMESPACE
// Returns a tracer whose spans record nothing and have no baggage, and whose Extract finds nothing.
// Null when there is no memory for it. Tracer::Global() is one of these until InitGlobal is called.
OPENTRACING_API std::shared_ptr<Tracer> MakeNoopTracer() noexcept;
END_OPENTRACING_ABI_NAMESPACE
}  // namespace opentracing
