#include "shims/opentracing/carriers.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "opentelemetry/baggage/baggage.h"
#include "opentelemetry/trace/trace_state.h"
#include "shims/opentracing/values.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::opentracing_shim {
namespace {
namespace nostd = opentelemetry::nostd;
using opentelemetry::baggage::Baggage;
using opentelemetry::trace::TraceState;

// Headers that may come without a trace: alone, or with a value that means "no trace", they are not
// a corrupted context. All others are. A name that ends in a dash stands for all that begin with it.
struct HarmlessHeader {
  std::string_view name;
  std::string_view why;
};
constexpr HarmlessHeader kHarmlessHeaders[] = {
    {"baggage", "W3C Baggage is independent of Trace Context"},
    {"tracestate", "W3C Trace Context 3.3: without traceparent it is not used"},
    {"x-b3-sampled", "B3: a decision may be sent without identifiers"},
    {"x-b3-flags", "B3: a decision may be sent without identifiers"},
    {"x-b3-parentspanid", "B3: optional"},
    {"jaeger-debug-id", "Jaeger: not an identifier"},
    {"jaeger-baggage", "Jaeger: baggage from the command line"},
    {"uberctx-", "Jaeger: baggage"},
    {"ot-tracer-sampled", "OT trace: a flag"},
    {"ot-baggage-", "OT trace, Datadog: baggage"},
    {"x-datadog-sampling-priority", "Datadog: not an identifier"},
    {"x-datadog-origin", "Datadog: not an identifier"},
    {"x-datadog-tags", "Datadog: the rest of an identifier"},
    {"grpc-tags-bin", "OpenCensus: tags are independent of the trace"},
};

// Headers that may be split over several lines of one name, and how long they may become so.
struct ListHeader {
  std::string_view name;
  size_t max_size;  // characters
  Diagnostic over;
};
constexpr ListHeader kListHeaders[] = {
    {"baggage", Baggage::kMaxSize, Diagnostic::kBaggageLimit},
    {"tracestate",
     TraceState::kMaxKeyValuePairs*(TraceState::kKeyMaxSize + TraceState::kValueMaxSize + 2),
     Diagnostic::kHeaderFieldDropped},
};

char Lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

// From the end: names with one prefix differ there.
bool IsSameInOtherCase(std::string_view a, std::string_view b) noexcept {
  return std::equal(a.rbegin(), a.rend(), b.rbegin(),
                    [](char x, char y) { return Lower(x) == Lower(y); });
}

// Most carriers spell names as propagators do.
bool SameName(std::string_view a, std::string_view b) noexcept {
  return a.size() == b.size() && (a == b || IsSameInOtherCase(a, b));
}

uint64_t LengthBit(size_t length) noexcept { return uint64_t{1} << std::min<size_t>(length, 63); }

bool BeginsWith(std::string_view name, std::string_view prefix) noexcept {
  return name.size() >= prefix.size() && SameName(name.substr(0, prefix.size()), prefix);
}

// The letter's place in the alphabet, in either case; characters that are no letters share some.
uint32_t LetterBit(std::string_view name) noexcept {
  return name.empty() ? 0 : uint32_t{1} << (static_cast<unsigned char>(name.front()) & 31);
}

// Calls `take` with each text that `list` passes on. `list` is noexcept: what `take` throws waits until it has returned.
template <class List, class TakeText>
bool Collect(List&& list, TakeText&& take) {
  std::exception_ptr thrown;
  const bool all = list([&](nostd::string_view text) {
    try {
      return take(text);
    } catch (...) {
      thrown = std::current_exception();
      return false;
    }
  });
  if (thrown) std::rethrow_exception(thrown);
  return all;
}

// An installed opentelemetry-cpp has no TextMapPropagator::Prefixes: then nothing is known.
template <class Propagator>
auto CollectPrefixes(const Propagator& propagator, Format* format, int)
    -> decltype(propagator.Prefixes(nullptr), void()) {
  const auto list = [&](auto&& callback) { return propagator.Prefixes(callback); };
  format->reads_others = !Collect(list, [format](nostd::string_view prefix) {
    format->prefixes.emplace_back(prefix.data(), prefix.size());
    format->prefix_letters |= LetterBit(format->prefixes.back());
    return true;
  });
}
template <class Propagator>
void CollectPrefixes(const Propagator&, Format*, long) {}  // the fallback of the overload above

bool IsHarmless(std::string_view name, std::string_view value) noexcept {
  if (value.empty()) return true;
  if (SameName(name, "b3") && value.size() == 1) return true;  // B3 single: `0`, `1` or `d` alone
  // Of a load balancer, which has no span: the trace id, perhaps with a decision.
  if (SameName(name, "x-amzn-trace-id")) return value.find("Parent=") == std::string_view::npos;
  if (SameName(name, "x-cloud-trace-context")) return value.find('/') == std::string_view::npos;
  return std::any_of(
      std::begin(kHarmlessHeaders), std::end(kHarmlessHeaders), [&](const HarmlessHeader& row) {
        return row.name.back() == '-' ? BeginsWith(name, row.name) : SameName(row.name, name);
      });
}

const ListHeader* ListOf(std::string_view name) noexcept {
  const auto* list = std::find_if(std::begin(kListHeaders), std::end(kListHeaders),
                                  [&](const ListHeader& row) { return SameName(row.name, name); });
  return list == std::end(kListHeaders) ? nullptr : list;
}

}  // namespace

