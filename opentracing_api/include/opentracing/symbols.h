// Markers of what the library exports. On the platforms of this library the default visibility
// exports everything, so they are empty; legacy code that writes them keeps compiling.
#pragma once

#include <opentracing/config.h>

#ifndef OPENTRACING_EXPORT
#define OPENTRACING_EXPORT
#endif

#ifndef OPENTRACING_API
#define OPENTRACING_API
#endif
