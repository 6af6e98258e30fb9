// Who is at the other end of a request: the application's own name for it, `checkout`, `partner.example`.
//
//   tracebridge::PeerScope peer("checkout");     // around Inject or Extract, whichever API calls it
//   tracer->Inject(span->context(), writer);
//
// Wire counters are kept by peer, and baggage rules name peers as destinations (tracebridge/wire_policy.h).
//
// Usable from C++11. A peer's name takes a place for the rest of the process: there are 63, later names count as
// `other`, and none, as `unknown`, is no name. So name services, not users or addresses.
#pragma once

#include <memory>
#include <string>

namespace tracebridge {

// Names the peer of what this thread does until the end of the scope. Nests. Must end on the thread that began it.
// Without memory it does nothing, counted.
class PeerScope {
 public:
  explicit PeerScope(const std::string& name) noexcept;
  PeerScope(const PeerScope&) = delete;
  PeerScope& operator=(const PeerScope&) = delete;
  ~PeerScope();

 private:
  struct Attached;
  std::unique_ptr<Attached> attached_;
};

}  // namespace tracebridge
