#include "examples/messages/service.h"

#include <pthread.h>
#include <signal.h>

#include <cstdio>
#include <thread>

namespace messages {
namespace {

constexpr char kLoopback[] = "127.0.0.1";

sigset_t StopSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  return signals;
}

int Bind(httplib::Server& server, int port) {
  if (port == 0) return server.bind_to_any_port(kLoopback);
  return server.bind_to_port(kLoopback, port) ? port : -1;
}

}  // namespace

void BlockStopSignals() {
  const sigset_t signals = StopSignals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

void WaitForStop() {
  const sigset_t signals = StopSignals();
  int signal = 0;
  sigwait(&signals, &signal);
}

int Serve(httplib::Server& server, int port) {
  const int bound = Bind(server, port);
  if (bound < 0) {
    std::fprintf(stderr, "cannot listen on %s:%d\n", kLoopback, port);
    return 1;
  }
  std::printf("listening on %s:%d\n", kLoopback, bound);
  std::fflush(stdout);

  std::thread stopper([&server] {
    WaitForStop();
    server.stop();
  });
  const bool served = server.listen_after_bind();
  if (!served) pthread_kill(stopper.native_handle(), SIGTERM);
  stopper.join();
  return served ? 0 : 1;
}

}  // namespace messages
