// What a measure is: its name, and the type and unit of its values.
#pragma once

#include <string>

#include "absl/strings/string_view.h"

namespace opencensus {
namespace stats {

class MeasureDescriptor final {
 public:
  enum class Type {
    kDouble,
    kInt64,
  };

  const std::string& name() const { return name_; }
  const std::string& description() const { return description_; }
  const std::string& units() const { return units_; }
  Type type() const { return type_; }

  // Returns text for people; its form may change.
  std::string DebugString() const;

  bool operator==(const MeasureDescriptor& other) const {
    return name_ == other.name_ && description_ == other.description_ && units_ == other.units_ &&
           type_ == other.type_;
  }
  bool operator!=(const MeasureDescriptor& other) const { return !(*this == other); }

 private:
  friend class MeasureRegistryImpl;
  MeasureDescriptor(absl::string_view name, absl::string_view description, absl::string_view units,
                    Type type)
      : name_(name), description_(description), units_(units), type_(type) {}

  std::string name_;
  std::string description_;
  std::string units_;
  Type type_;
};

}  // namespace stats
}  // namespace opencensus
