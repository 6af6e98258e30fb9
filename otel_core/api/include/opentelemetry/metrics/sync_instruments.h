// Instruments that a program calls when something happens.
//
// The context of a measurement, the current one when none is given, names the span that an example of it points to.
//
// Source: OpenTelemetry specification 1.60.0, metrics/api.md, "Synchronous Instrument API".
#pragma once

#include <initializer_list>
#include <utility>

#include "opentelemetry/common/attribute_value.h"
#include "opentelemetry/common/key_value_iterable.h"
#include "opentelemetry/common/key_value_iterable_view.h"
#include "opentelemetry/context/context.h"
#include "opentelemetry/nostd/span.h"
#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/nostd/type_traits.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace metrics {

// All are safe to use from any thread.
class SynchronousInstrument {
 public:
  SynchronousInstrument() = default;
  SynchronousInstrument(const SynchronousInstrument&) = default;
  SynchronousInstrument(SynchronousInstrument&&) noexcept = default;
  SynchronousInstrument& operator=(const SynchronousInstrument&) = default;
  SynchronousInstrument& operator=(SynchronousInstrument&&) noexcept = default;
  virtual ~SynchronousInstrument() = default;
};

// A sum that only grows: negative values are ignored.
template <class T>
class Counter : public SynchronousInstrument {
 public:
  virtual void Add(T value) noexcept = 0;
  virtual void Add(T value, const context::Context& context) noexcept = 0;
  virtual void Add(T value, const common::KeyValueIterable& attributes) noexcept = 0;
  virtual void Add(T value, const common::KeyValueIterable& attributes,
                   const context::Context& context) noexcept = 0;

  template <class U, nostd::enable_if_t<common::detail::is_key_value_iterable<U>::value>* = nullptr>
  void Add(T value, const U& attributes) noexcept {
    this->Add(value, common::KeyValueIterableView<U>{attributes});
  }

  template <class U, nostd::enable_if_t<common::detail::is_key_value_iterable<U>::value>* = nullptr>
  void Add(T value, const U& attributes, const context::Context& context) noexcept {
    this->Add(value, common::KeyValueIterableView<U>{attributes}, context);
  }

  void Add(T value, std::initializer_list<std::pair<nostd::string_view, common::AttributeValue>>
                        attributes) noexcept {
    this->Add(value, common::MakeAttributes(attributes));
  }

  void Add(T value,
           std::initializer_list<std::pair<nostd::string_view, common::AttributeValue>> attributes,
           const context::Context& context) noexcept {
    this->Add(value, common::MakeAttributes(attributes), context);
  }
};

// A sum.
template <class T>
class UpDownCounter : public SynchronousInstrument {
 public:
  virtual void Add(T value) noexcept = 0;
  virtual void Add(T value, const context::Context& context) noexcept = 0;
  virtual void Add(T value, const common::KeyValueIterable& attributes) noexcept = 0;
  virtual void Add(T value, const common::KeyValueIterable& attributes,
                   const context::Context& context) noexcept = 0;

  template <class U, nostd::enable_if_t<common::detail::is_key_value_iterable<U>::value>* = nullptr>
  void Add(T value, const U& attributes) noexcept {
    this->Add(value, common::KeyValueIterableView<U>{attributes});
  }

  template <class U, nostd::enable_if_t<common::detail::is_key_value_iterable<U>::value>* = nullptr>
  void Add(T value, const U& attributes, const context::Context& context) noexcept {
    this->Add(value, common::KeyValueIterableView<U>{attributes}, context);
  }

  void Add(T value, std::initializer_list<std::pair<nostd::string_view, common::AttributeValue>>
                        attributes) noexcept {
    this->Add(value, common::MakeAttributes(attributes));
  }

  void Add(T value,
           std::initializer_list<std::pair<nostd::string_view, common::AttributeValue>> attributes,
           const context::Context& context) noexcept {
    this->Add(value, common::MakeAttributes(attributes), context);
  }
};

// Values whose distribution is of interest; negative ones are ignored.
template <class T>
class Histogram : public SynchronousInstrument {
 public:
  virtual void Record(T value) noexcept = 0;
  virtual void Record(T value, const context::Context& context) noexcept = 0;
  virtual void Record(T value, const common::KeyValueIterable& attributes) noexcept = 0;
  virtual void Record(T value, const common::KeyValueIterable& attributes,
                      const context::Context& context) noexcept = 0;

  template <class U, nostd::enable_if_t<common::detail::is_key_value_iterable<U>::value>* = nullptr>
  void Record(T value, const U& attributes) noexcept {
    this->Record(value, common::KeyValueIterableView<U>{attributes});
  }

  template <class U, nostd::enable_if_t<common::detail::is_key_value_iterable<U>::value>* = nullptr>
  void Record(T value, const U& attributes, const context::Context& context) noexcept {
    this->Record(value, common::KeyValueIterableView<U>{attributes}, context);
  }

  void Record(T value, std::initializer_list<std::pair<nostd::string_view, common::AttributeValue>>
                           attributes) noexcept {
    this->Record(value, common::MakeAttributes(attributes));
  }

  void Record(
      T value,
      std::initializer_list<std::pair<nostd::string_view, common::AttributeValue>> attributes,
      const context::Context& context) noexcept {
    this->Record(value, common::MakeAttributes(attributes), context);
  }
};

// The value of now, which replaces the one before.
template <class T>
class Gauge : public SynchronousInstrument {
 public:
  virtual void Record(T value) noexcept = 0;
  virtual void Record(T value, const context::Context& context) noexcept = 0;
  virtual void Record(T value, const common::KeyValueIterable& attributes) noexcept = 0;
  virtual void Record(T value, const common::KeyValueIterable& attributes,
                      const context::Context& context) noexcept = 0;

  template <class U, nostd::enable_if_t<common::detail::is_key_value_iterable<U>::value>* = nullptr>
  void Record(T value, const U& attributes) noexcept {
    this->Record(value, common::KeyValueIterableView<U>{attributes});
  }

  template <class U, nostd::enable_if_t<common::detail::is_key_value_iterable<U>::value>* = nullptr>
  void Record(T value, const U& attributes, const context::Context& context) noexcept {
    this->Record(value, common::KeyValueIterableView<U>{attributes}, context);
  }

  void Record(T value, std::initializer_list<std::pair<nostd::string_view, common::AttributeValue>>
                           attributes) noexcept {
    this->Record(value, common::MakeAttributes(attributes));
  }

  void Record(
      T value,
      std::initializer_list<std::pair<nostd::string_view, common::AttributeValue>> attributes,
      const context::Context& context) noexcept {
    this->Record(value, common::MakeAttributes(attributes), context);
  }
};

}  // namespace metrics
OPENTELEMETRY_END_NAMESPACE
