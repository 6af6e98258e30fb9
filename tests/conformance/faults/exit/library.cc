// A shared library whose static objects trace before main and after it.
#include "tests/conformance/faults/exit/traces.h"

namespace tracebridge::faults {
namespace {
const Traces in_library("static of the library");
HeldSpans held;
}  // namespace

void TraceInLibrary() {
  thread_local const Traces at_thread_end("thread_local of the library");
  at_thread_end.Touch();
  held.Start("held by a static of the library");
  TraceOnce("library");
}

}  // namespace tracebridge::faults
