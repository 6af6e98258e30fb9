// `tracebridge tail`: receives traces over OTLP/HTTP and shows each one once it is finished.
#pragma once

#include <chrono>
#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "migration/tail/expectations.h"
#include "migration/tail/http_server.h"
#include "migration/tail/otlp_endpoint.h"
#include "migration/tail/trace_store.h"
#include "migration/tail/tree_printer.h"

namespace tracebridge::tail {

struct TailOptions {
  std::string listen_host = "127.0.0.1";
  uint16_t listen_port = 4318;  // 0: one that is free
  std::vector<std::string> allowed_hosts;
  size_t max_body = EndpointOptions().max_body;  // bytes
  std::string html_file;                         // empty: no page
  std::string url_file;                          // empty: the address is only printed
  bool json = false;                             // a line of JSON instead of a tree
  PrintOptions print;
  StoreOptions store;
  std::optional<size_t> exit_after_spans;
  std::optional<size_t> exit_after_traces;         // finished ones
  std::optional<std::chrono::seconds> exit_after;  // from the start
  Expectations expectations;
};

// Runs until SIGINT, SIGTERM or what `options` name. Traces go to `out`, everything else to `err`.
// Returns the exit status: 0; 1 if an expectation was not met; 2 if it could not start.
int RunTail(const TailOptions& options, std::ostream& out, std::ostream& err);

}  // namespace tracebridge::tail
