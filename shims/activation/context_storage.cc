#include "tracebridge/context_storage.h"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <utility>
#include <vector>

#include "opentelemetry/context/context.h"
#include "opentelemetry/context/runtime_context.h"
#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/nostd/unique_ptr.h"
#include "shims/activation/replace_current.h"
#include "tracebridge/diagnostics.h"
#include "tracebridge/state.h"

namespace tracebridge {
namespace {

namespace nostd = opentelemetry::nostd;
using opentelemetry::context::Context;
using opentelemetry::context::RuntimeContext;
using opentelemetry::context::RuntimeContextStorage;
using opentelemetry::context::Token;

struct Attached {
  // Of this attachment alone, unlike a Context of the program's, which may be attached on several threads: a token can be
  // compared with a Context and with nothing else.
  Context name;
  Context current;
  bool ended = false;  // by another thread
};

// The contexts of one thread. Contexts are released outside of the lock: a span may end with the last of them.
class Stack {
 public:
  Context Top() {
    std::vector<Attached> released;
    const std::lock_guard<std::mutex> lock(mutex_);
    return Trim(&released) ? attached_.back().current : Context{};
  }

  void Push(const Context& name, const Context& current) {
    const std::lock_guard<std::mutex> lock(mutex_);
    attached_.push_back({name, current});
  }

  bool Replace(const Context& context) {
    std::vector<Attached> released;
    Context previous;
    const std::lock_guard<std::mutex> lock(mutex_);
    if (!Trim(&released)) return false;
    previous = std::exchange(attached_.back().current, context);
    return true;
  }

  // Returns whether the attachment that `token` names was here until now.
  bool Remove(const Token& token) {
    std::vector<Attached> released;
    const std::lock_guard<std::mutex> lock(mutex_);
    Trim(&released);
    const auto found = Find(token);
    if (found == attached_.end()) return false;
    if (found + 1 != attached_.end()) Count(Diagnostic::kScopeOutOfOrder);
    released.push_back(std::move(*found));
    attached_.erase(found);
    return true;
  }

  // The same from another thread, which leaves it to this one to let go of the context.
  bool End(const Token& token) {
    const std::lock_guard<std::mutex> lock(mutex_);
    const auto found = Find(token);
    if (found == attached_.end()) return false;
    found->ended = true;
    return true;
  }

 private:
  std::vector<Attached>::iterator Find(const Token& token) {
    return std::find_if(attached_.begin(), attached_.end(), [&](const Attached& attached) {
      return !attached.ended && token == attached.name;
    });
  }

  // Moves what other threads ended off the top. Returns whether something is left.
  bool Trim(std::vector<Attached>* released) {
    while (!attached_.empty() && attached_.back().ended) {
      released->push_back(std::move(attached_.back()));
      attached_.pop_back();
    }
    return !attached_.empty();
  }

  std::mutex mutex_;
  std::vector<Attached> attached_;
};

// The stacks of the living threads. A forked child, in which only one of them lives and a lock may be held for ever, makes
// itself another.
struct Registry {
  const std::uint32_t process = tracebridge_state_v1_process();
  std::mutex mutex;
  std::vector<Stack*> stacks;
};

Registry& TheRegistry() {
  static std::atomic<Registry*> registry{nullptr};
  Registry* now = registry.load(std::memory_order_acquire);
  if (now != nullptr && now->process == tracebridge_state_v1_process()) return *now;
  auto* const made = new Registry;
  if (registry.compare_exchange_strong(now, made)) return *made;
  delete made;
  return *now;
}

// Null until the thread attaches something, and again at its end: scopes may end while its other objects are destroyed.
thread_local Stack* stack = nullptr;
thread_local bool thread_ends = false;

struct StackOwner {
  StackOwner() {
    Registry& registry = TheRegistry();
    const std::lock_guard<std::mutex> lock(registry.mutex);
    registry.stacks.push_back(&made);
    stack = &made;
  }
  ~StackOwner() {
    thread_ends = true;
    stack = nullptr;
    Registry& registry = TheRegistry();
    const std::lock_guard<std::mutex> lock(registry.mutex);
    registry.stacks.erase(std::remove(registry.stacks.begin(), registry.stacks.end(), &made),
                          registry.stacks.end());
  }
  StackOwner(const StackOwner&) = delete;
  StackOwner& operator=(const StackOwner&) = delete;

  Stack made;
};

bool EndElsewhere(const Token& token) {
  Registry& registry = TheRegistry();
  const std::lock_guard<std::mutex> lock(registry.mutex);
  for (Stack* const other : registry.stacks) {
    if (other == stack || !other->End(token)) continue;
    Count(Diagnostic::kScopeOnOtherThread);
    return true;
  }
  return false;
}

class Storage final : public RuntimeContextStorage {
 public:
  Context GetCurrent() noexcept override { return stack == nullptr ? Context{} : stack->Top(); }

  // Null without memory, and when the thread ends: then nothing is attached.
  nostd::unique_ptr<Token> Attach(const Context& context) noexcept override {
    if (thread_ends) return nostd::unique_ptr<Token>();
    try {
      thread_local const StackOwner owner;
      const Context name("tracebridge.attachment", true);
      stack->Push(name, context);
      return CreateToken(name);
    } catch (...) {
      Count(Diagnostic::kOutOfMemory);
      return nostd::unique_ptr<Token>();
    }
  }

  bool Detach(Token& token) noexcept override {
    try {
      return (stack != nullptr && stack->Remove(token)) || EndElsewhere(token);
    } catch (...) {
      Count(Diagnostic::kOutOfMemory);
      return false;
    }
  }
};

// Never destroyed: scopes end after main.
const nostd::shared_ptr<RuntimeContextStorage>& TheStorage() {
  static const auto& storage = *new nostd::shared_ptr<RuntimeContextStorage>(new Storage);
  return storage;
}

bool IsInstalled() noexcept {
  return RuntimeContext::GetConstRuntimeContextStorage().get() == TheStorage().get();
}

}  // namespace

void InstallContextStorage() {
  if (!IsInstalled()) RuntimeContext::SetRuntimeContextStorage(TheStorage());
}

namespace activation {

bool ReplaceCurrent(const Context& context) noexcept {
  return stack != nullptr && IsInstalled() && stack->Replace(context);
}

}  // namespace activation
}  // namespace tracebridge
