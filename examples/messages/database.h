// A database that is not there, with a driver that was instrumented with OpenCensus.
#pragma once

#include <string>

namespace messages {

class Database {
 public:
  std::string Query(const std::string& statement, const std::string& user) const;
};

}  // namespace messages
