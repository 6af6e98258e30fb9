// What other implementations wrote and read: the files of tests/data/wire (its README tells the
// origin).
#pragma once

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "tests/support/header_carrier.h"

namespace tracebridge::test {

using Json = nlohmann::json;

// Returns the file of one format and peer, such as `w3c-baggage.otel-js`. Throws when there is
// none.
inline Json VectorsOf(std::string_view format_and_peer) {
  std::ifstream file(TRACEBRIDGE_TEST_DATA "/wire/" + std::string(format_and_peer) + ".json");
  return Json::parse(file);
}

// Returns the headers of one vector as a server would hold them.
inline HeaderCarrier Received(const Json& vector) {
  HeaderCarrier carrier;
  for (const Json& header : vector.value("headers", Json::array())) {
    carrier.Receive(header[0].get<std::string>(), header[1].get<std::string>());
  }
  return carrier;
}

}  // namespace tracebridge::test
