// The baggage of a Context as one line of text, by name: `a=1 b=2`.
#pragma once

#include <map>
#include <string>

#include "opentelemetry/baggage/baggage_context.h"
#include "opentelemetry/context/context.h"
#include "opentelemetry/nostd/string_view.h"

namespace tracebridge::test {

inline std::string BaggageText(const opentelemetry::context::Context& context) {
  using opentelemetry::nostd::string_view;
  std::map<std::string, std::string> items;
  opentelemetry::baggage::GetBaggage(context)->GetAllEntries(
      [&](string_view key, string_view value) {
        items.emplace(key, value);
        return true;
      });
  std::string text;
  for (const auto& [key, value] : items) {
    if (!text.empty()) text += ' ';
    text += key + '=' + value;
  }
  return text;
}

}  // namespace tracebridge::test
