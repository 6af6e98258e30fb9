#include "shims/legacy_clients/jaeger/logging.h"

#include <iostream>

namespace jaegertracing::logging {
namespace {

class NullLogger final : public Logger {
 public:
  void error(const std::string&) override {}
  void info(const std::string&) override {}
};

class ConsoleLogger final : public Logger {
 public:
  void error(const std::string& message) override { std::cerr << "ERROR: " << message << '\n'; }
  void info(const std::string& message) override { std::cout << "INFO: " << message << '\n'; }
};

}  // namespace

std::unique_ptr<Logger> nullLogger() { return std::make_unique<NullLogger>(); }
std::unique_ptr<Logger> consoleLogger() { return std::make_unique<ConsoleLogger>(); }

}  // namespace jaegertracing::logging

namespace tracebridge::legacy_clients {

bool IsSilent(const jaegertracing::logging::Logger* logger) noexcept {
  return logger == nullptr ||
         dynamic_cast<const jaegertracing::logging::NullLogger*>(logger) != nullptr;
}

}  // namespace tracebridge::legacy_clients
