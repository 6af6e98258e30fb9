// Where baggage lies in a Context.
#pragma once

#include <string>

#include "opentelemetry/baggage/baggage.h"
#include "opentelemetry/context/context.h"
#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/nostd/variant.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace baggage {

// A constant that converts to std::string as well: opentelemetry-cpp's is a std::string until 1.27 and an array of
// characters in 1.28.
struct BaggageHeaderName : nostd::string_view {
  constexpr explicit BaggageHeaderName(nostd::string_view name) noexcept
      : nostd::string_view(name) {}
  // NOLINTNEXTLINE(google-explicit-constructor): headers[kBaggageHeader] compiles in every version
  operator std::string() const { return std::string(data(), size()); }
};
inline constexpr BaggageHeaderName kBaggageHeader("baggage");

// Never null: the empty set if the context has none.
inline nostd::shared_ptr<Baggage> GetBaggage(const context::Context& context) noexcept {
  const context::ContextValue* value = context::internal::ContextAccess::Baggage(context);
  const auto* baggage =
      value == nullptr ? nullptr : nostd::get_if<nostd::shared_ptr<Baggage>>(value);
  return baggage != nullptr && *baggage ? *baggage : Baggage::GetDefault();
}

// Returns a context with `baggage` in it.
inline context::Context SetBaggage(context::Context& context,
                                   const nostd::shared_ptr<Baggage>& baggage) noexcept {
  return context::internal::ContextAccess::WithBaggage(context, baggage);
}

}  // namespace baggage
OPENTELEMETRY_END_NAMESPACE
