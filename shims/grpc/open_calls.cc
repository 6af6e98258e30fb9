#include "shims/grpc/open_calls.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <mutex>

#include "otel_core/state/src/process_object.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::grpc_interceptors {

using opentelemetry::context::Context;

// A list of the calls whose addresses fall into it, held for a few instructions.
struct Bucket {
  // Null without memory for any, counted: then what is current in a call is known to its own thread alone.
  static Bucket* Of(const grpc::ServerContextBase* call) noexcept;

  // A context is gone before its call is, and another may have its address: the latest is in front.
  OpenCall* Find(const grpc::ServerContextBase* call) const noexcept {
    OpenCall* found = first;
    while (found != nullptr && found->call_ != call) found = found->after_;
    return found;
  }

  std::mutex mutex;
  OpenCall* first = nullptr;
};

namespace {

struct Buckets {
  // A fork takes all locks, and ThreadSanitizer follows 64 of a thread.
  static constexpr unsigned kBits = 5;

  void BeforeFork() {
    for (Bucket& bucket : all) bucket.mutex.lock();
  }
  void InParent() {
    for (Bucket& bucket : all) bucket.mutex.unlock();
  }
  void InChild() { InParent(); }

  std::array<Bucket, std::size_t{1} << kBits> all;
};

// Null when there was no memory for them at the start.
Buckets* TheBuckets() noexcept {
  static Buckets* const buckets =
      state::ProcessObjectHeldInForks<Buckets>("tracebridge.grpc.open_calls.v1");
  return buckets;
}
[[maybe_unused]] const Buckets* const made_at_start = TheBuckets();

}  // namespace

Bucket* Bucket::Of(const grpc::ServerContextBase* call) noexcept {
  Buckets* const buckets = TheBuckets();
  if (buckets == nullptr) {
    Count(Diagnostic::kOutOfMemory);
    return nullptr;
  }
  const auto address = reinterpret_cast<std::uintptr_t>(call);
  return &buckets->all[(address * UINT64_C(0x9e3779b97f4a7c15)) >> (64 - Buckets::kBits)];
}

OpenCall::~OpenCall() {
  if (call_ == nullptr) return;
  Bucket& bucket = *Bucket::Of(call_);  // as in Open()
  const std::lock_guard<std::mutex> lock(bucket.mutex);
  (before_ == nullptr ? bucket.first : before_->after_) = after_;
  if (after_ != nullptr) after_->before_ = before_;
}

void OpenCall::Open(const grpc::ServerContextBase* call, const Context& context) {
  Bucket* const found = Bucket::Of(call);
  if (found == nullptr) return;
  Bucket& bucket = *found;
  call_ = call;
  context_ = context;
  const std::lock_guard<std::mutex> lock(bucket.mutex);
  after_ = bucket.first;
  if (after_ != nullptr) after_->before_ = this;
  bucket.first = this;
}

Context OpenCall::Find(const grpc::ServerContextBase* call) noexcept {
  Bucket* const bucket = Bucket::Of(call);
  if (bucket == nullptr) return Context();
  const std::lock_guard<std::mutex> lock(bucket->mutex);
  const OpenCall* const found = bucket->Find(call);
  return found == nullptr ? Context() : found->context_;
}

}  // namespace tracebridge::grpc_interceptors
