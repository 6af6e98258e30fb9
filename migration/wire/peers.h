// The names of peers, as small numbers, which a Context can hold.
#pragma once

#include <cstddef>
#include <string_view>

#include "opentelemetry/context/context.h"

namespace tracebridge::wire {

constexpr std::size_t kMaxPeers = 65;  // two of them are these:
constexpr std::size_t kUnknownPeer = 0;
constexpr std::size_t kOtherPeer = 1;

// Returns the number of `name`, which is kUnknownPeer for none and for `unknown`; kOtherPeer for `other`, once there are too many, or without memory. Takes no lock.
std::size_t PeerNumber(std::string_view name) noexcept;

// Returns the name of a peer; empty if no peer has that number yet.
std::string_view PeerName(std::size_t number) noexcept;

// Returns `context` with its peer.
opentelemetry::context::Context WithPeer(const opentelemetry::context::Context& context,
                                         std::size_t number) noexcept;

// Returns the peer of `context`, else that of the calling thread's current context, else kUnknownPeer.
std::size_t PeerOf(const opentelemetry::context::Context& context) noexcept;

}  // namespace tracebridge::wire
