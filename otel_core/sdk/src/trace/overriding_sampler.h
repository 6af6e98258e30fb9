// A sampler over another one that need not be asked about most spans.
#pragma once

#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/sdk/trace/sampler.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {

// Derived: answers as inner() does, but for spans of the instrumentation scope that has the name scope(), and for those
// that inner() drops. What inner() samples elsewhere is sampled without asking.
class OverridingSampler : public Sampler {
 public:
  virtual const Sampler& inner() const noexcept = 0;
  virtual nostd::string_view scope() const noexcept = 0;
};

}  // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
