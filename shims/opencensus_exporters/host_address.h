// An address of this host, for others to know it by.
#pragma once

#include <string>

namespace tracebridge::opencensus_exporters {

// Returns the first address of `family` (AF_INET, AF_INET6) that is not the loopback's; the loopback's when there is none.
std::string HostAddress(int family);

}  // namespace tracebridge::opencensus_exporters
