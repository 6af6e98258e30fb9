#include <opentracing/ext/tags.h>

// Constants that need no constructor: correct before any static constructor runs.
//
// They lie in .data, not in read-only memory. A program linked with this library may hold copies of
// them (copy relocations), which are as writable as the originals here; the distribution's library,
// put in place of this one, writes to those copies when it is loaded.
#define TAG __attribute__((section(".data"))) const opentracing::string_view

namespace opentracing {
BEGIN_OPENTRACING_ABI_NAMESPACE
namespace ext {
namespace {
template <std::size_t N>
constexpr string_view Text(const char (&text)[N]) {
  return string_view(text, N - 1);
}
}  // namespace

TAG span_kind = Text("span.kind");
TAG span_kind_rpc_client = Text("client");
TAG span_kind_rpc_server = Text("server");
TAG error = Text("error");
TAG component = Text("component");
TAG sampling_priority = Text("sampling.priority");
TAG peer_service = Text("peer.service");
TAG peer_hostname = Text("peer.hostname");
TAG peer_address = Text("peer.address");
TAG peer_host_ipv4 = Text("peer.ipv4");
TAG peer_host_ipv6 = Text("peer.ipv6");
TAG peer_port = Text("peer.port");
TAG http_url = Text("http.url");
TAG http_method = Text("http.method");
TAG http_status_code = Text("http.status_code");
TAG database_instance = Text("db.instance");
TAG database_statement = Text("db.statement");
TAG database_type = Text("db.type");
TAG database_user = Text("db.user");
TAG message_bus_destination = Text("message_bus.destination");
}  // namespace ext
END_OPENTRACING_ABI_NAMESPACE
}  // namespace opentracing
