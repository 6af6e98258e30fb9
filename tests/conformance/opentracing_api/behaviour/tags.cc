#include <opentracing/ext/tags.h>

#include "tests/conformance/opentracing_api/behaviour/behaviour.h"

namespace behaviour {
void Tags() {
  using namespace opentracing;
  SHOW(ext::span_kind);
  SHOW(ext::span_kind_rpc_client);
  SHOW(ext::span_kind_rpc_server);
  SHOW(ext::error);
  SHOW(ext::component);
  SHOW(ext::sampling_priority);
  SHOW(ext::peer_service);
  SHOW(ext::peer_hostname);
  SHOW(ext::peer_address);
  SHOW(ext::peer_host_ipv4);
  SHOW(ext::peer_host_ipv6);
  SHOW(ext::peer_port);
  SHOW(ext::http_url);
  SHOW(ext::http_method);
  SHOW(ext::http_status_code);
  SHOW(ext::database_instance);
  SHOW(ext::database_statement);
  SHOW(ext::database_type);
  SHOW(ext::database_user);
  SHOW(ext::message_bus_destination);
}
}  // namespace behaviour
