#include "otel_core/sdk/src/metrics/state/stream.h"

#include <chrono>
#include <new>
#include <string>
#include <utility>

#include "opentelemetry/sdk/metrics/aggregation/default_aggregation.h"
#include "opentelemetry/sdk/metrics/cardinality_limits.h"
#include "otel_core/sdk/src/common/utf8.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {
namespace {

using opentelemetry::common::SystemTimestamp;

void Mend(std::string* text) {
  if (!tracebridge::IsValidUtf8(*text)) *text = tracebridge::ReplaceInvalidUtf8(*text);
}

void MendValue(opentelemetry::sdk::common::OwnedAttributeValue* value) {
  if (auto* text = nostd::get_if<std::string>(value)) Mend(text);
  if (auto* list = nostd::get_if<std::vector<std::string>>(value)) {
    for (std::string& text : *list) Mend(&text);
  }
}

}  // namespace

Stream::Stream(StreamDescription description)
    : description_(std::move(description)), created_(std::chrono::system_clock::now()) {}

void Stream::Collect(const Collection& collection, MetricData* metric) {
  const std::unique_lock<std::mutex> lock = Lock();
  // A reader that came later has what was measured since the collection before, which gave the rest to the others.
  while (reader_times_.size() < collection.reader_count) {
    reader_times_.push_back(
        {last_collected_ != SystemTimestamp() ? last_collected_ : created_, {}});
  }
  ReaderTimes& reader = reader_times_[collection.reader];
  metric->instrument_descriptor = description_.descriptor;
  metric->aggregation_temporality = collection.temporality;
  AppendPoints(collection, &metric->point_data_attr_);
  const bool is_since_last =
      collection.temporality == AggregationTemporality::kDelta && reader.last != SystemTimestamp();
  metric->start_ts = is_since_last ? reader.last : IsTotal() ? created_ : reader.start;
  metric->end_ts = collection.now;
  reader.last = last_collected_ = collection.now;
}

std::unique_ptr<Aggregation> Stream::MakeAggregation() const {
  return DefaultAggregation::CreateAggregation(description_.aggregation, description_.descriptor,
                                               description_.config.get());
}

PointAttributes Stream::Keep(const opentelemetry::common::KeyValueIterable* attributes) const {
  PointAttributes kept;
  if (attributes == nullptr) return kept;
  if (description_.has_own_processor) {
    kept = description_.processor->process(*attributes);
  } else {
    ForEach(*attributes, [&](nostd::string_view key, const auto& value) {
      if (!is_kept(key)) return;
      kept.insert_or_assign(std::string(key),
                            nostd::visit(sdk::common::AttributeConverter(), value));
    });
  }
  for (auto entry = kept.begin(); entry != kept.end();) {
    MendValue(&entry->second);
    if (tracebridge::IsValidUtf8(entry->first)) {
      ++entry;
    } else {
      auto node = kept.extract(entry++);
      node.key() = tracebridge::ReplaceInvalidUtf8(node.key());
      kept.insert(std::move(node));
    }
  }
  return kept;
}

PointAttributes Stream::OverflowAttributes() { return {{kAttributesLimitOverflowKey, true}}; }

PointAttributes Stream::Copy(const PointAttributes& attributes) {
  PointAttributes copy;
  for (const auto& [key, value] : attributes) {
    copy.emplace(key, nostd::visit(
                          [](const auto& held) {
                            auto own = held;
                            return sdk::common::OwnedAttributeValue(std::move(own));
                          },
                          value));
  }
  return copy;
}

void Stream::StartAnew() noexcept {
  created_ = SystemTimestamp(std::chrono::system_clock::now());
  last_collected_ = SystemTimestamp();
  for (ReaderTimes& reader : reader_times_) reader = {created_, {}};
}

void Stream::AbandonTimes() noexcept { new (&reader_times_) std::vector<ReaderTimes>; }

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
