// Writing a context into, and reading it from, what travels with a request.
#pragma once

#include "opentelemetry/context/context.h"
#include "opentelemetry/nostd/function_ref.h"
#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace context {
namespace propagation {

// The user's headers, or whatever holds pairs of text.
class TextMapCarrier {
 public:
  TextMapCarrier() = default;
  TextMapCarrier(const TextMapCarrier&) = default;
  TextMapCarrier& operator=(const TextMapCarrier&) = default;
  TextMapCarrier(TextMapCarrier&&) noexcept = default;
  TextMapCarrier& operator=(TextMapCarrier&&) noexcept = default;
  virtual ~TextMapCarrier() = default;

  // Returns the value of `key`, or "". HTTP carriers must ignore case. The result is valid until
  // the carrier changes.
  virtual nostd::string_view Get(nostd::string_view key) const noexcept = 0;

  virtual void Set(nostd::string_view key, nostd::string_view value) noexcept = 0;

  // Calls `callback` with each key until it returns false. Returns whether it was called with all.
  // A carrier that cannot list its keys says nothing.
  virtual bool Keys(nostd::function_ref<bool(nostd::string_view)>) const noexcept { return true; }
};

// One header format. Safe to use from any thread.
class TextMapPropagator {
 public:
  TextMapPropagator() = default;
  TextMapPropagator(const TextMapPropagator&) = default;
  TextMapPropagator& operator=(const TextMapPropagator&) = default;
  TextMapPropagator(TextMapPropagator&&) noexcept = default;
  TextMapPropagator& operator=(TextMapPropagator&&) noexcept = default;
  virtual ~TextMapPropagator() = default;

  // Returns `context` with what the carrier holds; as it is, if the carrier holds nothing of this
  // format or something malformed.
  virtual Context Extract(const TextMapCarrier& carrier, Context& context) noexcept = 0;

  virtual void Inject(TextMapCarrier& carrier, const Context& context) noexcept = 0;

  // Calls `callback` with each key that Inject may set, until it returns false. Returns whether it
  // was called with all.
  virtual bool Fields(nostd::function_ref<bool(nostd::string_view)> callback) const noexcept = 0;

  // Calls `callback` with how the names begin, in lower case, of all headers that Extract looks at
  // and Fields does not name, until it returns false: `uberctx-` (ours). Returns whether it was
  // called with all; false as well when nobody knows, as here. A carrier that copies headers need
  // copy no others then.
  virtual bool Prefixes(nostd::function_ref<bool(nostd::string_view)>) const noexcept {
    return false;
  }
};

}  // namespace propagation
}  // namespace context
OPENTELEMETRY_END_NAMESPACE
