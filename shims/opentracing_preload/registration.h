// Which tracer a program has: its own, ours, or both.
//
//   the program calls          both          replace       keep
//   nothing                    ours          ours          ours
//   InitGlobal(theirs)         theirs+ours   ours          theirs     <- Global() from then on
//   InitGlobal(nullptr)        null          null          null
//   InitGlobal(Global())       as it was     as it was     as it was
//   InitGlobal() again         what the program gave the time before; the first time what Global() was
//   IsGlobalTracerRegistered() whether it    true          whether it
//                              gave one                    gave one
//
// Why: docs/RATIONALE.md, "What does a preloaded program see of the tracer that it registers?".
#pragma once

#include <opentracing/tracer.h>

#include <memory>
#include <mutex>

#include "tracebridge/sdk_options.h"

namespace tracebridge::opentracing_preload {

// Safe to use before its constructor ran, which is constant, and from any thread. Never calls foreign code under its lock but
// `init_global`, the library's own InitGlobal.
class Registration {
 public:
  using InitGlobal = std::shared_ptr<opentracing::Tracer> (*)(std::shared_ptr<opentracing::Tracer>);

  constexpr Registration() noexcept {}
  Registration(const Registration&) = delete;
  Registration& operator=(const Registration&) = delete;

  // Ours is there. The program may have registered one already.
  void Start(std::shared_ptr<opentracing::Tracer> ours, RunPolicy policy, InitGlobal init_global);

  // The program calls InitGlobal. Returns what it gets back.
  std::shared_ptr<opentracing::Tracer> Register(std::shared_ptr<opentracing::Tracer> tracer,
                                                InitGlobal init_global) noexcept;

  // What IsGlobalTracerRegistered says.
  bool IsRegistered() noexcept;

  // The program ends: lets go of its tracer, which otherwise would not be destroyed with the library's.
  void LetGo() noexcept;

  std::mutex& mutex() noexcept { return mutex_; }  // for who forks

 private:
  std::shared_ptr<opentracing::Tracer> ToUse(std::shared_ptr<opentracing::Tracer> tracer) noexcept;

  std::mutex mutex_;
  RunPolicy policy_ = RunPolicy::kKeep;
  std::shared_ptr<opentracing::Tracer> ours_;      // null before Start
  std::shared_ptr<opentracing::Tracer> programs_;  // what it gave last
  bool has_given_one_ = false;
};

}  // namespace tracebridge::opentracing_preload
