// Keeps each thread's current Context on an installed opentelemetry-cpp (-DTRACEBRIDGE_CORE=system).
//
//   int main() {
//     tracebridge::InstallContextStorage();  // before the first span and the first thread
//
// With this one, and not with opentelemetry-cpp's own,
//   * a Context that is current can be replaced: OpenTracing's SetBaggageItem shows inside the span's own activation at once;
//   * a scope that ends out of order ends alone: those opened inside it stay. The opt-in policy of MakeOpenTracingTracer
//     needs that where spans overlap;
//   * a scope that ends on another thread ends on its own. Both are counted (tracebridge/diagnostics.h).
// It costs one allocation more for each scope. The embedded core needs none of this.
#pragma once

namespace tracebridge {

// Installs the storage for the whole process, in the place of whichever was there. Contexts that are current keep being
// so only in the storage that was replaced. Calling it again changes nothing. Throws std::bad_alloc only.
void InstallContextStorage();

}  // namespace tracebridge
