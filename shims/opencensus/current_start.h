// The starts in progress of this copy of the shim, shown to the samplers of other copies in the process.
#pragma once

namespace tracebridge::opencensus_shim {

// Shows them from now on. Before the first start; again does nothing.
void JoinCurrentStarts() noexcept;

}  // namespace tracebridge::opencensus_shim
