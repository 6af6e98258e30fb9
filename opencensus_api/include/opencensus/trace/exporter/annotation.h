// A text that was added to a span, with attributes.
#pragma once

#include <string>
#include <unordered_map>
#include <utility>

#include "absl/strings/string_view.h"
#include "opencensus/trace/exporter/attribute_value.h"

namespace opencensus {
namespace trace {
namespace exporter {

class Annotation final {
 public:
  explicit Annotation(absl::string_view description,
                      std::unordered_map<std::string, AttributeValue> attributes =
                          std::unordered_map<std::string, AttributeValue>())
      : description_(description), attributes_(std::move(attributes)) {}

  absl::string_view description() const { return description_; }
  const std::unordered_map<std::string, AttributeValue>& attributes() const { return attributes_; }

  // Returns text for people; its form may change.
  std::string DebugString() const;

 private:
  std::string description_;
  std::unordered_map<std::string, AttributeValue> attributes_;
};

}  // namespace exporter
}  // namespace trace
}  // namespace opencensus
