// A helper library of another release: it knows no version that it is asked for.
#include "otel_core/exporters/jaeger/thrift/encoder.h"

extern "C" __attribute__((visibility("default"))) tracebridge::jaeger::Encode
tracebridge_jaeger_thrift(std::uint32_t) noexcept {
  return nullptr;
}
