// OTEL_METRICS_EXPORTER=prometheus: somebody listens on the port while the bridge lives, and not behind it.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <tracebridge/bridge.h>
#include <unistd.h>

#include <iostream>
#include <string>

namespace {

sockaddr_in Loopback(unsigned short port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = port;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

// In network order.
unsigned short FreePort() {
  const int descriptor = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address = Loopback(0);
  socklen_t size = sizeof address;
  bind(descriptor, reinterpret_cast<sockaddr*>(&address), size);
  getsockname(descriptor, reinterpret_cast<sockaddr*>(&address), &size);
  close(descriptor);
  return address.sin_port;
}

bool Listens(unsigned short port) {
  const int descriptor = socket(AF_INET, SOCK_STREAM, 0);
  const sockaddr_in address = Loopback(port);
  const bool connected =
      connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  close(descriptor);
  return connected;
}

}  // namespace

int main() {
  const unsigned short port = FreePort();
  bool listened = false;
  {
    tracebridge::BridgeOptions options;
    options.settings["OTEL_TRACES_EXPORTER"] = "none";
    options.settings["OTEL_METRICS_EXPORTER"] = "prometheus";
    options.settings["OTEL_EXPORTER_PROMETHEUS_PORT"] = std::to_string(ntohs(port));
    const auto bridge = tracebridge::Bridge::FromOptions(options);
    listened = Listens(port);
  }
  const bool works = listened && !Listens(port);
  std::cout << (works ? "works\n" : "there is no page for Prometheus\n");
  return works ? 0 : 1;
}
