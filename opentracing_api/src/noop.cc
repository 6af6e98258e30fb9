#include <opentracing/noop.h>

#include <cstddef>
#include <memory>
#include <new>
#include <utility>

namespace opentracing {
BEGIN_OPENTRACING_ABI_NAMESPACE
namespace {
class NoopSpanContext final : public SpanContext {
 public:
  void ForeachBaggageItem(
      std::function<bool(const std::string& key, const std::string& value)> /*f*/) const override {}

  std::unique_ptr<SpanContext> Clone() const noexcept override {
    return std::unique_ptr<SpanContext>(new (std::nothrow) NoopSpanContext);
  }
};

class NoopSpan final : public Span {
 public:
  explicit NoopSpan(std::shared_ptr<const Tracer> tracer) noexcept : tracer_(std::move(tracer)) {}

  void FinishWithOptions(const FinishSpanOptions& /*options*/) noexcept override {}
  void SetOperationName(string_view /*name*/) noexcept override {}
  void SetTag(string_view /*key*/, const Value& /*value*/) noexcept override {}
  void SetBaggageItem(string_view /*key*/, string_view /*value*/) noexcept override {}
  std::string BaggageItem(string_view /*key*/) const noexcept override { return {}; }
  void Log(std::initializer_list<std::pair<string_view, Value>> /*fields*/) noexcept override {}
  void Log(SystemTime /*timestamp*/,
           std::initializer_list<std::pair<string_view, Value>> /*fields*/) noexcept override {}
  void Log(SystemTime /*timestamp*/,
           const std::vector<std::pair<string_view, Value>>& /*fields*/) noexcept override {}

  const SpanContext& context() const noexcept override { return context_; }
  const Tracer& tracer() const noexcept override { return *tracer_; }

 private:
  std::shared_ptr<const Tracer> tracer_;
  NoopSpanContext context_;
};

class NoopTracer final : public Tracer, public std::enable_shared_from_this<NoopTracer> {
 public:
  std::unique_ptr<Span> StartSpanWithOptions(
      string_view /*operation_name*/, const StartSpanOptions& /*options*/) const noexcept override {
    return std::unique_ptr<Span>(new (std::nothrow) NoopSpan(shared_from_this()));
  }

  expected<void> Inject(const SpanContext& /*sc*/, std::ostream& /*writer*/) const override {
    return {};
  }
  expected<void> Inject(const SpanContext& /*sc*/, const TextMapWriter& /*writer*/) const override {
    return {};
  }
  expected<void> Inject(const SpanContext& /*sc*/,
                        const HTTPHeadersWriter& /*writer*/) const override {
    return {};
  }

  expected<std::unique_ptr<SpanContext>> Extract(std::istream& /*reader*/) const override {
    return std::unique_ptr<SpanContext>();
  }
  expected<std::unique_ptr<SpanContext>> Extract(const TextMapReader& /*reader*/) const override {
    return std::unique_ptr<SpanContext>();
  }
  expected<std::unique_ptr<SpanContext>> Extract(
      const HTTPHeadersReader& /*reader*/) const override {
    return std::unique_ptr<SpanContext>();
  }
};
// Room for the one no-op tracer that there is without memory. Never given back.
template <class T>
struct SpareRoom {
  using value_type = T;

  SpareRoom() = default;
  template <class U>
  SpareRoom(const SpareRoom<U>&) noexcept {}  // NOLINT(google-explicit-constructor): an allocator's

  T* allocate(std::size_t) noexcept {
    alignas(T) static unsigned char room[sizeof(T)];
    return reinterpret_cast<T*>(room);
  }
  void deallocate(T*, std::size_t) noexcept {}
};

const std::shared_ptr<Tracer>& SpareTracer() {
  alignas(std::shared_ptr<Tracer>) static unsigned char room[sizeof(std::shared_ptr<Tracer>)];
  static const auto* const tracer =
      new (room) std::shared_ptr<Tracer>(std::allocate_shared<NoopTracer>(SpareRoom<NoopTracer>()));
  return *tracer;
}
}  // namespace

std::shared_ptr<Tracer> MakeNoopTracer() noexcept {
  try {
    return std::make_shared<NoopTracer>();
  } catch (const std::bad_alloc&) {
    return SpareTracer();  // programs use what Global() returns without looking
  }
}
END_OPENTRACING_ABI_NAMESPACE
}  // namespace opentracing
