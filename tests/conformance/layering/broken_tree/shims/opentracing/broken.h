#include "opentelemetry/sdk/trace/tracer.h"
