// A stock Prometheus that scrapes one page, and answers questions about what it has read.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>

namespace tracebridge {

class PrometheusProcess {
 public:
  // Starts the program, which scrapes 127.0.0.1:`page` ten times a second, in a folder of its own.
  explicit PrometheusProcess(std::uint16_t page);
  // Ends it and removes the folder.
  ~PrometheusProcess();
  PrometheusProcess(const PrometheusProcess&) = delete;
  PrometheusProcess& operator=(const PrometheusProcess&) = delete;

  // Returns `data.result` of /api/v1/query, once `is_enough` says so of it; what was there last if it never did within a
  // minute. Null: no answer.
  nlohmann::json Query(const std::string& expression,
                       const std::function<bool(const nlohmann::json&)>& is_enough) const;

  // Returns the value of the one series that `expression` has, as Prometheus writes it, once it is `expected`; else what it
  // was last.
  std::string Value(const std::string& expression, const std::string& expected) const;

  // Returns `data` of /api/v1/<path>.
  nlohmann::json Get(const std::string& path) const;

  // What it printed so far: warnings and errors.
  std::string Log() const;

 private:
  std::string folder_;
  std::uint16_t port_;
  pid_t pid_ = -1;
};

}  // namespace tracebridge
