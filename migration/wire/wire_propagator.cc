#include "tracebridge/wire_propagator.h"

#include <utility>

#include "migration/wire/baggage_rules.h"
#include "migration/wire/compiled_policy.h"
#include "migration/wire/counters.h"
#include "migration/wire/known_policies.h"
#include "migration/wire/merge.h"
#include "migration/wire/other_parents.h"
#include "migration/wire/peers.h"
#include "migration/wire/policy_file.h"
#include "opentelemetry/trace/context.h"
#include "tracebridge/malformed_header.h"

namespace tracebridge::wire {
namespace {

namespace nostd = opentelemetry::nostd;
using opentelemetry::context::Context;
using opentelemetry::context::propagation::TextMapCarrier;
using FormatCount = Counters::Format;
using RequestCount = Counters::Request;

// Passes everything on, and tells whether something was written since it was last asked.
class WatchedCarrier final : public TextMapCarrier {
 public:
  explicit WatchedCarrier(TextMapCarrier& carrier) noexcept : carrier_(carrier) {}

  void Set(nostd::string_view key, nostd::string_view value) noexcept override {
    was_written_ = true;
    carrier_.Set(key, value);
  }
  nostd::string_view Get(nostd::string_view key) const noexcept override {
    return carrier_.Get(key);
  }
  bool Keys(nostd::function_ref<bool(nostd::string_view)> callback) const noexcept override {
    return carrier_.Keys(callback);
  }

  bool WasWritten() noexcept { return std::exchange(was_written_, false); }

