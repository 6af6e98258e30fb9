// How this build of the OpenTracing API library was configured.
#pragma once

// DynamicallyLoadTracingLibrary works (dynamic_load.h).
#define OPENTRACING_BUILD_DYNAMIC_LOADING
