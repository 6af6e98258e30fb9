// OpenTracing text carriers as OpenTelemetry's TextMapCarrier.
//
// Propagators are noexcept and see no errors, OpenTracing carriers may return errors and throw. So
// both are caught inside and come out again afterwards, as from the original.
#pragma once

#include <opentracing/propagation.h>

#include <cstdint>
#include <exception>
#include <forward_list>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "opentelemetry/context/propagation/text_map_propagator.h"
#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/nostd/string_view.h"

namespace tracebridge::opentracing_shim {

using PropagatorPointer =
    opentelemetry::nostd::shared_ptr<opentelemetry::context::propagation::TextMapPropagator>;

// A propagator and the names of the headers that it says it uses, as it spells them.
struct Format {
  static constexpr size_t kMaxNames = 32;  // the rest is looked up when asked for

  explicit Format(PropagatorPointer from);  // throws std::bad_alloc

  PropagatorPointer propagator;
  std::vector<std::string> names;
  uint64_t name_lengths = 0;  // bit n: there is a name of n characters (63: of 63 or more)

  // How the names of other headers begin that it reads, in lower case: `uberctx-`.
  std::vector<std::string> prefixes;
  uint32_t prefix_letters = 0;  // bit n: one begins with the letter n of the alphabet (1 to 26)
  bool reads_others = true;     // for all we know: it did not say
};

// Writes to a TextMapWriter until that fails.
class WriterCarrier final : public opentelemetry::context::propagation::TextMapCarrier {
 public:
  explicit WriterCarrier(const opentracing::TextMapWriter& writer) noexcept : writer_(writer) {}

  void Set(opentelemetry::nostd::string_view key,
           opentelemetry::nostd::string_view value) noexcept override;
  opentelemetry::nostd::string_view Get(opentelemetry::nostd::string_view) const noexcept override {
    return "";
  }

  // Writes an empty value for each name of `format` that was not written, when `write_all`.
  void RememberWritten(bool write_all) noexcept { remember_ = write_all; }
  void WriteRest(const Format& format) noexcept;

  // Returns what the writer returned at last, or throws what it threw.
  opentracing::expected<void> Result() const;

 private:
  void Remember(opentelemetry::nostd::string_view key) noexcept;

  const opentracing::TextMapWriter& writer_;
  std::error_code error_;
  std::exception_ptr thrown_;
  bool remember_ = false;
  std::vector<std::string> written_;
};

// Holds copies of the headers that a Format names, in any case of letters, or by their prefix; nothing
// else is copied. Lists of several lines and headers with a prefix are held up to the limits of what
// propagators read, the rest is counted.
// LookupKey is not used: it is optional, and classic tracers never called it, so that wrong ones
// went unnoticed.
class ReaderCarrier final : public opentelemetry::context::propagation::TextMapCarrier {
 public:
  // Both must outlive this object.
  ReaderCarrier(const opentracing::TextMapReader& reader, const Format& format) noexcept;

  // Reads the carrier once. Returns its error; throws what it throws.
  opentracing::expected<void> Read();

  opentelemetry::nostd::string_view Get(
      opentelemetry::nostd::string_view key) const noexcept override;
  void Set(opentelemetry::nostd::string_view, opentelemetry::nostd::string_view) noexcept override {
  }

  // The names of the carrier, in lower case; when the format reads no others, those alone that begin with
  // a prefix of it, as they came.
  bool Keys(opentelemetry::nostd::function_ref<bool(opentelemetry::nostd::string_view)> callback)
      const noexcept override;

  // Whether a header was there that says something about a trace, and that the propagator has looked at, so that a context should
  // have come out of it. It need not look at all that it names: a wire policy leaves formats out.
  bool holds_context() const noexcept;

  // Throws what the reader threw inside a propagator.
  void Rethrow() const;

 private:
  struct Field {
    const char* data;  // null: not there
    size_t size;
    std::string* joined;  // of overflow_: its text, once several lines have made it
  };
  struct Prefixed {
    std::string_view name;
    std::string_view value;
  };
  static constexpr size_t kInlineBytes = 1024;
  // The items of two formats, and their other headers. What comes later is counted.
  static constexpr size_t kMaxPrefixed = 2 * 180 + 16;

  bool Take(std::string_view key, std::string_view value) noexcept;
  bool Join(std::string_view value, size_t max_size, Field* field);
  void TakePrefixed(std::string_view key, std::string_view value) noexcept;
  bool AllKeys(
      opentelemetry::nostd::function_ref<bool(opentelemetry::nostd::string_view)> callback) const;
  std::string_view Keep(std::string_view value) const;
  std::string_view Find(std::string_view key) const;

  const opentracing::TextMapReader& reader_;
  const Format& format_;
  mutable size_t used_ = 0;
  mutable std::forward_list<std::string> overflow_;
  mutable std::exception_ptr thrown_;
  mutable std::uint64_t looked_at_ = 0;  // bits of fields_
  mutable bool looked_at_keys_ = false;
  static_assert(Format::kMaxNames <= 64);
  Field fields_[Format::kMaxNames];  // as format_.names
  std::vector<Prefixed> prefixed_;
  mutable char bytes_[kInlineBytes];
};

}  // namespace tracebridge::opentracing_shim
