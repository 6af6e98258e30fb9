#include "migration/wire/counters.h"

#include <algorithm>
#include <ctime>
#include <iterator>
#include <memory>
#include <new>
#include <nlohmann/json.hpp>
#include <string_view>

#include "tracebridge/diagnostics.h"
#include "tracebridge/state.h"

namespace tracebridge::wire {
namespace {

// In the order of the enumerators.
constexpr std::string_view kFormatNames[] = {"received", "sent", "conflicting", "malformed"};
constexpr std::string_view kRequestNames[] = {
    "received", "without_context",  "only_legacy", "conflicting",
    "sent",     "baggage_withheld", "links_lost"};
static_assert(std::size(kFormatNames) == static_cast<std::size_t>(Counters::Format::kCount));
static_assert(std::size(kRequestNames) == static_cast<std::size_t>(Counters::Request::kCount));

}  // namespace

Counters::~Counters() {
  for (auto& block : blocks_) delete block.load(std::memory_order_relaxed);
}

Counters::Block* Counters::BlockOf(std::size_t peer) noexcept {
  Block* block = blocks_[peer].load(std::memory_order_acquire);
  if (block != nullptr) return block;
  std::unique_ptr<Block> made(new (std::nothrow) Block);
  if (made == nullptr) {
    tracebridge::Count(Diagnostic::kOutOfMemory);
    return nullptr;
  }
  if (blocks_[peer].compare_exchange_strong(block, made.get(), std::memory_order_acq_rel)) {
    return made.release();
  }
  return block;
}

void Counters::Add(std::size_t peer, std::size_t slot, std::uint64_t n) noexcept {
  const std::uint32_t process = tracebridge_state_v1_process();
  if (__builtin_expect(process_.load(std::memory_order_relaxed) != process, 0)) ForgetParent();
  Block* block = BlockOf(peer);
  if (block == nullptr) return;
  Stripe& stripe = block->stripes[tracebridge_state_v1_thread_number() % kStripes];
  stripe.slots[slot].fetch_add(n, std::memory_order_relaxed);
}

// What the parent counted is the parent's to report. The first thread of the child that counts does this.
void Counters::ForgetParent() noexcept {
  const std::uint32_t before = process_.exchange(tracebridge_state_v1_process());
  if (before == 0 || before == tracebridge_state_v1_process()) return;
  for (auto& entry : blocks_) {
    Block* block = entry.load(std::memory_order_acquire);
    if (block == nullptr) continue;
    block->last_only_legacy.store(0, std::memory_order_relaxed);
    for (Stripe& stripe : block->stripes) {
      for (auto& slot : stripe.slots) slot.store(0, std::memory_order_relaxed);
    }
  }
}

void Counters::SawOnlyLegacy(std::size_t peer) noexcept {
  Count(peer, Request::kOnlyLegacy);
  Block* block = BlockOf(peer);
  if (block == nullptr) return;
  timespec now{};
  clock_gettime(CLOCK_REALTIME_COARSE, &now);
  // Written once a second, so that threads do not fight for the line.
  if (block->last_only_legacy.load(std::memory_order_relaxed) != now.tv_sec) {
    block->last_only_legacy.store(now.tv_sec, std::memory_order_relaxed);
  }
}

Counters::Totals Counters::Sum(const Block& block) noexcept {
  Totals totals{};
  for (const Stripe& stripe : block.stripes) {
    for (std::size_t slot = 0; slot < kSlots; ++slot) {
      totals[slot] += stripe.slots[slot].load(std::memory_order_relaxed);
    }
  }
  return totals;
}

template <class F>
void Counters::ForEachPeer(F&& f) const {
  // A forked child that has not counted yet has what the parent counted.
  if (process_.load(std::memory_order_relaxed) != tracebridge_state_v1_process()) return;
  for (std::size_t peer = 0; peer < kMaxPeers; ++peer) {
    const Block* block = blocks_[peer].load(std::memory_order_acquire);
    if (block != nullptr) f(peer, *block);
  }
}

template <class F>
void Counters::ForEachCount(const Totals& totals, const std::vector<std::string>& formats, F&& f) {
  for (std::size_t kind = 0; kind < kRequestKinds; ++kind) {
    const std::uint64_t n = totals[RequestSlot(static_cast<Request>(kind))];
    if (n != 0) f(std::string(), std::string(kRequestNames[kind]), n);
  }
  for (std::size_t format = 0; format < formats.size(); ++format) {
    for (std::size_t kind = 0; kind < kFormatKinds; ++kind) {
      const std::uint64_t n = totals[FormatSlot(format, static_cast<Format>(kind))];
      if (n != 0) f(formats[format], std::string(kFormatNames[kind]), n);
    }
  }
}

std::string Counters::Json(const std::vector<std::string>& formats) const {
  const auto to_json = [&](const Totals& totals, std::int64_t last_only_legacy) {
    nlohmann::ordered_json json = nlohmann::ordered_json::object();
    ForEachCount(totals, formats,
                 [&](const std::string& format, const std::string& what, std::uint64_t n) {
                   (format.empty() ? json["requests"] : json["formats"][format])[what] = n;
                 });
    if (last_only_legacy != 0) json["last_only_legacy_unix_s"] = last_only_legacy;
    return json;
  };

  Totals sum{};
  std::int64_t last = 0;
  auto peers = nlohmann::ordered_json::object();
  ForEachPeer([&](std::size_t peer, const Block& block) {
    const Totals totals = Sum(block);
    const std::int64_t seconds = block.last_only_legacy.load(std::memory_order_relaxed);
    for (std::size_t slot = 0; slot < kSlots; ++slot) sum[slot] += totals[slot];
    last = std::max(last, seconds);
    peers[std::string(PeerName(peer))] = to_json(totals, seconds);
  });
  nlohmann::ordered_json json = to_json(sum, last);
  json["peers"] = std::move(peers);
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::vector<WireCount> Counters::Rows(const std::vector<std::string>& formats) const {
  std::vector<WireCount> rows;
  ForEachPeer([&](std::size_t peer, const Block& block) {
    ForEachCount(Sum(block), formats,
                 [&](const std::string& format, const std::string& what, std::uint64_t n) {
                   rows.push_back({std::string(PeerName(peer)), format, what, n});
                 });
  });
  return rows;
}

}  // namespace tracebridge::wire
