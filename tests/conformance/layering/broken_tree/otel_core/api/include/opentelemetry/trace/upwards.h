#include "opentelemetry/sdk/tracer.h"
