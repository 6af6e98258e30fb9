#include "shims/opencensus_exporters/host_address.h"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>

namespace tracebridge::opencensus_exporters {
namespace {

std::string Text(const sockaddr* address) {
  char text[INET6_ADDRSTRLEN] = {};
  const void* const bytes =
      address->sa_family == AF_INET
          ? static_cast<const void*>(&reinterpret_cast<const sockaddr_in*>(address)->sin_addr)
          : &reinterpret_cast<const sockaddr_in6*>(address)->sin6_addr;
  return inet_ntop(address->sa_family, bytes, text, sizeof text) == nullptr ? "" : text;
}

}  // namespace

std::string HostAddress(int family) {
  std::string loopback = family == AF_INET ? "127.0.0.1" : "::1";
  ifaddrs* interfaces = nullptr;
  if (getifaddrs(&interfaces) != 0) return loopback;
  std::string found;
  for (const ifaddrs* one = interfaces; one != nullptr && found.empty(); one = one->ifa_next) {
    const bool fits = one->ifa_addr != nullptr && one->ifa_addr->sa_family == family &&
                      (one->ifa_flags & IFF_LOOPBACK) == 0;
    if (fits) found = Text(one->ifa_addr);
  }
  freeifaddrs(interfaces);
  return found.empty() ? loopback : found;
}

}  // namespace tracebridge::opencensus_exporters
