// What the compiler offers, under the names that opentelemetry-cpp's users know.
//
// Supported compilers are GCC and Clang in C++17 and later; a macro that has one meaning there is
// written without alternatives.
#pragma once

#if __cplusplus < 201703L
#error "The OpenTelemetry API needs C++17."
#endif

#include <version>

#if !defined(OPENTELEMETRY_HAVE_BUILTIN)
#ifdef __has_builtin
#define OPENTELEMETRY_HAVE_BUILTIN(x) __has_builtin(x)
#else
#define OPENTELEMETRY_HAVE_BUILTIN(x) 0
#endif
#endif

#if !defined(OPENTELEMETRY_HAVE_FEATURE)
#ifdef __has_feature
#define OPENTELEMETRY_HAVE_FEATURE(f) __has_feature(f)
#else
#define OPENTELEMETRY_HAVE_FEATURE(f) 0
#endif
#endif

#if !defined(OPENTELEMETRY_HAVE_ATTRIBUTE)
#define OPENTELEMETRY_HAVE_ATTRIBUTE(x) __has_attribute(x)
#endif

#if !defined(OPENTELEMETRY_HAVE_CPP_ATTRIBUTE)
#define OPENTELEMETRY_HAVE_CPP_ATTRIBUTE(x) __has_cpp_attribute(x)
#endif

// if OPENTELEMETRY_LIKELY_CONDITION (x > 0) { ... }: brings its own parentheses.
#if !defined(OPENTELEMETRY_LIKELY_CONDITION)
#define OPENTELEMETRY_LIKELY_CONDITION(C) (__builtin_expect(!!(C), true))
#endif
#if !defined(OPENTELEMETRY_UNLIKELY_CONDITION)
#define OPENTELEMETRY_UNLIKELY_CONDITION(C) (__builtin_expect(!!(C), false))
#endif

// if (x > 0) OPENTELEMETRY_LIKELY { ... }: the attribute, from C++20 on.
#if !defined(OPENTELEMETRY_LIKELY)
#if __cplusplus >= 202002L
#define OPENTELEMETRY_LIKELY [[likely]]
#else
#define OPENTELEMETRY_LIKELY
#endif
#endif
#if !defined(OPENTELEMETRY_UNLIKELY)
#if __cplusplus >= 202002L
#define OPENTELEMETRY_UNLIKELY [[unlikely]]
#else
#define OPENTELEMETRY_UNLIKELY
#endif
#endif

#define OPENTELEMETRY_MAYBE_UNUSED [[maybe_unused]]
#define OPENTELEMETRY_DEPRECATED [[deprecated]]
#define OPENTELEMETRY_DEPRECATED_MESSAGE(msg) [[deprecated(msg)]]

// Both compilers read the GCC spelling.
#define OPENTELEMETRY_SUPPRESS_DEPRECATED_BEGIN \
  _Pragma("GCC diagnostic push") _Pragma("GCC diagnostic ignored \"-Wdeprecated-declarations\"")
#define OPENTELEMETRY_SUPPRESS_DEPRECATED_END _Pragma("GCC diagnostic pop")

// Defined if and only if run-time type information is on.
#if !defined(OPENTELEMETRY_RTTI_ENABLED) && defined(__GXX_RTTI)
#define OPENTELEMETRY_RTTI_ENABLED
#endif

// 1 if exceptions are on, else 0.
#ifndef OPENTELEMETRY_HAVE_EXCEPTIONS
#ifdef __cpp_exceptions
#define OPENTELEMETRY_HAVE_EXCEPTIONS 1
#else
#define OPENTELEMETRY_HAVE_EXCEPTIONS 0
#endif
#endif

#define OPENTELEMETRY_HAVE_WORKING_REGEX 1

// On a function with a static variable that a process must hold once, whatever the visibility that
// its users compile with.
#define OPENTELEMETRY_API_SINGLETON __attribute__((visibility("default")))
#define OPENTELEMETRY_LOCAL_SYMBOL __attribute__((visibility("hidden")))
#define OPENTELEMETRY_EXPORT

#define OPENTELEMETRY_ATOMIC_READ_8(ptr) __atomic_load_n(ptr, __ATOMIC_SEQ_CST)
#define OPENTELEMETRY_ATOMIC_WRITE_8(ptr, value) __atomic_store_n(ptr, value, __ATOMIC_SEQ_CST)

// On a parameter whose referent the result refers to.
#ifndef OPENTELEMETRY_ATTRIBUTE_LIFETIME_BOUND
#if OPENTELEMETRY_HAVE_CPP_ATTRIBUTE(clang::lifetimebound)
#define OPENTELEMETRY_ATTRIBUTE_LIFETIME_BOUND [[clang::lifetimebound]]
#else
#define OPENTELEMETRY_ATTRIBUTE_LIFETIME_BOUND
#endif
#endif

#ifndef OPENTELEMETRY_HAVE_MEMORY_SANITIZER
#define OPENTELEMETRY_HAVE_MEMORY_SANITIZER OPENTELEMETRY_HAVE_FEATURE(memory_sanitizer)
#endif
#if OPENTELEMETRY_HAVE_MEMORY_SANITIZER
#define OPENTELEMETRY_SANITIZER_NO_MEMORY __attribute__((no_sanitize_memory))
#else
#define OPENTELEMETRY_SANITIZER_NO_MEMORY
#endif

#ifndef OPENTELEMETRY_HAVE_THREAD_SANITIZER
#if defined(__SANITIZE_THREAD__)
#define OPENTELEMETRY_HAVE_THREAD_SANITIZER 1
#else
#define OPENTELEMETRY_HAVE_THREAD_SANITIZER OPENTELEMETRY_HAVE_FEATURE(thread_sanitizer)
#endif
#endif
#if OPENTELEMETRY_HAVE_THREAD_SANITIZER
#define OPENTELEMETRY_SANITIZER_NO_THREAD __attribute__((no_sanitize_thread))
#else
#define OPENTELEMETRY_SANITIZER_NO_THREAD
#endif

#ifndef OPENTELEMETRY_HAVE_ADDRESS_SANITIZER
#if defined(__SANITIZE_ADDRESS__)
#define OPENTELEMETRY_HAVE_ADDRESS_SANITIZER 1
#else
#define OPENTELEMETRY_HAVE_ADDRESS_SANITIZER OPENTELEMETRY_HAVE_FEATURE(address_sanitizer)
#endif
#endif
#ifndef OPENTELEMETRY_HAVE_HWADDRESS_SANITIZER
#if defined(__SANITIZE_HWADDRESS__)
#define OPENTELEMETRY_HAVE_HWADDRESS_SANITIZER 1
#else
#define OPENTELEMETRY_HAVE_HWADDRESS_SANITIZER OPENTELEMETRY_HAVE_FEATURE(hwaddress_sanitizer)
#endif
#endif
#if OPENTELEMETRY_HAVE_ADDRESS_SANITIZER
#define OPENTELEMETRY_SANITIZER_NO_ADDRESS __attribute__((no_sanitize_address))
#elif OPENTELEMETRY_HAVE_HWADDRESS_SANITIZER
#define OPENTELEMETRY_SANITIZER_NO_ADDRESS __attribute__((no_sanitize("hwaddress")))
#else
#define OPENTELEMETRY_SANITIZER_NO_ADDRESS
#endif
