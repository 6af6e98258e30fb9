// What every decoded request must satisfy, however it was written.
#pragma once

#include "migration/tail/decoded.h"

namespace tracebridge::tail {

// Aborts if a span lacks its ids, resource or scope, or if what is shown of the spans holds a byte that
// acts on a terminal, or markup of a sender.
void RequireShowable(DecodeResult result);

}  // namespace tracebridge::tail
