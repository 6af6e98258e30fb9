// Marker of what the mock tracer's library exports; empty, as in opentracing/symbols.h.
#pragma once

#include <opentracing/config.h>

#ifndef OPENTRACING_MOCK_TRACER_API
#define OPENTRACING_MOCK_TRACER_API
#endif
