// Prints the signature of every inline function and function template of the OpenTracing headers: what a program compiles
// into itself, and another library may call in its place. A line is: what is called, the mangled type of the function or
// of its result, and whether it may throw.
//
// Compiled once against the distribution's headers and once against ours; the outputs are equal. abidiff compares the same
// functions in the probe libraries, but knows nothing of noexcept, and of templates only what a probe uses.
//
// Not here: `*` and error() of a constant rvalue `expected`, which do not compile in the original, and a variant's assignment of
// another type, which is noexcept there also where a copy may throw.
// Why the rest is the same: docs/RATIONALE.md, "Why do our OpenTracing headers keep the original's odd signatures?".
#include <opentracing/dynamic_load.h>
#include <opentracing/ext/tags.h>
#include <opentracing/mocktracer/in_memory_recorder.h>
#include <opentracing/mocktracer/json.h>
#include <opentracing/mocktracer/json_recorder.h>
#include <opentracing/mocktracer/tracer.h>
#include <opentracing/mocktracer/tracer_factory.h>
#include <opentracing/noop.h>

#include <cstdio>
#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <type_traits>
#include <typeinfo>
#include <utility>
#include <vector>

#include "tests/conformance/opentracing_api/headers_under_test.h"

namespace opentracing {
namespace {

// typeid of a reference is that of what it refers to; of this it is not.
template <typename T>
struct Result {};

// An argument of type T, which may be a reference.
template <typename T>
T A() noexcept;

void Print(const char* what, const std::type_info& type, bool is_noexcept) {
  std::printf("%s: %s%s\n", what, type.name(), is_noexcept ? " noexcept" : "");
}

// A function that has its name to itself: C++17 has noexcept in its type.
#define FUNCTION(...) Print(#__VA_ARGS__, typeid(decltype(__VA_ARGS__)), false)

// A call, also of an operator or a template.
#define CALL(...) Print(#__VA_ARGS__, typeid(Result<decltype(__VA_ARGS__)>), noexcept(__VA_ARGS__))

template <typename T>
void Take(T);

template <typename T, typename Enable, typename... Args>
struct IsImplicit : std::false_type {};
template <typename T, typename... Args>
struct IsImplicit<T, decltype(Take<T>({A<Args>()...})), Args...> : std::true_type {};

template <typename T, typename... Args>
void Construct(const char* arguments) {
  std::printf("%s of %s: %d%s%s\n", typeid(T).name(), arguments,
              std::is_constructible<T, Args...>::value,
              std::is_nothrow_constructible<T, Args...>::value ? " noexcept" : "",
              IsImplicit<T, void, Args...>::value ? " implicit" : "");
}
#define CONSTRUCT(type, ...) Construct<type, __VA_ARGS__>(#__VA_ARGS__)
#define CONSTRUCT_DEFAULT(...) Construct<__VA_ARGS__>("nothing")

// What the compiler or the class makes of a copy, a move and the end.
template <typename T>
void Copy(const char* name) {
  std::printf("%s: copy %d%d, move %d%d, end %d%d\n", name, std::is_copy_constructible<T>::value,
              std::is_nothrow_copy_constructible<T>::value, std::is_move_constructible<T>::value,
              std::is_nothrow_move_constructible<T>::value, std::is_destructible<T>::value,
              std::is_nothrow_destructible<T>::value);
  std::printf("  = copy %d%d, move %d%d\n", std::is_copy_assignable<T>::value,
              std::is_nothrow_copy_assignable<T>::value, std::is_move_assignable<T>::value,
              std::is_nothrow_move_assignable<T>::value);
}
#define COPY(...) Copy<__VA_ARGS__>(#__VA_ARGS__)

using String = std::string;
using CString = const std::string&;

void PrintStringView() {
  using View = string_view;
  COPY(View);
  CONSTRUCT_DEFAULT(View);
  CONSTRUCT(View, const char*);
  CONSTRUCT(View, CString);
  CONSTRUCT(View, const char*, size_t);
  FUNCTION(&View::operator String);
  FUNCTION(&View::data);
  FUNCTION(&View::empty);
  FUNCTION(&View::length);
  FUNCTION(&View::size);
  FUNCTION(&View::begin);
  FUNCTION(&View::end);
  CALL(A<View&>()[size_t{0}]);

  using C = const char*;
  FUNCTION(static_cast<bool (*)(View, View)>(&operator==));
  FUNCTION(static_cast<bool (*)(View, View)>(&operator!=));
  FUNCTION(static_cast<bool (*)(View, CString)>(&operator==));
  FUNCTION(static_cast<bool (*)(View, CString)>(&operator!=));
  FUNCTION(static_cast<bool (*)(CString, View)>(&operator==));
  FUNCTION(static_cast<bool (*)(CString, View)>(&operator!=));
  FUNCTION(static_cast<bool (*)(View, C)>(&operator==));
  FUNCTION(static_cast<bool (*)(View, C)>(&operator!=));
  FUNCTION(static_cast<bool (*)(C, View)>(&operator==));
  FUNCTION(static_cast<bool (*)(C, View)>(&operator!=));
  CALL(A<View>() == A<View>());
  CALL(A<View>() != A<View>());
  CALL(A<View>() == A<CString>());
  CALL(A<View>() != A<CString>());
  CALL(A<CString>() == A<View>());
  CALL(A<CString>() != A<View>());
  CALL(A<View>() == A<C>());
  CALL(A<View>() != A<C>());
  CALL(A<C>() == A<View>());
  CALL(A<C>() != A<View>());
  CALL(A<std::ostream&>() << A<const View&>());
}

void PrintUtil() {
  COPY(option_wrapper<Value>);
  CONSTRUCT(option_wrapper<Value>, const Value&);
  FUNCTION(&option_wrapper<Value>::get);
  FUNCTION(&are_errors_equal);
  FUNCTION(&convert_time_point<SteadyClock, SystemClock, SystemClock::duration>);
  FUNCTION(&convert_time_point<SteadyClock, SteadyClock, std::chrono::seconds>);
  FUNCTION(&propagation_error_category);
  FUNCTION(&dynamic_load_error_category);
  FUNCTION(&tracer_factory_error_category);
}

// Of an error or a value of other types than a program's: what holds for these holds for all.
template <typename E>
void PrintUnexpected(const char* name) {
  using Unexpected = unexpected_type<E>;
  std::printf("%s\n", name);
  FUNCTION(typename Unexpected::error_type());
  CONSTRUCT_DEFAULT(Unexpected);
  CONSTRUCT(Unexpected, const E&);
  CONSTRUCT(Unexpected, E &&);
  CONSTRUCT(Unexpected, int);
  CALL(A<const Unexpected&>().value());
  CALL(A<Unexpected&>().value());
  CALL(A<const Unexpected&>() == A<const Unexpected&>());
  CALL(A<const Unexpected&>() != A<const Unexpected&>());
  CALL(A<const Unexpected&>() < A<const Unexpected&>());
  CALL(A<const Unexpected&>() > A<const Unexpected&>());
  CALL(A<const Unexpected&>() <= A<const Unexpected&>());
  CALL(A<const Unexpected&>() >= A<const Unexpected&>());
  FUNCTION(is_unexpected<Unexpected>());
  FUNCTION(is_unexpected<Unexpected>::value);
  CALL(make_unexpected(A<const E&>()));
  CALL(make_unexpected(A<E&&>()));
  FUNCTION(&error_traits<E>::rethrow);
}

template <typename T, typename E>
void PrintExpected(const char* name) {
  using Expected = expected<T, E>;
  using Unexpected = unexpected_type<E>;
  std::printf("%s\n", name);
  COPY(Expected);
  CONSTRUCT_DEFAULT(Expected);
  CONSTRUCT(Expected, const T&);
  CONSTRUCT(Expected, T &&);
  CONSTRUCT(Expected, const Unexpected&);
  CONSTRUCT(Expected, Unexpected &&);
  CONSTRUCT(Expected, in_place_t);
  CONSTRUCT(Expected, in_place_t, const T&);
  CONSTRUCT(Expected, in_place_t, std::initializer_list<char>);
  CONSTRUCT(Expected, in_place_unexpected_t);
  CONSTRUCT(Expected, in_place_unexpected_t, const E&);
  CALL(A<Expected&>() = A<const Expected&>());
  CALL(A<Expected&>() = A<Expected&&>());
  CALL(A<Expected&>() = A<const T&>());
  CALL(A<Expected&>() = A<T&&>());
  CALL(A<Expected&>() = A<const Unexpected&>());
  CALL(A<Expected&>() = A<Unexpected&&>());
  CALL(A<Expected&>().emplace(A<const T&>()));
  FUNCTION(&Expected::swap);
  CALL(A<const Expected&>().operator->());
  CALL(A<Expected&>().operator->());
  CALL(*A<const Expected&>());
  CALL(*A<Expected&>());
  CALL(*A<Expected&&>());
  FUNCTION(&Expected::operator bool);
  FUNCTION(&Expected::has_value);
  CALL(A<const Expected&>().value());
  CALL(A<Expected&>().value());
  CALL(A<Expected&&>().value());
  CALL(A<const Expected&>().error());
  CALL(A<Expected&>().error());
  FUNCTION(&Expected::get_unexpected);
  FUNCTION(&Expected::template has_exception<std::exception>);
  CALL(A<const Expected&>().value_or(A<T&&>()));
  CALL(A<Expected&&>().value_or(A<T&&>()));

#define COMPARE(left, right)     \
  CALL(A<left>() == A<right>()); \
  CALL(A<left>() != A<right>()); \
  CALL(A<left>() < A<right>());  \
  CALL(A<left>() > A<right>());  \
  CALL(A<left>() <= A<right>()); \
  CALL(A<left>() >= A<right>())
  COMPARE(const Expected&, const Expected&);
  COMPARE(const Expected&, const Unexpected&);
  COMPARE(const Unexpected&, const Expected&);
  COMPARE(const Expected&, const T&);
  COMPARE(const T&, const Expected&);
  CALL(swap(A<Expected&>(), A<Expected&>()));
}

template <typename E>
void PrintExpectedVoid(const char* name) {
  using Expected = expected<void, E>;
  using Unexpected = unexpected_type<E>;
  std::printf("%s\n", name);
  COPY(Expected);
  CONSTRUCT_DEFAULT(Expected);
  CONSTRUCT(Expected, in_place_t);
  CONSTRUCT(Expected, const Unexpected&);
  CONSTRUCT(Expected, const unexpected_type<int>&);
  CALL(A<Expected&>() = A<const Expected&>());
  CALL(A<Expected&>() = A<Expected&&>());
  FUNCTION(&Expected::emplace);
  FUNCTION(&Expected::swap);
  FUNCTION(&Expected::operator bool);
  FUNCTION(&Expected::has_value);
  FUNCTION(&Expected::value);
  CALL(A<const Expected&>().error());
  CALL(A<Expected&>().error());
  FUNCTION(&Expected::get_unexpected);
  FUNCTION(&Expected::template has_exception<std::exception>);
  FUNCTION(typename Expected::template rebind<int>::type());
  CALL(swap(A<Expected&>(), A<Expected&>()));
}

void PrintExpectedOthers() {
  using Bad = bad_expected_access<String>;
  COPY(Bad);
  CONSTRUCT(Bad, String);
  CALL(A<const Bad&>().error());
  CALL(A<Bad&>().error());
  FUNCTION(static_cast<std::logic_error*>(A<Bad*>()));
  FUNCTION(&make_unexpected_from_current_exception);
  CALL(make_expected(A<const String&>()));
  CALL(make_expected(A<String&&>()));
  CALL(make_expected());
  FUNCTION(&make_expected_from_error<String, std::error_code>);
  FUNCTION(in_place);
  FUNCTION(unexpect);
  FUNCTION(in_place_unexpected);
  CALL(std::hash<expected<String>>()(A<const expected<String>&>()));
}

struct Visitor {
  template <typename T>
  String operator()(T&&) const;
  template <typename T, typename U>
  char operator()(T&&, U&&) const;
};

void PrintVariant() {
  using Wrapper = util::recursive_wrapper<Values>;
  COPY(Wrapper);
  FUNCTION(Wrapper::type());
  CONSTRUCT_DEFAULT(Wrapper);
  CONSTRUCT(Wrapper, const Values&);
  CONSTRUCT(Wrapper, Values &&);
  CALL(A<Wrapper&>() = A<const Wrapper&>());
  CALL(A<Wrapper&>() = A<Wrapper&&>());
  CALL(A<Wrapper&>() = A<const Values&>());
  CALL(A<Wrapper&>() = A<Values&&>());
  FUNCTION(&Wrapper::swap);
  CALL(A<Wrapper&>().get());
  CALL(A<const Wrapper&>().get());
  CALL(A<Wrapper&>().get_pointer());
  CALL(A<const Wrapper&>().get_pointer());
  FUNCTION(&Wrapper::operator const Values&);
  FUNCTION(&Wrapper::operator Values&);
  CALL(util::swap(A<Wrapper&>(), A<Wrapper&>()));

  using Variant = util::variant<bool, String, Wrapper, std::reference_wrapper<int>>;
  COPY(Variant);
  CONSTRUCT_DEFAULT(Variant);
  CONSTRUCT(Variant, util::no_init);
  CONSTRUCT(Variant, bool);
  CONSTRUCT(Variant, CString);
  CONSTRUCT(Variant, String &&);
  CONSTRUCT(Variant, Values &&);
  CONSTRUCT(Variant, std::ostream&);
  CALL(A<Variant&>() = A<const Variant&>());
  CALL(A<Variant&>() = A<Variant&&>());
  FUNCTION(&Variant::is<bool>);
  FUNCTION(&Variant::valid);
  FUNCTION(&Variant::set<String, const char*>);
  CALL(A<Variant&>().get<bool>());
  CALL(A<const Variant&>().get<bool>());
  CALL(A<Variant&>().get<Values>());
  CALL(A<const Variant&>().get<Values>());
  CALL(A<Variant&>().get<int>());
  CALL(A<const util::variant<std::reference_wrapper<const int>>&>().get<int>());
  FUNCTION(&Variant::get_type_index);
  FUNCTION(&Variant::which);
  CALL(Variant::visit(A<const Variant&>(), A<Visitor>()));
  CALL(Variant::visit(A<Variant&>(), A<Visitor>()));
  CALL(Variant::binary_visit(A<const Variant&>(), A<const Variant&>(), A<Visitor>()));
  CALL(Variant::binary_visit(A<Variant&>(), A<Variant&>(), A<Visitor>()));
  FUNCTION(&Variant::operator==);
  FUNCTION(&Variant::operator!=);
  FUNCTION(&Variant::operator<);
  FUNCTION(&Variant::operator>);
  FUNCTION(&Variant::operator<=);
  FUNCTION(&Variant::operator>=);
  CALL(util::apply_visitor(A<Visitor>(), A<const Variant&>()));
  CALL(util::apply_visitor(A<Visitor>(), A<Variant&>()));
  CALL(util::apply_visitor(A<Visitor>(), A<const Variant&>(), A<const Variant&>()));
  CALL(util::apply_visitor(A<Visitor>(), A<Variant&>(), A<Variant&>()));
  CALL(util::get<bool>(A<Variant&>()));
  CALL(util::get<bool>(A<const Variant&>()));
  CONSTRUCT(util::bad_variant_access, CString);
  CONSTRUCT(util::bad_variant_access, const char*);
  FUNCTION(static_cast<std::runtime_error*>(A<util::bad_variant_access*>()));
  CONSTRUCT_DEFAULT(util::static_visitor<int>);
  FUNCTION(util::static_visitor<>::result_type());

  COPY(Value);
  CONSTRUCT_DEFAULT(Value);
  CONSTRUCT(Value, std::nullptr_t);
  CONSTRUCT(Value, bool);
  CONSTRUCT(Value, char);
  CONSTRUCT(Value, int);
  CONSTRUCT(Value, unsigned);
  CONSTRUCT(Value, long long);
  CONSTRUCT(Value, unsigned long long);
  CONSTRUCT(Value, float);
  CONSTRUCT(Value, long double);
  CONSTRUCT(Value, const char*);
  CONSTRUCT(Value, const char(&)[5]);
  CONSTRUCT(Value, char(&)[5]);
  CONSTRUCT(Value, CString);
  CONSTRUCT(Value, String &&);
  CONSTRUCT(Value, string_view);
  CONSTRUCT(Value, const Values&);
  CONSTRUCT(Value, Values &&);
  CONSTRUCT(Value, const Dictionary&);
  CONSTRUCT(Value, Dictionary &&);
  CONSTRUCT(Value, void*);
}

void PrintSpan() {
  COPY(SpanContext);
  FUNCTION(&SpanContext::ToTraceID);
  FUNCTION(&SpanContext::ToSpanID);
  COPY(LogRecord);
  CALL(A<const LogRecord&>() == A<const LogRecord&>());
  CALL(A<const LogRecord&>() != A<const LogRecord&>());
  FUNCTION(static_cast<bool (*)(const LogRecord&, const LogRecord&)>(&operator==));
  FUNCTION(static_cast<bool (*)(const LogRecord&, const LogRecord&)>(&operator!=));
  COPY(FinishSpanOptions);
  COPY(FinishSpanOption);
  COPY(Span);
  FUNCTION(&Span::Finish);
  COPY(FinishTimestamp);
  CONSTRUCT(FinishTimestamp, SteadyTime);
  CONSTRUCT(FinishTimestamp, const std::chrono::seconds&);
  CONSTRUCT(FinishTimestamp, SystemTime);
  FUNCTION(&FinishTimestamp::Apply);
}

void PrintTracer() {
  COPY(StartSpanOptions);
  COPY(StartSpanOption);
  COPY(Tracer);
  FUNCTION(&Tracer::StartSpan);
  FUNCTION(&Tracer::Close);
  FUNCTION(&Tracer::Global);
  FUNCTION(&Tracer::InitGlobal);
  FUNCTION(&Tracer::IsGlobalTracerRegistered);
  FUNCTION(&MakeNoopTracer);
  COPY(StartTimestamp);
  CONSTRUCT(StartTimestamp, SystemTime, SteadyTime);
  CONSTRUCT(StartTimestamp, SystemTime);
  CONSTRUCT(StartTimestamp, SteadyTime);
  CONSTRUCT(StartTimestamp, const std::chrono::seconds&);
  FUNCTION(&StartTimestamp::Apply);
  COPY(SpanReference);
  CONSTRUCT(SpanReference, SpanReferenceType, const SpanContext*);
  FUNCTION(&SpanReference::Apply);
  FUNCTION(&ChildOf);
  FUNCTION(&FollowsFrom);
  COPY(SetTag);
  CONSTRUCT(SetTag, string_view, const Value&);
  FUNCTION(&SetTag::Apply);

  COPY(TextMapReader);
  FUNCTION(&TextMapReader::LookupKey);
  COPY(TextMapWriter);
  COPY(HTTPHeadersReader);
  COPY(HTTPHeadersWriter);
  COPY(CustomCarrierReader);
  COPY(CustomCarrierWriter);
  COPY(TracerFactory);
  COPY(DynamicLibraryHandle);
  COPY(DynamicTracingLibraryHandle);
  CONSTRUCT_DEFAULT(DynamicTracingLibraryHandle);
  CONSTRUCT(DynamicTracingLibraryHandle, std::unique_ptr<const TracerFactory>,
            std::unique_ptr<DynamicLibraryHandle>);
  FUNCTION(&DynamicTracingLibraryHandle::tracer_factory);
  FUNCTION(&DynamicallyLoadTracingLibrary);
  FUNCTION(A<OpenTracingMakeTracerFactoryType*>());
}

template <typename T>
void PrintMockData(const char* name) {
  std::printf("%s\n", name);
  COPY(T);
  CALL(A<const T&>() == A<const T&>());
  CALL(A<const T&>() != A<const T&>());
}

void PrintMockTracer() {
  using namespace mocktracer;
  PrintMockData<SpanContextData>("data of a context");
  PrintMockData<SpanReferenceData>("data of a reference");
  PrintMockData<SpanData>("data of a span");
  CALL(A<std::ostream&>() << A<const SpanContextData&>());
  CALL(A<std::ostream&>() << A<const SpanData&>());
  COPY(Recorder);
  FUNCTION(&Recorder::Close);
  COPY(InMemoryRecorder);
  FUNCTION(&InMemoryRecorder::RecordSpan);
  FUNCTION(&InMemoryRecorder::spans);
  FUNCTION(&InMemoryRecorder::size);
  FUNCTION(&InMemoryRecorder::top);
  CONSTRUCT(JsonRecorder, std::unique_ptr<std::ostream> &&);
  FUNCTION(&JsonRecorder::RecordSpan);
  FUNCTION(&JsonRecorder::Close);
  FUNCTION(&ToJson);
  COPY(PropagationOptions);
  COPY(MockTracerOptions);
  CONSTRUCT(MockTracer, MockTracerOptions &&);
  FUNCTION(&MockTracer::StartSpanWithOptions);
  FUNCTION(&MockTracer::Close);
  FUNCTION(&MockTracer::spans);
  FUNCTION(&MockTracerFactory::MakeTracer);
}

}  // namespace
}  // namespace opentracing

int main() {
  using namespace opentracing;
  PrintStringView();
  PrintUtil();
  PrintUnexpected<std::error_code>("unexpected_type");
  PrintUnexpected<std::exception_ptr>("unexpected_type of an exception");
  PrintExpected<std::string, std::error_code>("expected");
  PrintExpected<std::string, int>("expected of an int");
  PrintExpectedVoid<std::error_code>("expected of nothing");
  PrintExpectedOthers();
  PrintVariant();
  PrintSpan();
  PrintTracer();
  PrintMockTracer();
}
