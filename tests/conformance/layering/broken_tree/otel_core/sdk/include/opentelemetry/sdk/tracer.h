#include "opentelemetry/trace/upwards.h"
