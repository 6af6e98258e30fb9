// What the three services share, and what is not about tracing: an HTTP server with an orderly end.
#pragma once

#include <httplib.h>

#include <chrono>
#include <thread>

namespace messages {

// Makes SIGTERM and SIGINT wait for Serve() or WaitForStop(). Call it first in main(), before any
// other thread starts.
void BlockStopSignals();

// Returns when SIGTERM or SIGINT has come.
void WaitForStop();

// Serves on loopback until SIGTERM or SIGINT, and returns the exit code of the process. Port 0
// takes a free one; the port is printed: `listening on 127.0.0.1:40123`.
int Serve(httplib::Server& server, int port);

// Stands for work that a real service would do.
inline void Work(std::chrono::milliseconds duration) { std::this_thread::sleep_for(duration); }

}  // namespace messages
