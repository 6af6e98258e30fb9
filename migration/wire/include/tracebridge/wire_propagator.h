// One propagator over several header formats, for a fleet that is leaving some of them.
//
//   auto wire = std::make_shared<tracebridge::wire::WirePropagator>(std::move(formats));
//   GlobalTextMapPropagator::SetGlobalPropagator(wire);
//   wire->SetPolicy(*tracebridge::wire::ParsePolicy(R"({"phase": "both"})"));   // also while requests run
//   wire->CountersJson();                                                       // who still needs the old ones?
//
// Reading: each format that the policy reads is looked at. When formats name the same parent they complete each other:
// a 128-bit trace id wins over its last 64 bits. When they do not, the one with precedence is believed, and each
// other becomes a link of the span that starts under it, and is counted. Baggage is the union; of two values of a key
// that of the format with precedence counts. Why W3C has precedence unless the policy says otherwise:
// docs/RATIONALE.md, "Whom do we believe when two formats disagree?".
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "opentelemetry/context/propagation/text_map_propagator.h"
#include "opentelemetry/nostd/shared_ptr.h"
#include "tracebridge/expected.h"
#include "tracebridge/wire_policy.h"

namespace tracebridge::wire {

class Counters;
class KnownPolicies;
struct CompiledPolicy;
class PolicyFile;

// A format and the name that policies and counters call it by.
struct NamedFormat {
  std::string name;  // `tracecontext` and `baggage` are W3C's; all others are old ones
  std::shared_ptr<opentelemetry::context::propagation::TextMapPropagator> propagator;
};

// One number of WirePropagator::Counts().
struct WireCount {
  std::string peer;
  std::string format;  // empty: of requests as a whole
  std::string what;    // `received`, `only_legacy`, ...: the words of CountersJson()
  std::uint64_t count;
};

class WirePropagator final : public opentelemetry::context::propagation::TextMapPropagator {
 public:
  // The first 16 of `formats` count. The policy is {}: all are read, all are written.
  explicit WirePropagator(std::vector<NamedFormat> formats);
  ~WirePropagator() override;

  void Inject(opentelemetry::context::propagation::TextMapCarrier& carrier,
              const opentelemetry::context::Context& context) noexcept override;
  opentelemetry::context::Context Extract(
      const opentelemetry::context::propagation::TextMapCarrier& carrier,
      opentelemetry::context::Context& context) noexcept override;
  // Of all formats, whatever the policy: carriers ask once.
  bool Fields(opentelemetry::nostd::function_ref<bool(opentelemetry::nostd::string_view)> callback)
      const noexcept override;
  bool Prefixes(opentelemetry::nostd::function_ref<bool(opentelemetry::nostd::string_view)>
                    callback) const noexcept override;

  // Replaces the policy; requests under way finish with the old one. Returns the error, and keeps the old one, if it
  // names a format that this propagator does not have. A policy without `baggage` leaves the allow-list as it is. From any
  // thread. Each distinct policy stays in memory.
  Expected<bool> SetPolicy(const Policy& policy);

  // Takes the policy from the JSON file `path` (tracebridge/wire_policy.h), now and whenever the file changes: it is
  // looked at every second, by a thread that the first request starts. `log` is told whether it was taken, and the policy
  // or the error; on that thread, but for the first time. A file that is not there or not a policy changes nothing.
  // Once; later calls are ignored.
  void WatchFile(const std::string& path, std::function<void(bool, const std::string&)> log);

  // Returns {"policy": ..., "requests": ..., "formats": ..., "peers": ...}; docs/leaving-a-format.md.
  std::string CountersJson() const;

  // Returns the same numbers as rows, without the policy; those that are not zero.
  std::vector<WireCount> Counts() const;

 private:
  void KeepWatching() noexcept;

  std::vector<std::shared_ptr<opentelemetry::context::propagation::TextMapPropagator>> formats_;
  std::vector<std::string> names_;
  std::unique_ptr<Counters> counters_;
  std::unique_ptr<KnownPolicies> policies_;
  std::atomic<const CompiledPolicy*> policy_{nullptr};  // of policies_
  std::atomic<PolicyFile*> file_{nullptr};
};

}  // namespace tracebridge::wire
