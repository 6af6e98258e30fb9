// What values are recorded for: registered once under a name. A small value that may be a static
// constant.
#pragma once

#include <cstdint>
#include <type_traits>

#include "absl/strings/string_view.h"
#include "opencensus/stats/measure_descriptor.h"

namespace opencensus {
namespace stats {

template <typename MeasureT>
class Measure final {
 public:
  // Returns the new measure; an invalid one, with a line on standard error, when there is one of that
  // name already, or no name. Units are those of UCUM: "ms", "By", "1".
  static Measure<MeasureT> Register(absl::string_view name, absl::string_view description,
                                    absl::string_view units);

  // Returns what it was registered with, for ever; a descriptor without a name for an invalid one.
  const MeasureDescriptor& GetDescriptor() const;

  // What is recorded for an invalid measure is dropped, and counted.
  bool IsValid() const;

  bool operator==(Measure<MeasureT> other) const { return id_ == other.id_; }

 private:
  friend class Measurement;
  friend class MeasureRegistryImpl;
  explicit Measure(uint64_t id) : id_(id) {}

  uint64_t id_;
};

using MeasureDouble = Measure<double>;
using MeasureInt64 = Measure<int64_t>;

// A measure, and a value for it: of a floating point type for a MeasureDouble, of an integral one for a
// MeasureInt64.
class Measurement final {
 public:
  template <typename T, typename std::enable_if<std::is_floating_point<T>::value>::type* = nullptr>
  Measurement(MeasureDouble measure, T value)
      : id_(measure.id_), double_(static_cast<double>(value)) {}
  template <typename T, typename std::enable_if<std::is_integral<T>::value>::type* = nullptr>
  Measurement(MeasureInt64 measure, T value)
      : id_(measure.id_), int_(static_cast<int64_t>(value)) {}

 private:
  friend class MeasurementAccess;

  uint64_t id_;
  union {
    double double_;
    int64_t int_;
  };
};

extern template class Measure<double>;
extern template class Measure<int64_t>;

}  // namespace stats
}  // namespace opencensus
