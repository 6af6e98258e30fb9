// The stack of activations of each thread.
//
// A frame is linked while attached. The owner unlinks it when it is on top and closed; another
// thread, or an end out of order, only closes it (serial becomes even), and the owner skips it from
// then on.
#include "otel_core/state/src/frames.h"

#include <new>
#include <utility>

#include "otel_core/state/src/thread.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::state {

Elsewhere elsewhere;

namespace {

// What a frame held is released last: its destructors may attach and detach again.
void UnlinkTop(Thread& thread) noexcept {
  Frame* frame = thread.top;
  const std::shared_ptr<void> span = std::move(frame->span);
  const std::shared_ptr<const void> context = std::move(frame->context);
  thread.top = frame->below;
  frame->below = thread.free_frames;
  thread.free_frames = frame;
}

Frame* TakeFrame(Thread& thread) noexcept {
  Frame* frame = thread.free_frames;
  if (frame != nullptr) {
    thread.free_frames = frame->below;
  } else if ((frame = new (std::nothrow) Frame) != nullptr) {
    frame->owner = &thread;
  }
  return frame;
}

int DetachFromOtherThread(const Ticket& ticket) noexcept {
  std::uint64_t expected = ticket.serial;
  if (!ticket.frame->serial.compare_exchange_strong(expected, ticket.serial + 1,
                                                    std::memory_order_relaxed)) {
    Count(Diagnostic::kScopeEndedTwice);
    return 0;
  }
  Count(Diagnostic::kScopeOnOtherThread);
  return 1;
}

}  // namespace

void UnlinkClosed(Thread& thread) noexcept {
  while (thread.top != nullptr && !IsAttached(*thread.top)) UnlinkTop(thread);
}

void ReleaseFrames(Thread& thread) noexcept {
  while (thread.top != nullptr) {
    Frame& frame = *thread.top;
    std::uint64_t serial = frame.serial.load(std::memory_order_relaxed);
    if ((serial & 1) != 0) frame.serial.compare_exchange_strong(serial, serial + 1);
    UnlinkClosed(thread);
  }
}

}  // namespace tracebridge::state

using tracebridge::state::Frame;
using tracebridge::state::Ticket;

extern "C" {

Frame* tracebridge_state_v1_top() noexcept {
  return tracebridge::state::Top(tracebridge::state::this_thread);
}

Frame* tracebridge_state_v1_current() noexcept {
  return tracebridge::state::Current(tracebridge::state::this_thread);
}

Ticket tracebridge_state_v1_attach(std::shared_ptr<void>* span,
                                   std::shared_ptr<const void>* context, int context_made,
                                   std::uint64_t activator) noexcept {
  auto* thread = tracebridge::state::ThisThread();
  Frame* frame = thread == nullptr ? nullptr : tracebridge::state::TakeFrame(*thread);
  if (frame == nullptr) {
    tracebridge::Count(tracebridge::Diagnostic::kOutOfMemory);
    return {};
  }
  frame->span = std::move(*span);
  frame->context = std::move(*context);
  frame->context_made = context_made != 0;
  frame->activator = activator;
  frame->below = thread->top;
  const std::uint64_t serial = frame->serial.load(std::memory_order_relaxed) + 1;
  frame->serial.store(serial, std::memory_order_relaxed);
  thread->top = frame;
  return {frame, serial};
}

int tracebridge_state_v1_detach(Ticket ticket) noexcept {
  if (ticket.frame == nullptr) return 0;
  auto* thread = tracebridge::state::ThisThread();
  if (ticket.frame->owner != thread) return tracebridge::state::DetachFromOtherThread(ticket);
  if (ticket.frame->serial.load(std::memory_order_relaxed) != ticket.serial) {
    tracebridge::Count(tracebridge::Diagnostic::kScopeEndedTwice);
    return 0;
  }
  tracebridge::state::UnlinkClosed(*thread);
  const bool in_order = thread->top == ticket.frame;
  ticket.frame->serial.store(ticket.serial + 1, std::memory_order_relaxed);
  if (in_order) {
    tracebridge::state::UnlinkTop(*thread);
  } else {
    tracebridge::Count(tracebridge::Diagnostic::kScopeOutOfOrder);
  }
  return 1;
}

}  // extern "C"
