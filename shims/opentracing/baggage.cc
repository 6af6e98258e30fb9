#include "shims/opentracing/baggage.h"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>
#include <vector>

#include "opentelemetry/baggage/baggage_context.h"
#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/nostd/variant.h"

namespace tracebridge::opentracing_shim {
namespace {
namespace nostd = opentelemetry::nostd;
using opentelemetry::baggage::Baggage;
using opentelemetry::context::Context;
using Entry = std::pair<nostd::string_view, nostd::string_view>;
using Entries = std::vector<Entry>;

nostd::string_view ToOtel(std::string_view text) noexcept { return {text.data(), text.size()}; }

// Adds the entries of `baggage`, as views, except those that `entries` has already.
void Append(const BaggagePointer& baggage, Entries* entries) {
  if (baggage.get() == nullptr) return;
  const size_t before = entries->size();
  baggage->GetAllEntries([&](nostd::string_view key, nostd::string_view value) {
    for (size_t i = 0; i < before; ++i) {
      if ((*entries)[i].first == key) return true;
    }
    entries->emplace_back(key, value);
    return true;
  });
}

template <class List>
BaggagePointer Make(const List& entries) {
  return BaggagePointer(std::make_shared<Baggage>(entries));
}

}  // namespace

bool IsEmpty(const BaggagePointer& baggage) noexcept {
  if (baggage.get() == nullptr) return true;
  bool empty = true;
  baggage->GetAllEntries([&](nostd::string_view, nostd::string_view) { return empty = false; });
  return empty;
}

std::string Item(const BaggagePointer& baggage, std::string_view key) {
  std::string value;
  if (baggage.get() != nullptr) baggage->GetValue(ToOtel(key), value);
  return value;
}

// In the order of the first time that each key was set. Not Baggage::Set, which in some cores
// refuses text outside of ASCII.
BaggagePointer WithItem(const BaggagePointer& baggage, std::string_view key,
                        std::string_view value) {
  if (IsEmpty(baggage)) return Make(std::array<Entry, 1>{{{ToOtel(key), ToOtel(value)}}});
  Entries entries;
  Append(baggage, &entries);
  const auto same_key = [&](const Entry& entry) { return entry.first == ToOtel(key); };
  const auto old = std::find_if(entries.begin(), entries.end(), same_key);
  if (old != entries.end()) {
    old->second = ToOtel(value);
  } else {
    entries.emplace_back(ToOtel(key), ToOtel(value));
  }
  return Make(entries);
}

BaggagePointer Union(const BaggagePointer& first, const BaggagePointer& second) {
  if (IsEmpty(second)) return first;
  if (IsEmpty(first)) return second;
  Entries entries;
  Append(first, &entries);
  Append(second, &entries);
  return Make(entries);
}

BaggagePointer BaggageOf(const Context& context) noexcept {
  const auto value = context.GetValue(opentelemetry::baggage::kBaggageHeader);
  const BaggagePointer* baggage = nostd::get_if<BaggagePointer>(&value);
  return baggage == nullptr || IsEmpty(*baggage) ? BaggagePointer() : *baggage;
}

Context WithBaggage(const Context& context, const BaggagePointer& baggage) {
  if (BaggageOf(context).get() == baggage.get()) return context;
  Context copy = context;  // SetValue is not const, although it changes nothing
  return copy.SetValue(opentelemetry::baggage::kBaggageHeader,
                       baggage.get() == nullptr ? Baggage::GetDefault() : baggage);
}

}  // namespace tracebridge::opentracing_shim
