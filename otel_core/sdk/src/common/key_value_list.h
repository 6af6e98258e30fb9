// Lists of keys and values in one environment variable.
//
//   service.name=shop,owner=A%2CB   ->  {service.name: "shop"}, {owner: "A,B"}
//   api-key = secret , tenant=      ->  {api-key: "secret"}, {tenant: ""}
//   shop                            ->  error: "shop" has no "="
//
// Source: OpenTelemetry specification 1.60.0, resource/sdk.md, "Specifying resource information via
// an environment variable", and protocol/exporter.md, "Specifying headers via environment
// variables".
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tracebridge/expected.h"

namespace tracebridge::core {

using KeyValueList = std::vector<std::pair<std::string, std::string>>;

// Returns the pairs of `text` in their order, percent-decoded. Empty members are skipped. Fails
// whole on a member without "=", an empty key, or a "%" that no two hexadecimal digits follow.
Expected<KeyValueList> ParseKeyValueList(std::string_view text);

}  // namespace tracebridge::core
