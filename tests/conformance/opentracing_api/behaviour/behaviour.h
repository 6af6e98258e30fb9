// What a program sees of the OpenTracing library, printed as text: `call -> result` a line.
//
// The same sources are compiled against the distribution's headers and against ours, and run with
// the library of each; all outputs are equal.
#pragma once

#include <opentracing/util.h>
#include <opentracing/value.h>

#include <cstdio>
#include <exception>
#include <iostream>
#include <sstream>
#include <string>
#include <system_error>
#include <typeinfo>

#include "tests/conformance/opentracing_api/headers_under_test.h"

namespace behaviour {

#define SHOW(expression) std::cout << #expression << " -> " << behaviour::Text(expression) << "\n"

inline std::string Text(bool x) { return x ? "true" : "false"; }
inline std::string Text(int x) { return std::to_string(x); }
inline std::string Text(long x) { return std::to_string(x); }
inline std::string Text(unsigned long x) { return std::to_string(x); }
inline std::string Text(double x) { return std::to_string(x); }
inline std::string Text(const std::string& x) { return '"' + x + '"'; }
inline std::string Text(const char* x) { return x == nullptr ? "null" : Text(std::string(x)); }
inline std::string Text(opentracing::string_view x) { return Text(std::string(x)); }

inline std::string Text(const std::error_code& x) {
  return std::string(x.category().name()) + " " + std::to_string(x.value()) + " \"" + x.message() +
         '"';
}

// A pointer: whether it is null.
template <typename Pointer, typename = typename Pointer::element_type>
std::string Text(const Pointer& x) {
  return x == nullptr ? "null" : "an object";
}

template <typename T>
std::string Text(const opentracing::expected<T>& x) {
  return x ? "value " + Text(*x) : "error " + Text(x.error());
}
inline std::string Text(const opentracing::expected<void>& x) {
  return x ? "success" : "error " + Text(x.error());
}

// The alternative's position and the value.
std::string Text(const opentracing::Value& value);

// What `f` throws.
template <typename F>
std::string Thrown(F f) {
  try {
    f();
    return "nothing";
  } catch (const std::exception& e) {
    return std::string(typeid(e).name()) + " \"" + e.what() + '"';
  }
}

void StringViews();
void ExpectedResults();
void Variants();
void ValuesOfTags();
void Errors();
void Options();
void Carriers();
void NoopTracers();
void MockTracers();
void Propagation();
void Tags();
void DynamicLoading();
void GlobalTracer();

}  // namespace behaviour
