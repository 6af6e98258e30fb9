// The current context of a thread: a stack of attached contexts.
//
//   auto token = RuntimeContext::Attach(context);   // current until the token dies or is detached
//
// The stack lies in the state library (tracebridge/state.h), so that every shared object of the
// process sees one. A program may install a storage of its own; then every call goes through its
// virtual functions.
//
// Ending out of order or on another thread is safe: the ended context no longer counts, those
// attached after it stay. (Upstream also ends those attached after it. Why: docs/RATIONALE.md,
// "What if scopes end out of order, twice, or on another thread?".)
//
// Source: OpenTelemetry specification 1.60.0, context/README.md, "Optional Global operations".
#pragma once

#include <new>
#include <utility>

#include "opentelemetry/context/context.h"
#include "opentelemetry/detail/never_destroyed.h"
#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/nostd/unique_ptr.h"
#include "opentelemetry/version.h"
#include "tracebridge/diagnostics.h"
#include "tracebridge/state.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace context {

namespace internal {
struct BuiltInStorage;
}  // namespace internal

// Names one attachment, and ends it when destroyed.
class Token {
 public:
  Token(const Token&) = delete;
  Token& operator=(const Token&) = delete;
  Token(Token&&) = delete;
  Token& operator=(Token&&) = delete;

  bool operator==(const Context& other) const noexcept { return context_ == other; }

  virtual ~Token() noexcept;

  static void operator delete(void* token) noexcept {
    if (token != SpareStorage()) ::operator delete(token);
  }

 protected:
  explicit Token(const Context& context) noexcept : context_(context) {}

  const Context context_;

 private:
  friend class RuntimeContextStorage;
  friend struct internal::BuiltInStorage;

  Token(const Context& context, tracebridge::state::Ticket ticket) noexcept
      : context_(context), ticket_(ticket), is_built_in_(true) {}

  static void* SpareStorage() noexcept {
    alignas(Token) static unsigned char storage[sizeof(Token)];
    return storage;
  }

  // Without memory: a token that names no attachment, one for all who ask. Counted.
  static Token* Spare() noexcept {
    tracebridge::Count(tracebridge::Diagnostic::kOutOfMemory);
    return new (SpareStorage()) Token(Context{}, tracebridge::state::Ticket{});
  }

  tracebridge::state::Ticket ticket_{};
  bool is_built_in_ = false;
  bool was_detached_ = false;  // so that the destructor is no second end
};

// Where the current context is kept. Derive from it to keep it elsewhere, for instance by fiber.
class RuntimeContextStorage {
 public:
  RuntimeContextStorage() = default;
  RuntimeContextStorage(const RuntimeContextStorage&) = default;
  RuntimeContextStorage& operator=(const RuntimeContextStorage&) = default;
  RuntimeContextStorage(RuntimeContextStorage&&) = delete;
  RuntimeContextStorage& operator=(RuntimeContextStorage&&) = delete;

  virtual Context GetCurrent() noexcept = 0;

  // Returns a token for the attachment; never null.
  virtual nostd::unique_ptr<Token> Attach(const Context& context) noexcept = 0;

  // Returns whether the context of `token` was attached until now.
  virtual bool Detach(Token& token) noexcept = 0;

  virtual ~RuntimeContextStorage() = default;

 protected:
  nostd::unique_ptr<Token> CreateToken(const Context& context) noexcept {
    Token* const token = new (std::nothrow) Token(context);
    return nostd::unique_ptr<Token>(token != nullptr ? token : Token::Spare());
  }
};

namespace internal {

// The stack of frames in the state library.
struct BuiltInStorage {
  static Context GetCurrent() noexcept { return ContextOf(tracebridge_state_v1_top()); }

  static tracebridge::state::Ticket Push(const Context& context) noexcept {
    nostd::shared_ptr<void> span;
    if (const ContextValue* value = ContextAccess::Span(context)) {
      if (const auto* held = nostd::get_if<nostd::shared_ptr<trace::Span>>(value)) span = *held;
    }
    nostd::shared_ptr<const void> head = ContextAccess::Erase(context);
    return tracebridge_state_v1_attach(&span, &head, 1, ContextAccess::Activator(context));
  }

  static tracebridge::state::Ticket PushSpan(nostd::shared_ptr<void> span,
                                             uint64_t activator) noexcept {
    nostd::shared_ptr<const void> not_yet;
    return tracebridge_state_v1_attach(&span, &not_yet, 0, activator);
  }

  static nostd::unique_ptr<Token> Attach(const Context& context) noexcept {
    auto* token = new (std::nothrow) Token(context, tracebridge::state::Ticket{});
    if (token != nullptr) {
      token->ticket_ = Push(context);
    } else {
      token = Token::Spare();
    }
    return nostd::unique_ptr<Token>(token);
  }

  static bool Detach(Token& token) noexcept {
    token.was_detached_ = true;
    return tracebridge_state_v1_detach(token.ticket_) != 0;
  }

  static bool IsBuiltIn(const Token& token) noexcept { return token.is_built_in_; }