 private:
  TextMapCarrier& carrier_;
  bool was_written_ = false;
};

// Counts the readings that name another parent than `believed`, and keeps them for the links of its first child.
// Those links need a span, which is there only if the context that comes out of it all, `merged`, is sampled.
void SetOthersAside(const Readings& readings, const Readings::Reading& believed,
                    const Context& merged, const std::vector<std::string>& names, std::size_t peer,
                    Counters& counters) noexcept {
  OtherParents others;
  std::size_t kept = 0;
  std::size_t lost = 0;
  for (const Readings::Reading& reading : readings) {
    if (!reading.parent.IsValid() || IsSameParent(believed.parent, reading.parent)) continue;
    counters.Count(peer, reading.format, FormatCount::kConflicting);
    if (kept == others.size()) {
      ++lost;
    } else {
      OtherParent& other = others[kept++];
      other.context = reading.parent;
      names[reading.format].copy(other.format.data(), other.format.size() - 1);
    }
  }
  if (kept == 0) return;
  counters.Count(peer, RequestCount::kConflicting);
  if (opentelemetry::trace::GetSpanContext(merged).IsSampled()) {
    lost += Remember(believed.parent, std::move(others));
  }
  if (lost != 0) counters.Count(peer, RequestCount::kLinksLost, lost);
}

}  // namespace

WirePropagator::WirePropagator(std::vector<NamedFormat> formats)
    : counters_(std::make_unique<Counters>()), policies_(std::make_unique<KnownPolicies>()) {
  if (formats.size() > kMaxFormats) formats.resize(kMaxFormats);
  for (NamedFormat& format : formats) {
    formats_.push_back(std::move(format.propagator));
    names_.push_back(std::move(format.name));
  }
  policy_.store(policies_->Keep(*Compile({}, names_)), std::memory_order_release);
}

WirePropagator::~WirePropagator() { delete file_.load(std::memory_order_relaxed); }

Expected<bool> WirePropagator::SetPolicy(const Policy& policy) {
  Policy complete = policy;
  const CompiledPolicy* before = policy_.load(std::memory_order_acquire);
  for (;;) {
    if (!policy.baggage) complete.baggage = before->baggage;
    auto compiled = Compile(complete, names_);
    if (!compiled) return compiled.error();
    const CompiledPolicy* after = policies_->Keep(*std::move(compiled));
    if (policy_.compare_exchange_strong(before, after, std::memory_order_acq_rel)) return true;
  }
}

void WirePropagator::WatchFile(const std::string& path,
                               std::function<void(bool, const std::string&)> log) {
  if (file_.load(std::memory_order_acquire) != nullptr) return;
  auto file = std::make_unique<PolicyFile>(path, [this, log](const Expected<Policy>& read) {
    const auto taken = read ? SetPolicy(*read) : Expected<bool>(read.error());
    log(taken.has_value(), taken ? policy_.load(std::memory_order_acquire)->json
                                 : taken.error().WithPrefix("the policy stays as it is: ").message);
  });
  file->Read();  // before a thread may do it
  PolicyFile* none = nullptr;
  if (file_.compare_exchange_strong(none, file.get())) file.release();
}

void WirePropagator::KeepWatching() noexcept {
  PolicyFile* file = file_.load(std::memory_order_acquire);
  if (file != nullptr) file->Watch();
}

std::string WirePropagator::CountersJson() const {
  return "{\"policy\":" + policy_.load(std::memory_order_acquire)->json + "," +
         counters_->Json(names_).substr(1);
}

std::vector<WireCount> WirePropagator::Counts() const { return counters_->Rows(names_); }

void WirePropagator::Inject(TextMapCarrier& carrier, const Context& context) noexcept {
  KeepWatching();
  const CompiledPolicy& policy = *policy_.load(std::memory_order_acquire);
  const std::size_t peer = PeerOf(context);
  const Context* sent = &context;
  Context allowed;
  if (policy.baggage) {
    std::size_t withheld = 0;
    allowed = WithoutWithheld(context, *policy.baggage, PeerName(peer), &withheld);
    sent = &allowed;
    if (withheld != 0) counters_->Count(peer, RequestCount::kBaggageWithheld, withheld);
  }

  if (opentelemetry::trace::GetSpanContext(*sent).IsValid()) {
    counters_->Count(peer, RequestCount::kSent);
  }
  WatchedCarrier watched(carrier);
  for (const std::size_t format : policy.write) {
    formats_[format]->Inject(watched, *sent);
    if (watched.WasWritten()) counters_->Count(peer, format, FormatCount::kSent);
  }
}

Context WirePropagator::Extract(const TextMapCarrier& carrier, Context& context) noexcept {
  KeepWatching();
  const CompiledPolicy& policy = *policy_.load(std::memory_order_acquire);
  const std::size_t peer = PeerOf(context);
  counters_->Count(peer, RequestCount::kReceived);
  Readings readings(context);
  bool has_w3c = !policy.reads_w3c_ids;
  std::uint64_t malformed = MalformedHeadersOfThisThread();
  for (const std::size_t format : policy.read) {
    Context extracted = formats_[format]->Extract(carrier, context);
    if (const std::uint64_t before = malformed;
        before != (malformed = MalformedHeadersOfThisThread())) {
      counters_->Count(peer, format, FormatCount::kMalformed);
    }
    if (!(extracted == context)) {
      counters_->Count(peer, format, FormatCount::kReceived);
      has_w3c = has_w3c || names_[format] == kTraceContext;
      readings.Add(format, std::move(extracted));
    }
  }

  const Readings::Reading* believed = Believed(readings);
  Context merged = Merge(readings, believed);
  if (believed == nullptr) {
    counters_->Count(peer, RequestCount::kWithout);
  } else {
    if (!has_w3c) counters_->SawOnlyLegacy(peer);
    SetOthersAside(readings, *believed, merged, names_, peer, *counters_);
  }
  return merged;
}

bool WirePropagator::Prefixes(
    nostd::function_ref<bool(nostd::string_view)> callback) const noexcept {
  bool all = true;
  bool goes_on = true;
  for (const auto& format : formats_) {
    all &= format->Prefixes([&](nostd::string_view prefix) {
      goes_on = callback(prefix);
      return goes_on;
    });
    if (!goes_on) return false;
  }
  return all;
}

bool WirePropagator::Fields(nostd::function_ref<bool(nostd::string_view)> callback) const noexcept {
  for (const auto& format : formats_) {
    if (!format->Fields(callback)) return false;
  }
  return true;
}

}  // namespace tracebridge::wire
