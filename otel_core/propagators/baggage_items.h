// Baggage of formats that have a header for each item, or a list of their own.
//
//   uberctx-user: 42        <->  baggage {user: 42}
//   uberctx-userId: 42      <->  baggage {userId: 42}
//   Uberctx-Userid: 42       ->  baggage {userid: 42}   names were rewritten on the way, so the key is in lower case
//
// Limits are those of opentelemetry::baggage::Baggage: 180 items, 4,096 bytes of an item, 8,192 bytes in all. What is
// over them is left out and counted.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "opentelemetry/baggage/baggage.h"
#include "opentelemetry/context/context.h"
#include "opentelemetry/context/propagation/text_map_propagator.h"
#include "opentelemetry/nostd/shared_ptr.h"

namespace tracebridge::propagators {

// Returns the baggage of `context` that another header of the same request brought; null without. What is current on the
// thread is not: programs extract into it too, and it is of what the thread did before.
opentelemetry::nostd::shared_ptr<opentelemetry::baggage::Baggage> BaggageOfTheRequest(
    const opentelemetry::context::Context& context) noexcept;

// How much may still be sent.
class BaggageRoom {
 public:
  // Returns whether an item of `size` bytes, encoded, fits; counts it if not.
  bool Take(std::size_t size) noexcept;

 private:
  std::size_t items_ = opentelemetry::baggage::Baggage::kMaxKeyValuePairs;
  std::size_t bytes_ = opentelemetry::baggage::Baggage::kMaxSize;
};

// Items that a carrier holds, on their way into a Context.
class BaggageItems {
 public:
  // Returns false once there is no room for any other item.
  bool Add(std::string key, std::string value);

  // Returns the value of `key`, which is no item any more; "" without one.
  std::string Take(std::string_view key);

  // Returns `context` with these items as its baggage, in front of those that other formats of the request brought, which have
  // what room is left; of two with one key ours counts, of ours the last. The same `context` when there are none.
  opentelemetry::context::Context AddTo(opentelemetry::context::Context& context) const;

 private:
  std::vector<std::pair<std::string, std::string>> items_;
  std::size_t bytes_ = 0;
};

// Appends to `*to` what a header's value stands for, or the other way round.
using ValueCodec = void (*)(std::string_view value, std::string* to);

// Adds an item for each header of `carrier` whose name begins with `prefix`, which is in lower case, and goes on.
void ReadPrefixed(const opentelemetry::context::propagation::TextMapCarrier& carrier,
                  std::string_view prefix, ValueCodec decode, BaggageItems* items);

// Sets a header for each item. An item whose key is not a token cannot be a header and is counted. `encode` must
// yield printable ASCII.
void WritePrefixed(const opentelemetry::baggage::Baggage& baggage, std::string_view prefix,
                   ValueCodec encode, opentelemetry::context::propagation::TextMapCarrier& carrier);

}  // namespace tracebridge::propagators
