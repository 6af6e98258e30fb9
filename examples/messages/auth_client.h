// The client of the auth service, instrumented with OpenCensus.
#pragma once

#include <string>

namespace messages {

class AuthClient {
 public:
  explicit AuthClient(int port) : port_(port) {}

  // Returns whether the auth service lets `user` read. False when it cannot be reached.
  bool IsAllowed(const std::string& user) const;

 private:
  const int port_;
};

}  // namespace messages
