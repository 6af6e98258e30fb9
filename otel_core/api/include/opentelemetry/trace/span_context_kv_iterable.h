// A collection of links, each a span context with attributes, that calls back with each.
#pragma once

#include <cstddef>

#include "opentelemetry/common/attribute_value.h"
#include "opentelemetry/common/key_value_iterable_view.h"
#include "opentelemetry/nostd/function_ref.h"
#include "opentelemetry/trace/span_context.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace trace {

class SpanContextKeyValueIterable {
 public:
  SpanContextKeyValueIterable() = default;
  SpanContextKeyValueIterable(const SpanContextKeyValueIterable&) = default;
  SpanContextKeyValueIterable& operator=(const SpanContextKeyValueIterable&) = default;
  SpanContextKeyValueIterable(SpanContextKeyValueIterable&&) = default;
  SpanContextKeyValueIterable& operator=(SpanContextKeyValueIterable&&) = default;
  virtual ~SpanContextKeyValueIterable() = default;

  // Calls `callback` with each link, in order, until it returns false. Returns whether it was
  // called with all. The attributes are valid only during their call.
  virtual bool ForEachKeyValue(
      nostd::function_ref<bool(SpanContext, const common::KeyValueIterable&)> callback)
      const noexcept = 0;

  // Returns the number of links.
  virtual std::size_t size() const noexcept = 0;
};

// The collection of no links.
class NullSpanContext : public SpanContextKeyValueIterable {
 public:
  bool ForEachKeyValue(nostd::function_ref<bool(SpanContext, const common::KeyValueIterable&)>)
      const noexcept override {
    return true;
  }
  std::size_t size() const noexcept override { return 0; }
};

}  // namespace trace
OPENTELEMETRY_END_NAMESPACE
