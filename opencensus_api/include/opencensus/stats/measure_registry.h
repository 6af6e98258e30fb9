// The measures of the process, by name.
#pragma once

#include "absl/strings/string_view.h"
#include "opencensus/stats/measure.h"
#include "opencensus/stats/measure_descriptor.h"

namespace opencensus {
namespace stats {

class MeasureRegistry final {
 public:
  // Returns the descriptor, which lives for ever; one without a name when there is no such measure.
  static const MeasureDescriptor& GetDescriptorByName(absl::string_view name);

  // Return the measure; an invalid one when there is none of that name and type.
  static MeasureDouble GetMeasureDoubleByName(absl::string_view name);
  static MeasureInt64 GetMeasureInt64ByName(absl::string_view name);
};

}  // namespace stats
}  // namespace opencensus
