#include "shims/opentracing_preload/registration.h"

#include <utility>

#include "shims/opentracing_tee/tracer.h"
#include "tracebridge/diagnostics.h"
#include "tracebridge/opentracing_tee.h"

namespace tracebridge::opentracing_preload {

using TracerPointer = std::shared_ptr<opentracing::Tracer>;

void Registration::Start(TracerPointer ours, RunPolicy policy, InitGlobal init_global) {
  TracerPointer former;  // destroyed without the lock
  const std::lock_guard<std::mutex> lock(mutex_);
  ours_ = std::move(ours);
  policy_ = policy;
  former = init_global(has_given_one_ ? ToUse(programs_) : ours_);
}

TracerPointer Registration::Register(TracerPointer tracer, InitGlobal init_global) noexcept {
  TracerPointer given_before;
  TracerPointer used_before;  // destroyed without the lock
  const std::lock_guard<std::mutex> lock(mutex_);
  used_before = init_global(ToUse(tracer));
  given_before = has_given_one_ ? std::move(programs_) : used_before;
  programs_ = std::move(tracer);
  has_given_one_ = true;
  return given_before;
}

bool Registration::IsRegistered() noexcept {
  const std::lock_guard<std::mutex> lock(mutex_);
  return has_given_one_ || (ours_ != nullptr && policy_ == RunPolicy::kReplace);
}

void Registration::LetGo() noexcept {
  TracerPointer programs;
  const std::lock_guard<std::mutex> lock(mutex_);
  programs.swap(programs_);
}

// Precondition: the mutex is held.
TracerPointer Registration::ToUse(TracerPointer tracer) noexcept {
  if (ours_ == nullptr || tracer == nullptr || tracer == ours_) return tracer;
  if (dynamic_cast<opentracing_tee::Tracer*>(tracer.get()) != nullptr) return tracer;
  switch (policy_) {
    case RunPolicy::kKeep:
      return tracer;
    case RunPolicy::kReplace:
      return ours_;
    case RunPolicy::kBoth:
      try {
        return MakeOpenTracingTee(tracer, ours_);
      } catch (...) {
        Count(Diagnostic::kOutOfMemory);  // then it has its own, as without us
        return tracer;
      }
  }
  return tracer;
}

}  // namespace tracebridge::opentracing_preload
