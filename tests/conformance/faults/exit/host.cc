// host LIFETIME END THREADS [FILE]: sets the bridge up, traces, leaves spans open, and ends as programs end.
//
//   LIFETIME  of the bridge: stack, static, early (destroyed after all that came to be in main()), leaked, none
//   END       return, exit, quick_exit, _exit
//   THREADS   how many detached threads trace until the process is gone
//   FILE      that the spans go to; without it the environment says where they go
//
// With HOST_HAS_TLS in the environment it has initialised OpenSSL before.
#include <openssl/ssl.h>
#include <unistd.h>

#include <cstdlib>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>

#include "tests/conformance/faults/exit/traces.h"
#include "tests/conformance/faults/output.h"
#include "tests/support/run_until_gone.h"
#include "tracebridge/bridge.h"

namespace tracebridge::faults {
void TraceInLibrary();

namespace {
const Traces in_executable("static of the executable");
std::optional<Bridge> made_early;
HeldSpans held;  // made before the bridge, so destroyed after it
}  // namespace
}  // namespace tracebridge::faults

int main(int argc, char** argv) {
  using namespace tracebridge::faults;  // NOLINT(google-build-using-namespace): what this is about
  using tracebridge::Bridge;
  if (argc != 4 && argc != 5) return 2;
  if (std::getenv("HOST_HAS_TLS") != nullptr) OPENSSL_init_ssl(0, nullptr);
  const std::string lifetime = argv[1], end = argv[2];
  const auto make = [&] {
    return argc == 5 ? Bridge::FromOptions(ToFile(argv[4])) : Bridge::FromEnvironment();
  };

  std::optional<Bridge> on_stack;
  if (lifetime == "stack") on_stack.emplace(make());
  if (lifetime == "static") {
    static const Bridge bridge = make();
    static_cast<void>(bridge);
  }
  if (lifetime == "early") made_early.emplace(make());
  // volatile: it is kept, where a leak checker finds it
  static const Bridge* volatile leaked = nullptr;
  if (lifetime == "leaked") leaked = new Bridge(make());
  static_cast<void>(leaked);

  thread_local const Traces at_thread_end("thread_local of the executable");
  at_thread_end.Touch();
  held.Start("held by a static");
  HeldSpans open;
  open.Start("open at the end of main");
  const opentelemetry::trace::Scope scope(open.otel);  // and current
  TraceInLibrary();
  std::thread([] {
    thread_local const Traces at_end_of_thread("thread_local of a thread");
    at_end_of_thread.Touch();
    TraceInLibrary();
  }).join();

  tracebridge::test::RunUntilGone(std::atoi(argv[3]), [] { TraceOnce("detached"); });
  TraceOnce("finished");

  if (end == "exit") std::exit(0);
  if (end == "quick_exit") std::quick_exit(0);
  if (end == "_exit") _exit(0);
  return 0;
}
