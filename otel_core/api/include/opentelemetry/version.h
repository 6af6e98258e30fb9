// Which opentelemetry-cpp API these headers are compatible with, and the namespace they live in.
//
// The API is that of opentelemetry-cpp 1.19 to 1.28, ABI 2, with the standard library's types for
// nostd. Our symbols are in an inline namespace of our own, so that a process may hold libraries
// built against either set of headers; one translation unit sees only one set.
#pragma once

#if defined(OPENTELEMETRY_VERSION) && !defined(TRACEBRIDGE_OPENTELEMETRY_API)
#error \
    "Another OpenTelemetry API (opentelemetry-cpp's opentelemetry/version.h) was included before tracebridge's. A translation unit can use only one: put tracebridge's include folder first, or build tracebridge with -DTRACEBRIDGE_CORE=system."
#endif
// Also tells code that compiles on both cores which one it has (shims/).
#define TRACEBRIDGE_OPENTELEMETRY_API 1

#if defined(OPENTELEMETRY_ABI_VERSION_NO) && OPENTELEMETRY_ABI_VERSION_NO != 2
#error \
    "tracebridge provides ABI 2 of the OpenTelemetry API: do not define OPENTELEMETRY_ABI_VERSION_NO, or define it as 2."
#endif
#ifndef OPENTELEMETRY_ABI_VERSION_NO
#define OPENTELEMETRY_ABI_VERSION_NO 2
#endif

// What upstream calls "STL mode": nostd names are std names. nostd::span is our own class always.
#ifndef OPENTELEMETRY_STL_VERSION
#define OPENTELEMETRY_STL_VERSION 2017
#endif

#include "opentelemetry/common/macros.h"
#include "opentelemetry/detail/preprocessor.h"

#define OPENTELEMETRY_VERSION "1.28.0"
#define OPENTELEMETRY_VERSION_MAJOR 1
#define OPENTELEMETRY_VERSION_MINOR 28
#define OPENTELEMETRY_VERSION_PATCH 0

#define OPENTELEMETRY_ABI_VERSION OPENTELEMETRY_STRINGIFY(OPENTELEMETRY_ABI_VERSION_NO)

// clang-format off
#define OPENTELEMETRY_BEGIN_NAMESPACE namespace opentelemetry { inline namespace tracebridge_v1 {
#define OPENTELEMETRY_END_NAMESPACE }}
#define OPENTELEMETRY_NAMESPACE opentelemetry::tracebridge_v1
// clang-format on