  // Returns whether there was a frame to replace the context of.
  static bool Replace(const Context& context) noexcept {
    tracebridge::state::Frame* frame = tracebridge_state_v1_top();
    if (frame == nullptr) return false;
    nostd::shared_ptr<void> span;
    if (const ContextValue* value = ContextAccess::Span(context)) {
      if (const auto* held = nostd::get_if<nostd::shared_ptr<trace::Span>>(value)) span = *held;
    }
    nostd::shared_ptr<const void> head = ContextAccess::Erase(context);
    frame->context_made = true;
    frame->activator = ContextAccess::Activator(context);
    frame->span.swap(span);  // what was there is released last
    frame->context.swap(head);
    return true;
  }

 private:
  // A frame made from a span gets its context when first asked: the context below, closed or not,
  // and the span.
  static Context ContextOf(tracebridge::state::Frame* frame) noexcept {
    if (frame == nullptr) return Context{};
    if (!frame->context_made) {
      const Context made = ContextAccess::WithSpan(
          ContextOf(frame->below), std::static_pointer_cast<trace::Span>(frame->span),
          frame->activator);
      frame->context = ContextAccess::Erase(made);
      frame->context_made = true;
    }
    return ContextAccess::Restore(frame->context);
  }
};

}  // namespace internal

// The default storage as an object, for those who wrap it.
class ThreadLocalContextStorage : public RuntimeContextStorage {
 public:
  ThreadLocalContextStorage() noexcept = default;
  Context GetCurrent() noexcept override { return internal::BuiltInStorage::GetCurrent(); }
  nostd::unique_ptr<Token> Attach(const Context& context) noexcept override {
    return internal::BuiltInStorage::Attach(context);
  }
  bool Detach(Token& token) noexcept override { return internal::BuiltInStorage::Detach(token); }
};

class RuntimeContext {
 public:
  static Context GetCurrent() noexcept {
    return HasCustomStorage() ? CustomStorage()->GetCurrent()
                              : internal::BuiltInStorage::GetCurrent();
  }

  // Makes `context` current on this thread until the token is detached or destroyed. Without memory
  // what is current stays so; counted.
  static nostd::unique_ptr<Token> Attach(const Context& context) noexcept {
    return HasCustomStorage() ? CustomStorage()->Attach(context)
                              : internal::BuiltInStorage::Attach(context);
  }

  // Returns whether the context of `token` was attached until now. If not, that is counted.
  static bool Detach(Token& token) noexcept {
    if (internal::BuiltInStorage::IsBuiltIn(token)) return internal::BuiltInStorage::Detach(token);
    return HasCustomStorage() && CustomStorage()->Detach(token);
  }

  // Swaps the innermost attached context of this thread for `context`; its token stays valid.
  // Returns false, and does nothing, when none is attached or a custom storage is installed. Ours:
  // upstream has no such function.
  static bool Replace(const Context& context) noexcept {
    return !HasCustomStorage() && internal::BuiltInStorage::Replace(context);
  }

  // Returns `*context`, or the current one, with `key` set to `value`. Changes nothing.
  static Context SetValue(nostd::string_view key, const ContextValue& value,
                          Context* context = nullptr) noexcept {
    return (context == nullptr ? GetCurrent() : *context).SetValue(key, value);
  }

  // Returns the value of `key` in `*context`, or in the current one.
  static ContextValue GetValue(nostd::string_view key, Context* context = nullptr) noexcept {
    return (context == nullptr ? GetCurrent() : *context).GetValue(key);
  }

  // Installs a storage for the whole process; null brings the built-in one back. Set it before
  // spans are made.
  static void SetRuntimeContextStorage(
      const nostd::shared_ptr<RuntimeContextStorage>& storage) noexcept {
    const nostd::shared_ptr<void> erased = storage;
    tracebridge_state_v1_set(static_cast<unsigned>(tracebridge::state::Slot::kContextStorage),
                             &erased);
  }

  // Returns the storage, to keep it alive. Never null.
  static nostd::shared_ptr<const RuntimeContextStorage> GetConstRuntimeContextStorage() noexcept {
    return HasCustomStorage() ? CustomStorage() : BuiltIn();
  }

  // Ours: whether calls go through a storage that the program installed.
  static bool HasCustomStorage() noexcept {
    return tracebridge_state_v1_is_set(
               static_cast<unsigned>(tracebridge::state::Slot::kContextStorage)) != 0;
  }

 private:
  // Has no state, and no owner.
  static nostd::shared_ptr<RuntimeContextStorage> BuiltIn() noexcept {
    static opentelemetry::detail::NeverDestroyed<ThreadLocalContextStorage> storage;
    return nostd::shared_ptr<RuntimeContextStorage>(nostd::shared_ptr<RuntimeContextStorage>(),
                                                    &storage.value);
  }

  static nostd::shared_ptr<RuntimeContextStorage> CustomStorage() noexcept {
    nostd::shared_ptr<void> erased;
    tracebridge_state_v1_get(static_cast<unsigned>(tracebridge::state::Slot::kContextStorage),
                             &erased);
    // Taken away by another thread in this moment: the built-in one it is, then.
    if (!erased) return BuiltIn();
    return std::static_pointer_cast<RuntimeContextStorage>(erased);
  }
};

inline Token::~Token() noexcept {
  if (!was_detached_) RuntimeContext::Detach(*this);
}

}  // namespace context
OPENTELEMETRY_END_NAMESPACE
