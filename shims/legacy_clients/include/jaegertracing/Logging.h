// Where a tracer made by jaegertracing::Tracer::make says what of its configuration has no counterpart.
#pragma once

#include <memory>
#include <string>

#include "jaegertracing/Compilers.h"

namespace jaegertracing {
namespace logging {

class Logger {
 public:
  virtual ~Logger() = default;

  virtual void error(const std::string& message) = 0;
  virtual void info(const std::string& message) = 0;
};

// Says nothing. What a tracer would say to it goes to tracebridge's own log (OTEL_LOG_LEVEL).
std::unique_ptr<Logger> nullLogger();

// Errors to std::cerr, the rest to std::cout.
std::unique_ptr<Logger> consoleLogger();

}  // namespace logging
}  // namespace jaegertracing
