// The service in the middle. It has been written by three generations: its request handling uses
// OpenTracing, its database and its client of the auth service OpenCensus, its cache OpenTelemetry.
//
//   messages PORT AUTH_PORT
#include <httplib.h>
#include <tracebridge/bridge.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#include "examples/messages/auth_client.h"
#include "examples/messages/cache.h"
#include "examples/messages/database.h"
#include "examples/messages/opentracing_server.h"
#include "examples/messages/service.h"

namespace messages {
namespace {

std::string ListMessages(const std::string& user, Cache& cache, Database& database) {
  if (auto cached = cache.Get(user)) return *cached;
  const std::string list = database.Query("SELECT text FROM messages WHERE user = ?", user);
  cache.Put(user, list);
  return list;
}

}  // namespace
}  // namespace messages

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: messages PORT AUTH_PORT\n");
    return 2;
  }
  messages::BlockStopSignals();
  const auto bridge = tracebridge::Bridge::FromEnvironment();

  messages::AuthClient auth(std::atoi(argv[2]));
  messages::Cache cache;
  messages::Database database;
  httplib::Server server;
  server.Get("/list", [&](const httplib::Request& request, httplib::Response& response) {
    auto span = messages::StartServerSpan("GET /list", request);
    const std::string user = request.get_param_value("user");
    if (auth.IsAllowed(user)) {
      response.set_content(messages::ListMessages(user, cache, database), "text/plain");
      response.status = 200;
    } else {
      response.status = 403;
    }
    messages::FinishServerSpan(*span, response);
  });
  return messages::Serve(server, std::atoi(argv[1]));
}
