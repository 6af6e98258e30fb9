// Prints the binary interface that a program compiles into itself: sizes, alignments, enumerators,
// the slots of virtual functions and whether they may throw, and the bytes of objects whose members are private.
//
// Compiled once against the distribution's headers and once against ours; the outputs are equal.
#include <opentracing/dynamic_load.h>
#include <opentracing/ext/tags.h>
#include <opentracing/mocktracer/in_memory_recorder.h>
#include <opentracing/mocktracer/json.h>
#include <opentracing/mocktracer/json_recorder.h>
#include <opentracing/mocktracer/tracer.h>
#include <opentracing/mocktracer/tracer_factory.h>
#include <opentracing/noop.h>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <new>
#include <string>
#include <type_traits>

#include "tests/conformance/opentracing_api/headers_under_test.h"

namespace {
using namespace opentracing;

#define SIZE(...)                                                                             \
  std::printf("%s: size %zu, align %zu\n", #__VA_ARGS__, sizeof(__VA_ARGS__),                 \
              alignof(__VA_ARGS__));                                                          \
  std::printf("  trivially copied %d, abstract %d, polymorphic %d, copied %d, moved %d/%d\n", \
              std::is_trivially_copyable<__VA_ARGS__>::value,                                 \
              std::is_abstract<__VA_ARGS__>::value, std::is_polymorphic<__VA_ARGS__>::value,  \
              std::is_copy_constructible<__VA_ARGS__>::value,                                 \
              std::is_move_constructible<__VA_ARGS__>::value,                                 \
              std::is_nothrow_move_constructible<__VA_ARGS__>::value)

#define NUMBER(expression) \
  std::printf("%s = %lld\n", #expression, static_cast<long long>(expression))

#define OFFSET(type, member) std::printf("  %s.%s at %zu\n", #type, #member, offsetof(type, member))

// In the Itanium ABI the pointer to a virtual member function is 1 + the offset of its slot.
template <typename Member>
std::ptrdiff_t Slot(Member member) {
  std::ptrdiff_t words[2] = {};
  static_assert(sizeof(member) == sizeof(words), "a member pointer is two words");
  std::memcpy(words, &member, sizeof(words));
  return (words[0] - 1) / static_cast<std::ptrdiff_t>(sizeof(void*));
}

// Whether `check` can be called: whether its result type, which depends on T, exists.
template <typename T, typename Check>
constexpr bool Exists(Check) {
  return std::is_invocable<Check, T*>::value;
}

template <typename T>
void Take(T);

// C++17 has noexcept in the type of a function, and no conversion adds it.
#define IS_NOEXCEPT(type, result, method, ...)                                             \
  Exists<type>(                                                                            \
      [](auto* object) -> decltype(Take<result(std::remove_pointer_t<decltype(object)>::*) \
                                            __VA_ARGS__ noexcept>(                         \
                           &std::remove_pointer_t<decltype(object)>::method)) {})

#define SLOT(type, result, method, ...)                                          \
  std::printf("  %s::%s%s%s in slot %td\n", #type, #method, #__VA_ARGS__,        \
              IS_NOEXCEPT(type, result, method, __VA_ARGS__) ? " noexcept" : "", \
              Slot(static_cast<result(type::*) __VA_ARGS__>(&type::method)))

// Constructs a T from `args` in zeroed memory and prints its words. Addresses differ from run to
// run: a word equal to `known` is printed by that name, a vtable pointer as such. Word `padded` is an int and
// padding, which may hold anything.
template <typename T, int padded = -1, typename... Args>
void Bytes(const char* name, const void* known, Args&&... args) {
  alignas(T) unsigned char memory[sizeof(T)];
  std::memset(memory, 0, sizeof(memory));
  T* const object = new (memory) T(std::forward<Args>(args)...);
  std::printf("  %s holds", name);
  for (std::size_t i = 0; i + 8 <= sizeof(T); i += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, memory + i, padded * 8 == static_cast<int>(i) ? sizeof(int) : sizeof(word));
    if (i == 0 && std::is_polymorphic<T>::value) {
      std::printf(" vtable");
    } else if (known != nullptr && word == reinterpret_cast<std::uintptr_t>(known)) {
      std::printf(" known");
    } else {
      std::printf(" %llx", static_cast<unsigned long long>(word));
    }
  }
  std::printf("\n");
  object->~T();
}

void PrintSizes() {
  SIZE(string_view);
  SIZE(util::recursive_wrapper<Values>);
  SIZE(util::variant<bool>);
  SIZE(util::variant<char, long double>);
  SIZE(variant_type);
  SIZE(Value);
  SIZE(Values);
  SIZE(Dictionary);
  SIZE(util::bad_variant_access);
  SIZE(unexpected_type<>);
  SIZE(unexpected_type<std::exception_ptr>);
  SIZE(expected<void>);
  SIZE(expected<bool>);
  SIZE(expected<string_view>);
  SIZE(expected<std::string>);
  SIZE(expected<std::string, std::string>);
  SIZE(expected<std::shared_ptr<Tracer>>);
  SIZE(bad_expected_access<int>);
  SIZE(option_wrapper<StartSpanOption>);
  SIZE(SpanContext);
  SIZE(LogRecord);
  SIZE(FinishSpanOptions);
  SIZE(FinishTimestamp);
  SIZE(Span);
  SIZE(StartSpanOptions);
  SIZE(Tracer);
  SIZE(StartTimestamp);
  SIZE(SpanReference);
  SIZE(SetTag);
  SIZE(TextMapReader);
  SIZE(TextMapWriter);
  SIZE(HTTPHeadersReader);
  SIZE(HTTPHeadersWriter);
  SIZE(CustomCarrierReader);
  SIZE(CustomCarrierWriter);
  SIZE(TracerFactory);
  SIZE(DynamicLibraryHandle);
  SIZE(DynamicTracingLibraryHandle);
  SIZE(mocktracer::SpanContextData);
  SIZE(mocktracer::SpanReferenceData);
  SIZE(mocktracer::SpanData);
  SIZE(mocktracer::Recorder);
  SIZE(mocktracer::InMemoryRecorder);
  SIZE(mocktracer::JsonRecorder);
  SIZE(mocktracer::PropagationOptions);
  SIZE(mocktracer::MockTracerOptions);
  SIZE(mocktracer::MockTracer);
  SIZE(mocktracer::MockTracerFactory);
}

void PrintMembers() {
  OFFSET(LogRecord, timestamp);
  OFFSET(LogRecord, fields);
  OFFSET(FinishSpanOptions, finish_steady_timestamp);
  OFFSET(FinishSpanOptions, log_records);
  OFFSET(StartSpanOptions, start_system_timestamp);
  OFFSET(StartSpanOptions, start_steady_timestamp);
  OFFSET(StartSpanOptions, references);
  OFFSET(StartSpanOptions, tags);
  OFFSET(mocktracer::SpanContextData, trace_id);
  OFFSET(mocktracer::SpanContextData, span_id);
  OFFSET(mocktracer::SpanContextData, baggage);
  OFFSET(mocktracer::SpanReferenceData, reference_type);
  OFFSET(mocktracer::SpanReferenceData, trace_id);
  OFFSET(mocktracer::SpanReferenceData, span_id);
  OFFSET(mocktracer::SpanData, span_context);
  OFFSET(mocktracer::SpanData, references);
  OFFSET(mocktracer::SpanData, operation_name);
  OFFSET(mocktracer::SpanData, start_timestamp);
  OFFSET(mocktracer::SpanData, duration);
  OFFSET(mocktracer::SpanData, tags);
  OFFSET(mocktracer::SpanData, logs);
  OFFSET(mocktracer::PropagationOptions, propagation_key);
  OFFSET(mocktracer::PropagationOptions, inject_error_code);
  OFFSET(mocktracer::PropagationOptions, extract_error_code);
  OFFSET(mocktracer::MockTracerOptions, recorder);
  OFFSET(mocktracer::MockTracerOptions, propagation_options);
}

void PrintNumbers() {
  std::printf("version %s, ABI %s\n", OPENTRACING_VERSION, OPENTRACING_ABI_VERSION);
  NUMBER(SpanReferenceType::ChildOfRef);
  NUMBER(SpanReferenceType::FollowsFromRef);
  NUMBER(sizeof(SpanReferenceType));
  NUMBER(invalid_span_context_error.value());
  NUMBER(invalid_carrier_error.value());
  NUMBER(span_context_corrupted_error.value());
  NUMBER(key_not_found_error.value());
  NUMBER(lookup_key_not_supported_error.value());
  NUMBER(configuration_parse_error.value());
  NUMBER(invalid_configuration_error.value());
  NUMBER(dynamic_load_failure_error.value());
  NUMBER(dynamic_load_not_supported_error.value());
  NUMBER(incompatible_library_versions_error.value());
}

void PrintSlots() {
  using Fields = std::initializer_list<std::pair<string_view, Value>>;
  using FieldVector = std::vector<std::pair<string_view, Value>>;
  using EachItem = std::function<bool(const std::string& key, const std::string& value)>;
  using EachKey = std::function<expected<void>(string_view key, string_view value)>;
  using Context = expected<std::unique_ptr<SpanContext>>;

  SLOT(SpanContext, void, ForeachBaggageItem, (EachItem) const);
  SLOT(SpanContext, std::unique_ptr<SpanContext>, Clone, () const);
  SLOT(SpanContext, std::string, ToTraceID, () const);
  SLOT(SpanContext, std::string, ToSpanID, () const);
  SLOT(FinishSpanOption, void, Apply, (FinishSpanOptions&) const);
  SLOT(Span, void, FinishWithOptions, (const FinishSpanOptions&));
  SLOT(Span, void, SetOperationName, (string_view));
  SLOT(Span, void, SetTag, (string_view, const Value&));
  SLOT(Span, void, SetBaggageItem, (string_view, string_view));
  SLOT(Span, std::string, BaggageItem, (string_view) const);
  SLOT(Span, void, Log, (Fields));
  SLOT(Span, void, Log, (SystemTime, Fields));
  SLOT(Span, void, Log, (SystemTime, const FieldVector&));
  SLOT(Span, const SpanContext&, context, () const);
  SLOT(Span, const Tracer&, tracer, () const);
  SLOT(StartSpanOption, void, Apply, (StartSpanOptions&) const);
  SLOT(Tracer, std::unique_ptr<Span>, StartSpanWithOptions,
       (string_view, const StartSpanOptions&) const);
  SLOT(Tracer, expected<void>, Inject, (const SpanContext&, std::ostream&) const);
  SLOT(Tracer, expected<void>, Inject, (const SpanContext&, const TextMapWriter&) const);
  SLOT(Tracer, expected<void>, Inject, (const SpanContext&, const HTTPHeadersWriter&) const);
  SLOT(Tracer, expected<void>, Inject, (const SpanContext&, const CustomCarrierWriter&) const);
  SLOT(Tracer, Context, Extract, (std::istream&) const);
  SLOT(Tracer, Context, Extract, (const TextMapReader&) const);
  SLOT(Tracer, Context, Extract, (const HTTPHeadersReader&) const);
  SLOT(Tracer, Context, Extract, (const CustomCarrierReader&) const);
  SLOT(Tracer, void, Close, ());
  SLOT(TextMapReader, expected<string_view>, LookupKey, (string_view) const);
  SLOT(TextMapReader, expected<void>, ForeachKey, (EachKey) const);
  SLOT(TextMapWriter, expected<void>, Set, (string_view, string_view) const);
  SLOT(CustomCarrierReader, Context, Extract, (const Tracer&) const);
  SLOT(CustomCarrierWriter, expected<void>, Inject, (const Tracer&, const SpanContext&) const);
  SLOT(TracerFactory, expected<std::shared_ptr<Tracer>>, MakeTracer,
       (const char*, std::string&) const);
  SLOT(mocktracer::Recorder, void, RecordSpan, (mocktracer::SpanData &&));
  SLOT(mocktracer::Recorder, void, Close, ());
}

void PrintBytes() {
  static const char text[] = "text";
  const auto* const context = reinterpret_cast<const SpanContext*>(std::uintptr_t{0x77});
  const Value value;

  Bytes<string_view>("string_view", text, text, std::size_t{0x22});
  Bytes<option_wrapper<Value>>("option_wrapper", &value, value);
  Bytes<expected<bool>>("expected true", nullptr, true);
  Bytes<expected<uint64_t>>("expected 0x55", nullptr, uint64_t{0x55});
  Bytes<expected<uint64_t>, 1>("expected error 0x66", &std::generic_category(),
                               make_unexpected(std::error_code(0x66, std::generic_category())));
  Bytes<expected<void>>("expected<void>", nullptr);
  Bytes<expected<void>, 1>("expected<void> error 0x66", &std::generic_category(),
                           make_unexpected(std::error_code(0x66, std::generic_category())));

  Bytes<Value>("Value true", nullptr, true);
  Bytes<Value>("Value 1.5", nullptr, 1.5);
  Bytes<Value>("Value 5", nullptr, 5);
  Bytes<Value>("Value 6u", nullptr, 6u);
  Bytes<Value>("Value string_view", text, string_view(text, 4));
  Bytes<Value>("Value nullptr", nullptr, nullptr);
  Bytes<Value>("Value const char*", text, static_cast<const char*>(text));

  const Value all[] = {true,
                       1.5,
                       5,
                       6u,
                       std::string("s"),
                       string_view("s"),
                       nullptr,
                       static_cast<const char*>(text),
                       Values{1},
                       Dictionary{{"k", 1}}};
  for (const Value& each : all) {
    std::uint64_t stored = 0;
    std::memcpy(&stored, &each, sizeof(stored));
    std::printf("  which() %d is stored as %llu\n", each.which(),
                static_cast<unsigned long long>(stored));
  }
  variant_type nothing{util::no_init{}};
  std::int64_t stored = 0;
  std::memcpy(&stored, &nothing, sizeof(stored));
  std::printf("  nothing: which() %d is stored as %lld\n", nothing.which(),
              static_cast<long long>(stored));

  Bytes<SpanReference>("SpanReference", context, SpanReferenceType::FollowsFromRef, context);
  Bytes<SetTag>("SetTag", &value, string_view(nullptr, 0x22), value);
  Bytes<StartTimestamp>("StartTimestamp", nullptr, SystemTime(SystemClock::duration(3)),
                        SteadyTime(SteadyClock::duration(4)));
  Bytes<FinishTimestamp>("FinishTimestamp", nullptr, SteadyTime(SteadyClock::duration(5)));
}
}  // namespace

int main() {
  PrintNumbers();
  PrintSizes();
  PrintMembers();
  PrintSlots();
  PrintBytes();
}
