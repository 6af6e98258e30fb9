// `tracebridge tail`: receives traces over OTLP/HTTP, and from Jaeger's and Zipkin's clients, and shows each one once it is finished;
// and metrics over OTLP/HTTP, whose points it shows at once.
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

struct Address {
  std::string host;  // an address, or `localhost`
  uint16_t port;     // 0: one that is free
};

struct TailOptions {
  std::string listen_host = "127.0.0.1";
  uint16_t listen_port = 4318;  // 0: one that is free
  // Where Jaeger's clients send datagrams; none: nowhere. Requests of theirs are taken where OTLP's are.
  std::optional<Address> jaeger_compact;
  std::optional<Address> jaeger_binary;
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

// Returns whether this build has what Jaeger's clients need: Apache Thrift.
bool ReceivesJaeger();

// Runs until SIGINT, SIGTERM or what `options` name. Traces and metrics go to `out`, everything else to `err`.
// Returns the exit status: 0; 1 if an expectation was not met; 2 if it could not start.
int RunTail(const TailOptions& options, std::ostream& out, std::ostream& err);

}  // namespace tracebridge::tail
