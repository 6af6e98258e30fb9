#include "shims/opencensus_sdk/finished_span_recordable.h"

#include <cstdint>
#include <limits>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "opentelemetry/nostd/span.h"
#include "opentelemetry/nostd/variant.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::opencensus_sdk {
namespace {

namespace api = opentelemetry::trace;
namespace common = opentelemetry::common;
namespace nostd = opentelemetry::nostd;
using opencensus_shim::FinishedAttributes;
using opencensus_shim::FinishedStatus;
using opencensus_shim::FinishedValue;

std::string ToString(nostd::string_view text) { return std::string(text.data(), text.size()); }

// One overload an alternative of AttributeValue; arrays of each share one.
struct ToFinishedValue {
  FinishedValue operator()(bool x) const { return x; }
  FinishedValue operator()(std::int32_t x) const { return std::int64_t{x}; }
  FinishedValue operator()(std::int64_t x) const { return x; }
  FinishedValue operator()(std::uint32_t x) const { return std::int64_t{x}; }
  FinishedValue operator()(std::uint64_t x) const {
    if (x > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
      return static_cast<double>(x);
    }
    return static_cast<std::int64_t>(x);
  }
  FinishedValue operator()(double x) const { return x; }
  FinishedValue operator()(const char* x) const { return std::string(x); }
  FinishedValue operator()(nostd::string_view x) const { return ToString(x); }
  template <class T>
  FinishedValue operator()(nostd::span<T> array) const {
    auto json = nlohmann::json::array();
    for (const auto& element : array) {
      if constexpr (std::is_same_v<std::remove_cv_t<T>, nostd::string_view>) {
        json.push_back(ToString(element));
      } else {
        json.push_back(element);
      }
    }
    return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  }
};

FinishedAttributes ToFinished(const common::KeyValueIterable& attributes) {
  FinishedAttributes finished;
  attributes.ForEachKeyValue([&](nostd::string_view key, common::AttributeValue value) noexcept {
    try {
      finished.emplace_back(ToString(key), opencensus_sdk::ToFinished(value));
    } catch (...) {
      Count(Diagnostic::kOutOfMemory);
    }
    return true;
  });
  return finished;
}

FinishedStatus ToFinished(api::StatusCode code) {
  switch (code) {
    case api::StatusCode::kUnset:
      return FinishedStatus::kUnset;
    case api::StatusCode::kOk:
      return FinishedStatus::kOk;
    case api::StatusCode::kError:
      return FinishedStatus::kError;
  }
  return FinishedStatus::kUnset;
}

std::int64_t UnixNs(common::SystemTimestamp time) { return time.time_since_epoch().count(); }

template <class Act>
void OrCount(Act act) noexcept {
  try {
    act();
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
  }
}

}  // namespace

FinishedValue ToFinished(const common::AttributeValue& value) {
  return nostd::visit(ToFinishedValue{}, value);
}

void FinishedSpanRecordable::SetIdentity(const api::SpanContext& context,
                                         api::SpanId parent_span_id) noexcept {
  context.trace_id().CopyBytesTo(span_.trace_id);
  context.span_id().CopyBytesTo(span_.span_id);
  span_.trace_flags = context.trace_flags().flags();
  parent_span_id.CopyBytesTo(span_.parent_span_id);
}

void FinishedSpanRecordable::SetAttribute(nostd::string_view key,
                                          const common::AttributeValue& value) noexcept {
  OrCount([&] {
    const std::string_view name(key.data(), key.size());
    for (auto& attribute : span_.attributes) {
      if (attribute.first == name) {
        attribute.second = opencensus_sdk::ToFinished(value);
        return;
      }
    }
    span_.attributes.emplace_back(name, opencensus_sdk::ToFinished(value));
  });
}

void FinishedSpanRecordable::AddEvent(nostd::string_view name, common::SystemTimestamp time,
                                      const common::KeyValueIterable& attributes) noexcept {
  OrCount([&] { span_.events.push_back({ToString(name), UnixNs(time), ToFinished(attributes)}); });
}

void FinishedSpanRecordable::AddLink(const api::SpanContext& context,
                                     const common::KeyValueIterable& attributes) noexcept {
  OrCount([&] {
    opencensus_shim::FinishedLink link;
    context.trace_id().CopyBytesTo(link.trace_id);
    context.span_id().CopyBytesTo(link.span_id);
    link.attributes = ToFinished(attributes);
    span_.links.push_back(std::move(link));
  });
}

void FinishedSpanRecordable::SetStatus(api::StatusCode code,
                                       nostd::string_view description) noexcept {
  span_.status = ToFinished(code);
  OrCount([&] { span_.status_description = ToString(description); });
}

void FinishedSpanRecordable::SetName(nostd::string_view name) noexcept {
  OrCount([&] { span_.name = ToString(name); });
}

void FinishedSpanRecordable::SetTraceFlags(api::TraceFlags flags) noexcept {
  span_.trace_flags = flags.flags();
}

void FinishedSpanRecordable::SetStartTime(common::SystemTimestamp start_time) noexcept {
  span_.start_unix_ns = UnixNs(start_time);
  span_.end_unix_ns = span_.start_unix_ns;
}

void FinishedSpanRecordable::SetDuration(std::chrono::nanoseconds duration) noexcept {
  span_.end_unix_ns = span_.start_unix_ns + duration.count();
}

opencensus_shim::FinishedSpan FinishedSpanRecordable::Take() noexcept { return std::move(span_); }

}  // namespace tracebridge::opencensus_sdk
