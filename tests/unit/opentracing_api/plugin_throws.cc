// A tracer plugin whose entry point throws.
#include <opentracing/dynamic_load.h>

namespace {
int Make(const char*, const char*, const void**, void*, void**) { throw 5; }
}  // namespace

OPENTRACING_DECLARE_IMPL_FACTORY(Make)
