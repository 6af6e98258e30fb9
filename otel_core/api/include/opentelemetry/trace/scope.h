// Makes a span current on the calling thread for as long as the Scope lives. Does not end the span.
//
// Costs one copy of the span's pointer: no Context is made until someone asks for one.
//
// Source: OpenTelemetry specification 1.60.0, trace/api.md, "Context Interaction".
#pragma once

#include <utility>

#include "opentelemetry/context/context.h"
#include "opentelemetry/context/runtime_context.h"
#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/nostd/unique_ptr.h"
#include "opentelemetry/trace/span.h"
#include "opentelemetry/version.h"
#include "tracebridge/state.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace trace {

class Scope final {
 public:
  Scope(const nostd::shared_ptr<Span>& span) noexcept
      : Scope(span, 0) {}  // NOLINT(google-explicit-constructor): upstream's

  // Ours: also remembers which API made the span current; shims/activation defines the numbers.
  Scope(const nostd::shared_ptr<Span>& span, uint64_t activator) noexcept {
    if (context::RuntimeContext::HasCustomStorage()) {
      token_ = context::RuntimeContext::Attach(context::internal::ContextAccess::WithSpan(
          context::RuntimeContext::GetCurrent(), span, activator));
    } else {
      ticket_ = context::internal::BuiltInStorage::PushSpan(span, activator);
    }
  }

  Scope(Scope&& other) noexcept
      : ticket_(std::exchange(other.ticket_, {})), token_(std::move(other.token_)) {}

  Scope& operator=(Scope&& other) noexcept {
    if (this != &other) {
      End();
      ticket_ = std::exchange(other.ticket_, {});
      token_ = std::move(other.token_);
    }
    return *this;
  }

  ~Scope() { End(); }

 private:
  void End() noexcept {
    token_.reset();
    if (ticket_.frame != nullptr) tracebridge_state_v1_detach(std::exchange(ticket_, {}));
  }

  tracebridge::state::Ticket ticket_{};      // of the built-in storage
  nostd::unique_ptr<context::Token> token_;  // of a storage that the program installed
};

}  // namespace trace
OPENTELEMETRY_END_NAMESPACE
