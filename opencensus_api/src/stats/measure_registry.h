// The measures of the process: one registry, whatever the number of libraries with a copy of this code.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <unordered_map>

#include "absl/strings/string_view.h"
#include "opencensus/stats/measure.h"
#include "opencensus/stats/measure_descriptor.h"
#include "otel_core/state/src/process_object.h"

namespace opencensus {
namespace stats {

// Safe from any thread.
class MeasureRegistryImpl : public tracebridge::state::LockedInForks {
 public:
  // Throws std::bad_alloc.
  static MeasureRegistryImpl& Get();

  // Returns null without memory.
  static MeasureRegistryImpl* Find() noexcept;

  // Returns the id of the new measure; one without kValidMeasure when it is refused.
  uint64_t Register(absl::string_view name, absl::string_view description, absl::string_view units,
                    MeasureDescriptor::Type type);

  // Returns the id; one without kValidMeasure when there is no such measure.
  uint64_t IdOf(absl::string_view name) const;

  // Returns the descriptor, for ever; for an id that is not valid, one without a name.
  const MeasureDescriptor& DescriptorOf(uint64_t id) const;

  template <typename MeasureT>
  static Measure<MeasureT> Make(uint64_t id) {
    return Measure<MeasureT>(id);
  }
  template <typename MeasureT>
  static uint64_t IdOf(Measure<MeasureT> measure) {
    return measure.id_;
  }

 private:
  std::deque<MeasureDescriptor> descriptors_;  // never moved: references are given out
  std::unordered_map<std::string, uint64_t> ids_;
};

}  // namespace stats
}  // namespace opencensus
