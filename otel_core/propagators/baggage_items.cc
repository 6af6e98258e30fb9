#include "otel_core/propagators/baggage_items.h"

#include <algorithm>
#include <memory>

#include "opentelemetry/baggage/baggage_context.h"
#include "opentelemetry/context/runtime_context.h"
#include "opentelemetry/nostd/string_view.h"
#include "otel_core/propagators/text.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::propagators {
namespace {

namespace nostd = opentelemetry::nostd;
using opentelemetry::baggage::Baggage;
using opentelemetry::context::Context;
using opentelemetry::context::propagation::TextMapCarrier;

bool IsEmpty(const Baggage& baggage) {
  return baggage.GetAllEntries([](nostd::string_view, nostd::string_view) { return false; });
}

// Where the prefix is not in lower case somebody on the way has rewritten names, the key as well.
std::string KeyOf(std::string_view name, std::string_view prefix) {
  std::string key(name.substr(prefix.size()));
  if (name.substr(0, prefix.size()) != prefix) {
    std::transform(key.begin(), key.end(), key.begin(), LowerAscii);
  }
  return key;
}

}  // namespace

bool BaggageRoom::Take(std::size_t size) noexcept {
  if (items_ == 0 || size > Baggage::kMaxKeyValueSize || size > bytes_) {
    Count(Diagnostic::kBaggageLimit);
    return false;
  }
  --items_;
  bytes_ -= size;
  return true;
}

nostd::shared_ptr<Baggage> BaggageOfTheRequest(const Context& context) noexcept {
  namespace baggage = opentelemetry::baggage;
  nostd::shared_ptr<Baggage> items = baggage::GetBaggage(context);
  if (IsEmpty(*items)) return {};
  const Context current = opentelemetry::context::RuntimeContext::GetCurrent();
  if (items == baggage::GetBaggage(current)) return {};
  return items;
}

bool BaggageItems::Add(std::string key, std::string value) {
  if (key.empty()) return true;
  const std::size_t size = key.size() + value.size();
  const bool has_place = items_.size() < Baggage::kMaxKeyValuePairs;
  if (!has_place || size > Baggage::kMaxKeyValueSize || size > Baggage::kMaxSize - bytes_) {
    Count(Diagnostic::kBaggageLimit);
    return has_place;
  }
  bytes_ += size;
  items_.emplace_back(std::move(key), std::move(value));
  return true;
}

std::string BaggageItems::Take(std::string_view key) {
  const auto item = std::find_if(items_.begin(), items_.end(),
                                 [key](const auto& pair) { return pair.first == key; });
  if (item == items_.end()) return {};
  std::string value = std::move(item->second);
  items_.erase(item);
  return value;
}

Context BaggageItems::AddTo(Context& context) const {
  namespace baggage = opentelemetry::baggage;
  if (items_.empty()) return context;
  nostd::shared_ptr<Baggage> merged(new Baggage(items_));
  if (const auto others = BaggageOfTheRequest(context)) merged = merged->Joined(*others);
  return IsEmpty(*merged) ? context : baggage::SetBaggage(context, merged);
}

void ReadPrefixed(const TextMapCarrier& carrier, std::string_view prefix, ValueCodec decode,
                  BaggageItems* items) {
  carrier.Keys([&](nostd::string_view name) {
    if (!StartsWithIgnoringCase(name, prefix)) return true;
    const nostd::string_view text = carrier.Get(name);
    if (text.size() > Baggage::kMaxSize) {  // before decoding: nothing as long becomes short enough
      Count(Diagnostic::kBaggageLimit);
      return true;
    }
    try {  // here, for Keys is noexcept
      std::string value;
      decode(text, &value);
      return items->Add(KeyOf(name, prefix), std::move(value));
    } catch (...) {
      Count(Diagnostic::kOutOfMemory);
      return false;
    }
  });
}

void WritePrefixed(const Baggage& baggage, std::string_view prefix, ValueCodec encode,
                   TextMapCarrier& carrier) {
  BaggageRoom room;
  std::string name(prefix);
  std::string text;
  baggage.GetAllEntries([&](nostd::string_view key, nostd::string_view value) {
    if (!IsToken(key)) {
      Count(Diagnostic::kBaggageNotAHeader);
      return true;
    }
    try {  // here, for GetAllEntries is noexcept
      text.clear();
      encode(value, &text);
      if (!room.Take(key.size() + text.size())) return true;
      name.resize(prefix.size());
      name.append(key);
      carrier.Set(name, text);
      return true;
    } catch (...) {
      Count(Diagnostic::kOutOfMemory);
      return false;
    }
  });
}

}  // namespace tracebridge::propagators
