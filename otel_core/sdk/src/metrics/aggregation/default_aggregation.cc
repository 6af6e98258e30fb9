#include "opentelemetry/sdk/metrics/aggregation/default_aggregation.h"

#include "opentelemetry/sdk/metrics/aggregation/aggregation_config.h"
#include "opentelemetry/sdk/metrics/aggregation/base2_exponential_histogram_aggregation.h"
#include "opentelemetry/sdk/metrics/aggregation/drop_aggregation.h"
#include "opentelemetry/sdk/metrics/aggregation/histogram_aggregation.h"
#include "opentelemetry/sdk/metrics/aggregation/lastvalue_aggregation.h"
#include "opentelemetry/sdk/metrics/aggregation/sum_aggregation.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {
namespace {

// Makes a Long or a Double, of the arguments that both take.
template <class Long, class Double, class... Arguments>
std::unique_ptr<Aggregation> Make(const InstrumentDescriptor& descriptor,
                                  const Arguments&... arguments) {
  if (descriptor.value_type_ == InstrumentValueType::kLong ||
      descriptor.value_type_ == InstrumentValueType::kInt) {
    return std::make_unique<Long>(arguments...);
  }
  return std::make_unique<Double>(arguments...);
}

bool OnlyGrows(InstrumentType type) noexcept {
  return type == InstrumentType::kCounter || type == InstrumentType::kObservableCounter;
}

// A histogram has only values that are not negative, so its sum only grows too.
bool IsMonotonicSum(InstrumentType type) noexcept {
  return OnlyGrows(type) || type == InstrumentType::kHistogram;
}

const AggregationConfig* IfOf(AggregationType type, const AggregationConfig* config) noexcept {
  return config != nullptr && config->GetType() == type ? config : nullptr;
}

AggregationType Resolve(AggregationType type, const InstrumentDescriptor& descriptor) noexcept {
  bool is_monotonic = false;
  return type != AggregationType::kDefault
             ? type
             : DefaultAggregation::GetDefaultAggregationType(descriptor.type_, is_monotonic);
}

}  // namespace

std::unique_ptr<Aggregation> DefaultAggregation::CreateAggregation(
    const InstrumentDescriptor& instrument_descriptor,
    const AggregationConfig* aggregation_config) {
  return CreateAggregation(AggregationType::kDefault, instrument_descriptor, aggregation_config);
}

std::unique_ptr<Aggregation> DefaultAggregation::CreateAggregation(
    AggregationType aggregation_type, const InstrumentDescriptor& instrument_descriptor,
    const AggregationConfig* aggregation_config) {
  const AggregationType type = Resolve(aggregation_type, instrument_descriptor);
  switch (type) {
    case AggregationType::kHistogram:
      return Make<LongHistogramAggregation, DoubleHistogramAggregation>(
          instrument_descriptor, IfOf(type, aggregation_config));
    case AggregationType::kLastValue:
      return Make<LongLastValueAggregation, DoubleLastValueAggregation>(instrument_descriptor);
    case AggregationType::kSum:
      return Make<LongSumAggregation, DoubleSumAggregation>(
          instrument_descriptor, IsMonotonicSum(instrument_descriptor.type_));
    case AggregationType::kBase2ExponentialHistogram:
      return std::make_unique<Base2ExponentialHistogramAggregation>(IfOf(type, aggregation_config));
    case AggregationType::kDrop:
    case AggregationType::kDefault:
      break;
  }
  return std::make_unique<DropAggregation>();
}

std::unique_ptr<Aggregation> DefaultAggregation::CloneAggregation(
    AggregationType aggregation_type, const InstrumentDescriptor& instrument_descriptor,
    const Aggregation& to_copy) {
  const PointType point = to_copy.ToPoint();
  switch (Resolve(aggregation_type, instrument_descriptor)) {
    case AggregationType::kHistogram:
      return Make<LongHistogramAggregation, DoubleHistogramAggregation>(
          instrument_descriptor, nostd::get<HistogramPointData>(point));
    case AggregationType::kLastValue:
      return Make<LongLastValueAggregation, DoubleLastValueAggregation>(
          instrument_descriptor, nostd::get<LastValuePointData>(point));
    case AggregationType::kSum:
      return Make<LongSumAggregation, DoubleSumAggregation>(instrument_descriptor,
                                                            nostd::get<SumPointData>(point));
    case AggregationType::kBase2ExponentialHistogram:
      return std::make_unique<Base2ExponentialHistogramAggregation>(
          nostd::get<Base2ExponentialHistogramPointData>(point));
    case AggregationType::kDrop:
    case AggregationType::kDefault:
      break;
  }
  return std::make_unique<DropAggregation>();
}

AggregationType DefaultAggregation::GetDefaultAggregationType(InstrumentType instrument_type,
                                                              bool& is_monotonic) {
  is_monotonic = OnlyGrows(instrument_type);
  switch (instrument_type) {
    case InstrumentType::kCounter:
    case InstrumentType::kUpDownCounter:
    case InstrumentType::kObservableCounter:
    case InstrumentType::kObservableUpDownCounter:
      return AggregationType::kSum;
    case InstrumentType::kHistogram:
      return AggregationType::kHistogram;
    case InstrumentType::kGauge:
    case InstrumentType::kObservableGauge:
      return AggregationType::kLastValue;
  }
  return AggregationType::kDrop;
}

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
