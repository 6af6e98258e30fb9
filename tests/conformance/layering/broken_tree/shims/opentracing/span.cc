#include "opentelemetry/sdk/tracer.h"
#include "absl/time/time.h"
