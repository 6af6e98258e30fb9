#include "migration/wire/peers.h"

#include <atomic>
#include <new>
#include <string>

#include "opentelemetry/context/runtime_context.h"
#include "opentelemetry/nostd/unique_ptr.h"
#include "opentelemetry/nostd/variant.h"
#include "tracebridge/diagnostics.h"
#include "tracebridge/peer.h"

namespace tracebridge::wire {
namespace {

using opentelemetry::context::Context;
using opentelemetry::context::RuntimeContext;

constexpr char kPeerKey[] = "tracebridge.peer";
constexpr std::string_view kUnknownName = "unknown";
constexpr std::string_view kOtherName = "other";

// Filled from the front, never emptied: requests read it without a lock, also after main.
std::atomic<const std::string*> names[kMaxPeers];
// Until somebody names a peer, nobody looks for one.
std::atomic<bool> has_names{false};

std::size_t NumberIn(const Context& context) noexcept {
  const auto value = context.GetValue(kPeerKey);
  const auto* number = opentelemetry::nostd::get_if<std::uint64_t>(&value);
  return number == nullptr ? kUnknownPeer : static_cast<std::size_t>(*number);
}

}  // namespace

std::size_t PeerNumber(std::string_view name) noexcept {
  if (name.empty() || name == kUnknownName) return kUnknownPeer;
  if (name == kOtherName) return kOtherPeer;
  const std::string* added = nullptr;
  for (std::size_t number = kOtherPeer + 1; number < kMaxPeers; ++number) {
    const std::string* known = names[number].load(std::memory_order_acquire);
    if (known == nullptr) {
      if (added == nullptr) {
        try {
          added = new std::string(name);
        } catch (...) {
          Count(Diagnostic::kOutOfMemory);
          return kOtherPeer;
        }
      }
      if (names[number].compare_exchange_strong(known, added, std::memory_order_acq_rel)) {
        has_names.store(true, std::memory_order_relaxed);
        return number;
      }
    }
    if (*known == name) {
      delete added;
      return number;
    }
  }
  delete added;
  return kOtherPeer;
}

std::string_view PeerName(std::size_t number) noexcept {
  if (number == kUnknownPeer) return kUnknownName;
  if (number == kOtherPeer) return kOtherName;
  const std::string* name = names[number].load(std::memory_order_acquire);
  return name == nullptr ? std::string_view() : *name;
}

Context WithPeer(const Context& context, std::size_t number) noexcept {
  return context.SetValue(kPeerKey, static_cast<std::uint64_t>(number));
}

std::size_t PeerOf(const Context& context) noexcept {
  if (!has_names.load(std::memory_order_relaxed)) return kUnknownPeer;
  const std::size_t number = NumberIn(context);
  return number != kUnknownPeer ? number : NumberIn(RuntimeContext::GetCurrent());
}

}  // namespace tracebridge::wire

namespace tracebridge {

struct PeerScope::Attached {
  opentelemetry::nostd::unique_ptr<opentelemetry::context::Token> token;
};

PeerScope::PeerScope(const std::string& name) noexcept {
  using opentelemetry::context::RuntimeContext;
  try {
    attached_ = std::make_unique<Attached>();
    attached_->token = RuntimeContext::Attach(
        wire::WithPeer(RuntimeContext::GetCurrent(), wire::PeerNumber(name)));
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
  }
}

PeerScope::~PeerScope() = default;

}  // namespace tracebridge
