// The list of libraries in LD_PRELOAD.
//
// Source: ld.so(8), LD_PRELOAD: "The items of the list can be separated by spaces or colons, and there is no support for
// escaping either separator."
#pragma once

#include <string_view>

namespace tracebridge::opentracing_preload {

// Takes the entries whose last component is `file_name` out of `list`, in place. Returns the length of what is left, which is
// as it was otherwise, empty entries included, but for the separator after each that went.
std::size_t TakeOut(std::string_view file_name, char* list, std::size_t size) noexcept;

// Takes `file_name` out of the LD_PRELOAD of `environment`, whose strings it changes in place, and the variable when nothing is
// left of it. Not by setenv: a program may have one of its own (bash has).
void TakeOutOfEnvironment(std::string_view file_name, char** environment) noexcept;

}  // namespace tracebridge::opentracing_preload
