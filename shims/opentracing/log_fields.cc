#include "shims/opentracing/log_fields.h"

#include "opentelemetry/common/key_value_iterable.h"
#include "opentelemetry/common/timestamp.h"
#include "shims/opentracing/values.h"

namespace tracebridge::opentracing_shim {
namespace {
namespace common = opentelemetry::common;
namespace nostd = opentelemetry::nostd;

std::string_view ErrorAttribute(std::string_view log_field) noexcept {
  for (const FieldRename& row : kErrorFields) {
    if (row.log_field == log_field) return row.attribute;
  }
  return log_field;
}

std::string_view Key(const LogField& field) noexcept { return ToStd(field.first); }
std::string_view Key(const opentracing::LogRecord::Field& field) noexcept { return field.first; }

// "The name MUST be the value with the `event` key in the pair set, or else fallback to use the
// `log` literal string."
template <class Field>
std::string_view EventName(nostd::span<const Field> fields, std::string* scratch) noexcept {
  for (const Field& field : fields) {
    if (Key(field) != "event") continue;
    const std::string_view name = ToText(field.second, scratch);
    return name.empty() ? "log" : name;
  }
  return "log";
}

template <class Field>
class EventAttributes final : public common::KeyValueIterable {
 public:
  EventAttributes(nostd::span<const Field> fields, bool is_error) noexcept
      : fields_(fields), is_error_(is_error) {}

  bool ForEachKeyValue(nostd::function_ref<bool(nostd::string_view, common::AttributeValue)>
                           callback) const noexcept override {
    bool goes_on = true;
    for (const Field& field : fields_) {
      const std::string_view key = is_error_ ? ErrorAttribute(Key(field)) : Key(field);
      UseAsOtel(field.second, [&](const common::AttributeValue& value) {
        goes_on = callback({key.data(), key.size()}, value);
      });
      if (!goes_on) break;
    }
    return goes_on;
  }

  size_t size() const noexcept override { return fields_.size(); }

 private:
  nostd::span<const Field> fields_;
  bool is_error_;
};

template <class Field>
void Add(opentelemetry::trace::Span& span, opentracing::SystemTime time,
         nostd::span<const Field> fields) noexcept {
  std::string scratch;
  const std::string_view name = EventName(fields, &scratch);
  const bool is_error = name == "error";
  const EventAttributes<Field> attributes{fields, is_error};
  const common::KeyValueIterable& iterable = attributes;  // not the template overload
  const nostd::string_view event =
      is_error ? nostd::string_view{"exception"} : nostd::string_view{name.data(), name.size()};
  if (time == opentracing::SystemTime{}) {
    span.AddEvent(event, iterable);
  } else {
    span.AddEvent(event, common::SystemTimestamp{time}, iterable);
  }
}

}  // namespace

void AddEvent(opentelemetry::trace::Span& span, opentracing::SystemTime time,
              nostd::span<const LogField> fields) noexcept {
  Add(span, time, fields);
}

void AddEvent(opentelemetry::trace::Span& span, const opentracing::LogRecord& record) noexcept {
  using Fields = nostd::span<const opentracing::LogRecord::Field>;
  Add(span, record.timestamp, Fields{record.fields.data(), record.fields.size()});
}

}  // namespace tracebridge::opentracing_shim
