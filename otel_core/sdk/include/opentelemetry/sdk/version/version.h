// The version of opentelemetry-cpp that these headers are source-compatible with.
#pragma once

#include "opentelemetry/version.h"

#define OPENTELEMETRY_SDK_VERSION OPENTELEMETRY_VERSION
