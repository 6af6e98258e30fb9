// The version of the OpenTracing API that these headers are, and of its binary interface.
//
// Everything lies in the inline namespace `v3`, so that `opentracing::Span` is the mangled
// `opentracing::v3::Span` of libopentracing.so.1, and an object of another ABI does not link.
#pragma once

#define OPENTRACING_VERSION "1.6.0"

// What a tracer plugin is asked for, and compares, when it is loaded (dynamic_load.h).
#define OPENTRACING_ABI_VERSION "3"

// clang-format off
#define BEGIN_OPENTRACING_ABI_NAMESPACE inline namespace v3 {
#define END_OPENTRACING_ABI_NAMESPACE }
// clang-format on
