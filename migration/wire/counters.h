// What a process receives and sends, by header format and by peer: whether an old format can be left.
//
// Counting takes no lock; threads count in different cache lines. A forked child starts at zero.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "migration/wire/peers.h"
#include "tracebridge/wire_propagator.h"

namespace tracebridge::wire {

constexpr std::size_t kMaxFormats = 16;

class Counters {
 public:
  // Of a format.
  enum class Format {
    kReceived,     // requests that came with it
    kSent,         // requests that left with a header of it
    kConflicting,  // requests in which it named another parent than the format that was believed
    kMalformed,    // requests in which it, or a part of it, was malformed; perhaps received as well
    kCount,
  };
  // Of requests as a whole.
  enum class Request {
    kReceived,    // Extract calls
    kWithout,     // with no context in any format that is read
    kOnlyLegacy,  // with a context, but none in W3C's format, though that is read: who sends these still needs the old ones
    kConflicting,      // in which two formats disagreed
    kSent,             // Inject calls with a context
    kBaggageWithheld,  // baggage items that no rule let go
    kLinksLost,        // contexts that were not believed and became no link
    kCount,
  };

  Counters() = default;
  Counters(const Counters&) = delete;
  Counters& operator=(const Counters&) = delete;
  ~Counters();

  void Count(std::size_t peer, std::size_t format, Format what) noexcept {
    Add(peer, FormatSlot(format, what), 1);
  }
  void Count(std::size_t peer, Request what, std::uint64_t n = 1) noexcept {
    Add(peer, RequestSlot(what), n);
  }
  // Remembers when a request with nothing but old formats last came from `peer`.
  void SawOnlyLegacy(std::size_t peer) noexcept;

  // Returns all that is not zero as one JSON object; `formats` are their names (docs/leaving-a-format.md shows one).
  std::string Json(const std::vector<std::string>& formats) const;

  // Returns the same, a row each.
  std::vector<WireCount> Rows(const std::vector<std::string>& formats) const;

 private:
  static constexpr std::size_t kFormatKinds = static_cast<std::size_t>(Format::kCount);
  static constexpr std::size_t kRequestKinds = static_cast<std::size_t>(Request::kCount);
  static constexpr std::size_t kSlots = kMaxFormats * kFormatKinds + kRequestKinds;
  static constexpr std::size_t kStripes = 8;

  struct alignas(64) Stripe {
    std::array<std::atomic<std::uint64_t>, kSlots> slots{};
  };
  // One peer's; made when it is first counted.
  struct Block {
    std::array<Stripe, kStripes> stripes{};
    std::atomic<std::int64_t> last_only_legacy{0};  // seconds since the Unix epoch
  };
  using Totals = std::array<std::uint64_t, kSlots>;

  static constexpr std::size_t FormatSlot(std::size_t format, Format what) noexcept {
    return format * kFormatKinds + static_cast<std::size_t>(what);
  }
  static constexpr std::size_t RequestSlot(Request what) noexcept {
    return kMaxFormats * kFormatKinds + static_cast<std::size_t>(what);
  }

  Block* BlockOf(std::size_t peer) noexcept;
  void Add(std::size_t peer, std::size_t slot, std::uint64_t n) noexcept;
  void ForgetParent() noexcept;
  static Totals Sum(const Block& block) noexcept;
  // Calls `f(peer, block)` for each peer that this process has counted for.
  template <class F>
  void ForEachPeer(F&& f) const;
  // Calls `f(format, what, count)` for each that is not zero; `format` is empty for requests as a whole.
  template <class F>
  static void ForEachCount(const Totals& totals, const std::vector<std::string>& formats, F&& f);

  std::atomic<Block*> blocks_[kMaxPeers] = {};
  std::atomic<std::uint32_t> process_{0};
};

}  // namespace tracebridge::wire