Format::Format(PropagatorPointer from) : propagator(std::move(from)) {
  if (propagator.get() == nullptr) return;
  const auto list = [this](auto&& callback) { return propagator->Fields(callback); };
  Collect(list, [this](nostd::string_view name) {
    if (names.size() == kMaxNames) return false;
    names.emplace_back(name.data(), name.size());
    name_lengths |= LengthBit(name.size());
    return true;
  });
  CollectPrefixes(*propagator, this, 0);
}

void WriterCarrier::Set(nostd::string_view key, nostd::string_view value) noexcept {
  if (error_ || thrown_) return;
  try {
    const auto result = writer_.Set(opentracing::string_view{key.data(), key.size()},
                                    opentracing::string_view{value.data(), value.size()});
    if (!result) error_ = result.error();
  } catch (...) {
    thrown_ = std::current_exception();
  }
  if (remember_) Remember(key);
}

void WriterCarrier::Remember(nostd::string_view key) noexcept {
  try {
    written_.emplace_back(key.data(), key.size());
  } catch (...) {
    error_ = std::make_error_code(std::errc::not_enough_memory);
    Count(Diagnostic::kOutOfMemory);
  }
}

void WriterCarrier::WriteRest(const Format& format) noexcept {
  if (!remember_) return;
  for (const std::string& name : format.names) {
    if (std::find(written_.begin(), written_.end(), name) == written_.end()) Set(name, "");
  }
}

opentracing::expected<void> WriterCarrier::Result() const {
  if (thrown_) std::rethrow_exception(thrown_);
  if (error_) return opentracing::make_unexpected(error_);
  return {};
}

ReaderCarrier::ReaderCarrier(const opentracing::TextMapReader& reader,
                             const Format& format) noexcept
    : reader_(reader), format_(format) {
  for (size_t i = 0; i < format.names.size(); ++i) fields_[i] = {nullptr, 0, nullptr};
}

opentracing::expected<void> ReaderCarrier::Read() {
  return reader_.ForeachKey([this](opentracing::string_view key, opentracing::string_view value) {
    const std::string_view name = ToStd(key);
    const bool may_be_named = (format_.name_lengths & LengthBit(name.size())) != 0;
    if (may_be_named && Take(name, ToStd(value))) return opentracing::expected<void>{};
    if ((format_.prefix_letters & LetterBit(name)) != 0) TakePrefixed(name, ToStd(value));
    return opentracing::expected<void>{};
  });
}

// Returns whether the format names `key`.
bool ReaderCarrier::Take(std::string_view key, std::string_view value) noexcept try {
  for (size_t i = 0; i < format_.names.size(); ++i) {
    if (!SameName(format_.names[i], key)) continue;
    Field& field = fields_[i];
    if (field.data == nullptr) {
      value = Keep(value);
      field = {value.data(), value.size(), nullptr};
    } else if (const ListHeader* list = ListOf(key)) {
      if (!Join(value, list->max_size, &field)) Count(list->over);
    }  // else the first one counts
    return true;
  }
  return false;
} catch (...) {
  Count(Diagnostic::kOutOfMemory);  // and the header is as good as absent
  return true;
}

