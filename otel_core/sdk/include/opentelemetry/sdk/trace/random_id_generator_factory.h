// Makes a RandomIdGenerator.
#pragma once

#include <memory>

#include "opentelemetry/sdk/trace/id_generator.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {

class RandomIdGeneratorFactory {
 public:
  static std::unique_ptr<IdGenerator> Create();
};

}  // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
