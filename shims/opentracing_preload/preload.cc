// What a program meets that is started with this library in its LD_PRELOAD: before main it has a tracer, and its calls that
// register another go through our policy. What the library cannot do is said once, on standard error, and the program runs
// as it would have.
//
// The dynamic linker initialises this library after all that it needs, libopentracing among them, and before the program
// itself. Libraries of the program may come before it: what they register is taken over.

// The functions that are put in front of the library's own are all that is visible of this one.
#pragma GCC visibility push(default)
#include <opentracing/tracer.h>
#pragma GCC visibility pop

#include <dlfcn.h>
#include <pthread.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "otel_core/exporters/otlp/src/http/tls_lifetime.h"
#include "shims/opentracing_plugin/running_tracer.h"
#include "shims/opentracing_preload/preload_list.h"
#include "shims/opentracing_preload/registration.h"
#include "tracebridge/sdk_options.h"

namespace tracebridge::opentracing_preload {
namespace {

using TracerPointer = std::shared_ptr<opentracing::Tracer>;

// Itanium C++ ABI names. Neither the original nor ours has symbol versions.
constexpr char kInitGlobal[] = "_ZN11opentracing2v36Tracer10InitGlobalESt10shared_ptrIS1_E";

// Never destroyed: other libraries trace until the process is gone.
union State {
  constexpr State() noexcept : registration() {}
  ~State() {}
  Registration registration;
};
State state;
std::function<void()>* end_export = nullptr;

// Returns the function that the program would have called; null if there is none.
template <class Function>
Function Next(const char* name) noexcept {
  return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

Registration::InitGlobal NextInitGlobal() noexcept {
  static const auto next = Next<Registration::InitGlobal>(kInitGlobal);
  return next;
}

void Say(const std::string& text) noexcept {
  std::fprintf(stderr, "tracebridge run: %s: %s; the program runs untraced\n",
               program_invocation_short_name, text.c_str());
}

std::string_view OwnFileName() noexcept {
  Dl_info info;
  if (dladdr(&state, &info) == 0 || info.dli_fname == nullptr) return "";
  const std::string_view path = info.dli_fname;
  return path.substr(path.rfind('/') + 1);
}

// Once, when the program ends or leaves by quick_exit.
void End() noexcept {
  if (end_export == nullptr) return;
  (*end_export)();
  state.registration.LetGo();
}

void Start() {
  EnvironmentReading environment = ReadEnvironment();
  if (!environment.options.run_follow) TakeOutOfEnvironment(OwnFileName(), environ);
  if (environment.options.disabled) return;
  const RunPolicy policy = environment.options.run_policy;
  const auto options = Finalize(std::move(environment.options));
  if (!options) return Say(options.error().message);
  const auto init_global = NextInitGlobal();
  if (init_global == nullptr) return Say("there is no libopentracing.so.1 of version 1.6");

  // OpenSSL takes itself down in an exit handler, which would run before our last spans have left.
  const auto uses_tls = [](const std::string& url) { return !url.empty() && otlp::MayUseTls(url); };
  otlp::PrepareHttpAtFirstRequest(uses_tls(options->traces_url()) ||
                                  uses_tls(options->options().jaeger_endpoint) ||
                                  uses_tls(options->options().sampler_url));
  auto running = opentracing_plugin::StartTracer(*options, environment.warnings,
                                                 /*records_after_close=*/true);
  end_export = new std::function<void()>(std::move(running.end));
  pthread_atfork([] { state.registration.mutex().lock(); },
                 [] { state.registration.mutex().unlock(); },
                 [] { state.registration.mutex().unlock(); });
  at_quick_exit(End);
  state.registration.Start(std::move(running.tracer), policy, init_global);
}

__attribute__((constructor)) void BeforeMain() noexcept try {
  Start();
} catch (const std::exception& exception) {
  Say(exception.what());
}

// When the dynamic linker is done with the program's own static objects, and not yet with the libraries that we need.
__attribute__((destructor)) void AfterMain() noexcept { End(); }

}  // namespace
}  // namespace tracebridge::opentracing_preload

namespace opentracing {
BEGIN_OPENTRACING_ABI_NAMESPACE
using tracebridge::opentracing_preload::NextInitGlobal;
using tracebridge::opentracing_preload::state;

std::shared_ptr<Tracer> Tracer::InitGlobal(std::shared_ptr<Tracer> tracer) noexcept {
  const auto next = NextInitGlobal();
  return next == nullptr ? nullptr : state.registration.Register(std::move(tracer), next);
}

bool Tracer::IsGlobalTracerRegistered() noexcept { return state.registration.IsRegistered(); }
END_OPENTRACING_ABI_NAMESPACE
}  // namespace opentracing