// Returns whether one more line fits.
bool ReaderCarrier::Join(std::string_view value, size_t max_size, Field* field) {
  if (field->size >= max_size || value.size() >= max_size - field->size) return false;
  if (field->joined == nullptr) {
    field->joined = &overflow_.emplace_front(field->data, field->size);
  }
  field->joined->append(",").append(value);
  field->data = field->joined->data();
  field->size = field->joined->size();
  return true;
}

void ReaderCarrier::TakePrefixed(std::string_view key, std::string_view value) noexcept try {
  const bool is_read =
      std::any_of(format_.prefixes.begin(), format_.prefixes.end(),
                  [&](const std::string& prefix) { return BeginsWith(key, prefix); });
  if (!is_read) return;
  if (prefixed_.size() == kMaxPrefixed) return Count(Diagnostic::kBaggageLimit);
  for (const Prefixed& known : prefixed_) {
    if (SameName(known.name, key)) return;  // the first one counts
  }
  prefixed_.push_back({Keep(key), Keep(value)});
} catch (...) {
  Count(Diagnostic::kOutOfMemory);
}

// A copy: readers may pass temporaries.
std::string_view ReaderCarrier::Keep(std::string_view value) const {
  if (value.size() <= kInlineBytes - used_) {
    char* const copy = bytes_ + used_;
    std::memcpy(copy, value.data(), value.size());
    used_ += value.size();
    return {copy, value.size()};
  }
  return overflow_.emplace_front(value);
}

nostd::string_view ReaderCarrier::Get(nostd::string_view key) const noexcept {
  const std::string_view name{key.data(), key.size()};
  for (size_t i = 0; i < format_.names.size(); ++i) {
    if (!SameName(format_.names[i], name)) continue;
    looked_at_ |= std::uint64_t{1} << i;
    return {fields_[i].data == nullptr ? "" : fields_[i].data, fields_[i].size};
  }
  for (const Prefixed& known : prefixed_) {
    if (SameName(known.name, name)) return {known.value.data(), known.value.size()};
  }
  if (!format_.reads_others) return "";
  try {
    const std::string_view value = Find(name);
    return {value.data(), value.size()};
  } catch (...) {
    thrown_ = std::current_exception();
    return "";
  }
}

// For a name that the propagator did not announce.
std::string_view ReaderCarrier::Find(std::string_view name) const {
  std::string_view found = "";
  reader_.ForeachKey([&](opentracing::string_view key, opentracing::string_view value) {
    if (SameName(ToStd(key), name) && found.empty()) found = Keep(ToStd(value));
    return opentracing::expected<void>{};
  });
  return found;
}

bool ReaderCarrier::Keys(nostd::function_ref<bool(nostd::string_view)> callback) const noexcept {
  looked_at_keys_ = true;
  try {
    if (format_.reads_others) return AllKeys(callback);
  } catch (...) {
    thrown_ = std::current_exception();
    return false;
  }
  return std::all_of(prefixed_.begin(), prefixed_.end(), [&](const Prefixed& known) {
    return callback({known.name.data(), known.name.size()});
  });
}

bool ReaderCarrier::AllKeys(nostd::function_ref<bool(nostd::string_view)> callback) const {
  // Collected first: the callback calls Get, and a reader may hold a lock while it is read.
  std::vector<std::string> names;
  reader_.ForeachKey([&](opentracing::string_view key, opentracing::string_view) {
    std::string& name = names.emplace_back(ToStd(key));
    std::transform(name.begin(), name.end(), name.begin(), Lower);
    return opentracing::expected<void>{};
  });
  return std::all_of(names.begin(), names.end(),
                     [&](const std::string& name) { return callback(name); });
}

bool ReaderCarrier::holds_context() const noexcept {
  for (size_t i = 0; i < format_.names.size(); ++i) {
    if (fields_[i].data == nullptr || (looked_at_ >> i & 1) == 0) continue;
    if (!IsHarmless(format_.names[i], {fields_[i].data, fields_[i].size})) return true;
  }
  return looked_at_keys_ &&
         std::any_of(prefixed_.begin(), prefixed_.end(),
                     [](const Prefixed& header) { return !IsHarmless(header.name, header.value); });
}

void ReaderCarrier::Rethrow() const {
  if (thrown_) std::rethrow_exception(thrown_);
}

}  // namespace tracebridge::opentracing_shim
