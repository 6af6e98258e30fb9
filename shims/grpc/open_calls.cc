#include "shims/grpc/open_calls.h"

#include <cstddef>
#include <cstdint>
#include <mutex>

namespace tracebridge::grpc_interceptors {

using opentelemetry::context::Context;

// A list of the calls whose addresses fall into it, held for a few instructions.
struct Bucket {
  static Bucket& Of(const grpc::ServerContextBase* call) noexcept {
    static auto* const buckets = new Bucket[kCount];  // never destroyed: servers may outlive main
    const auto address = reinterpret_cast<std::uintptr_t>(call);
    return buckets[(address * UINT64_C(0x9e3779b97f4a7c15)) >> (64 - kBits)];
  }

  // A context is gone before its call is, and another may have its address: the latest is in front.
  OpenCall* Find(const grpc::ServerContextBase* call) const noexcept {
    OpenCall* found = first;
    while (found != nullptr && found->call_ != call) found = found->after_;
    return found;
  }

  static constexpr unsigned kBits = 8;
  static constexpr std::size_t kCount = std::size_t{1} << kBits;

  std::mutex mutex;
  OpenCall* first = nullptr;
};

OpenCall::~OpenCall() {
  if (call_ == nullptr) return;
  Bucket& bucket = Bucket::Of(call_);
  const std::lock_guard<std::mutex> lock(bucket.mutex);
  (before_ == nullptr ? bucket.first : before_->after_) = after_;
  if (after_ != nullptr) after_->before_ = before_;
}

void OpenCall::Open(const grpc::ServerContextBase* call, const Context& context) {
  call_ = call;
  context_ = context;
  Bucket& bucket = Bucket::Of(call);
  const std::lock_guard<std::mutex> lock(bucket.mutex);
  after_ = bucket.first;
  if (after_ != nullptr) after_->before_ = this;
  bucket.first = this;
}

Context OpenCall::Find(const grpc::ServerContextBase* call) noexcept {
  Bucket& bucket = Bucket::Of(call);
  const std::lock_guard<std::mutex> lock(bucket.mutex);
  const OpenCall* const found = bucket.Find(call);
  return found == nullptr ? Context() : found->context_;
}

}  // namespace tracebridge::grpc_interceptors
