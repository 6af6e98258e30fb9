// Breaks two rules.
#include "absl/time/time.h"
#include "opentelemetry/sdk/tracer.h"
