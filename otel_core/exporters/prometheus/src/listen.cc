#include "otel_core/exporters/prometheus/src/listen.h"

#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <optional>
#include <system_error>

namespace tracebridge::prometheus_exporter {
namespace {

constexpr int kBacklog = 128;

struct HostAndPort {
  std::string host;
  std::string port;
};

bool IsPort(std::string_view text) {
  return !text.empty() && text.size() <= 5 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }) &&
         std::stoi(std::string(text)) <= 65535;
}

std::optional<HostAndPort> Split(std::string_view url) {
  constexpr std::string_view kScheme = "http://";
  if (url.substr(0, kScheme.size()) == kScheme) url.remove_prefix(kScheme.size());
  if (!url.empty() && url.back() == '/') url.remove_suffix(1);

  const std::size_t colon = url.rfind(':');
  std::string_view host = colon == std::string_view::npos ? "" : url.substr(0, colon);
  const std::string_view port = colon == std::string_view::npos ? url : url.substr(colon + 1);
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') {
    host = host.substr(1, host.size() - 2);
  } else if (host.find_first_of(":[]/") != std::string_view::npos) {
    return std::nullopt;
  }
  if (!IsPort(port)) return std::nullopt;
  return HostAndPort{host.empty() ? "0.0.0.0" : std::string(host), std::string(port)};
}

struct FreeAddresses {
  void operator()(addrinfo* list) const { freeaddrinfo(list); }
};
using Addresses = std::unique_ptr<addrinfo, FreeAddresses>;

std::string ErrnoText() { return std::generic_category().message(errno); }

const addrinfo* Choose(const addrinfo* all) {
  for (const addrinfo* one = all; one != nullptr; one = one->ai_next) {
    if (one->ai_family == AF_INET) return one;
  }
  return all;
}

std::uint16_t PortOf(int descriptor) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  if (getsockname(descriptor, reinterpret_cast<sockaddr*>(&address), &size) != 0) return 0;
  return ntohs(address.ss_family == AF_INET6
                   ? reinterpret_cast<const sockaddr_in6&>(address).sin6_port
                   : reinterpret_cast<const sockaddr_in&>(address).sin_port);
}

}  // namespace

std::variant<ListeningSocket, std::string> Listen(std::string_view url) {
  const std::optional<HostAndPort> wanted = Split(url);
  if (!wanted) return "it is not of the form host:port";

  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
  addrinfo* found = nullptr;
  const int error = getaddrinfo(wanted->host.c_str(), wanted->port.c_str(), &hints, &found);
  if (error != 0) return std::string(gai_strerror(error));
  const Addresses addresses(found);
  const addrinfo& address = *Choose(found);

  const int descriptor =
      socket(address.ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, address.ai_protocol);
  if (descriptor < 0) return ErrnoText();
  const int yes = 1;  // a program that is started again does not wait for its old connections
  setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  if (bind(descriptor, address.ai_addr, address.ai_addrlen) != 0 ||
      listen(descriptor, kBacklog) != 0) {
    std::string what = ErrnoText();
    close(descriptor);
    return what;
  }
  return ListeningSocket{descriptor, PortOf(descriptor), address.ai_family == AF_INET6};
}

}  // namespace tracebridge::prometheus_exporter
