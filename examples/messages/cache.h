// The newest part: a cache, instrumented with OpenTelemetry.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>

namespace messages {

class Cache {
 public:
  std::optional<std::string> Get(const std::string& key);
  void Put(const std::string& key, const std::string& value);

 private:
  std::mutex mutex_;
  std::map<std::string, std::string> values_;
};

}  // namespace messages
