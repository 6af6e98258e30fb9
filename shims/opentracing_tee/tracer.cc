#include "shims/opentracing_tee/tracer.h"

#include <exception>
#include <istream>
#include <new>
#include <ostream>
#include <utility>

#include "shims/opentracing_tee/context.h"
#include "shims/opentracing_tee/span.h"
#include "shims/opentracing_tee/start_options.h"
#include "shims/opentracing_tee/stream_place.h"
#include "shims/opentracing_tee/writers.h"
#include "tracebridge/diagnostics.h"
#include "tracebridge/opentracing_tee.h"

namespace tracebridge::opentracing_tee {
namespace {

using opentracing::SpanContext;
using Injected = Tracer::Injected;
using Extracted = Tracer::Extracted;

// Not the constants of propagation.h: they may be used before they are constructed.
std::error_code InvalidSpanContext() { return {1, opentracing::propagation_error_category()}; }

Extracted Nothing() { return std::unique_ptr<SpanContext>(); }

bool Found(const Extracted& extracted) { return extracted && *extracted != nullptr; }

// Calls `first` and `second` with their sides of `context`. An exception of `first` waits until `second` has written.
template <class First, class Second>
Injected InjectSides(const SpanContext& context, First first, Second second) {
  const SpanContext* const firsts = SideOf(&context, Side::kFirst);
  const SpanContext* const seconds = SideOf(&context, Side::kSecond);
  Injected result = opentracing::make_unexpected(InvalidSpanContext());
  std::exception_ptr thrown;
  try {
    if (firsts != nullptr) result = first(*firsts);
  } catch (...) {
    thrown = std::current_exception();
  }
  if (seconds == nullptr) {
    if (thrown) std::rethrow_exception(thrown);
    return result;
  }

  // Of a context that has no side of its own for `first`, or is of no tee, `second` may be the one that knows it.
  const bool both_know_it = firsts != nullptr && firsts != seconds;
  try {
    Injected other = second(*seconds);
    if (!other && both_know_it) Count(Diagnostic::kHeaderFieldDropped);
    if (!result && !both_know_it && (other || firsts == nullptr)) result = std::move(other);
  } catch (...) {
    if (!both_know_it && !thrown) thrown = std::current_exception();
    Count(Diagnostic::kCallbackThrew);
  }
  if (thrown) std::rethrow_exception(thrown);
  return result;
}

template <class Writer>
Injected InjectHeaders(const opentracing::Tracer& first, const opentracing::Tracer& second,
                       const SpanContext& context, const Writer& writer) {
  Names<Writer> written;
  return InjectSides(
      context,
      [&](const SpanContext& own) {
        return first.Inject(own, FirstWriter<Writer>(writer, &written));
      },
      [&](const SpanContext& own) {
        return second.Inject(own, SecondWriter<Writer>(writer, written));
      });
}

// What `first` found out counts, but for what only `second` has found.
Extracted Join(Extracted first, Extracted second) {
  if (!Found(first) && !Found(second)) return first;
  std::unique_ptr<SpanContext> firsts, seconds;
  if (first) firsts = std::move(*first);
  if (second) seconds = std::move(*second);
  return std::unique_ptr<SpanContext>(new Context(std::move(firsts), std::move(seconds)));
}

// `second` is asked after `first`: what it throws then is its own trouble.
template <class Reader>
Extracted ExtractSecond(const opentracing::Tracer& second, Reader& reader) try {
  return second.Extract(reader);
} catch (const std::bad_alloc&) {
  Count(Diagnostic::kOutOfMemory);
  return Nothing();
} catch (...) {
  Count(Diagnostic::kCallbackThrew);
  return Nothing();
}

template <class Reader>
Extracted ExtractHeaders(const opentracing::Tracer& first, const opentracing::Tracer& second,
                         const Reader& reader) {
  Extracted found = first.Extract(reader);
  return Join(std::move(found), ExtractSecond(second, reader));
}

}  // namespace

Tracer::Tracer(std::shared_ptr<opentracing::Tracer> first,
               std::shared_ptr<opentracing::Tracer> second)
    : first_(std::move(first)), second_(std::move(second)) {}

std::unique_ptr<opentracing::Span> Tracer::StartSpanWithOptions(
    opentracing::string_view name, const opentracing::StartSpanOptions& options) const noexcept {
  StartOptions sides(options);
  auto first = first_->StartSpanWithOptions(name, sides.Of(Side::kFirst));
  auto second = second_->StartSpanWithOptions(name, sides.Of(Side::kSecond));
  if (first == nullptr && second == nullptr) return nullptr;
  void* const memory = ::operator new(sizeof(Span), std::nothrow);
  if (memory == nullptr) {
    Count(Diagnostic::kOutOfMemory);
    return first != nullptr ? std::move(first) : std::move(second);
  }
  return std::unique_ptr<opentracing::Span>(
      new (memory) Span(weak_from_this().lock(), std::move(first), std::move(second)));
}

Injected Tracer::Inject(const SpanContext& context, std::ostream& writer) const {
  return InjectSides(
      context, [&](const SpanContext& own) { return first_->Inject(own, writer); },
      [&](const SpanContext& own) { return second_->Inject(own, writer); });
}

Injected Tracer::Inject(const SpanContext& context,
                        const opentracing::TextMapWriter& writer) const {
  return InjectHeaders(*first_, *second_, context, writer);
}

Injected Tracer::Inject(const SpanContext& context,
                        const opentracing::HTTPHeadersWriter& writer) const {
  return InjectHeaders(*first_, *second_, context, writer);
}

// A carrier that uses whatever tracer it is given gets both. One that knows `first` by its type refuses the tee.
Injected Tracer::Inject(const SpanContext& context,
                        const opentracing::CustomCarrierWriter& writer) const {
  Injected result = writer.Inject(*this, context);
  const SpanContext* const firsts = SideOf(&context, Side::kFirst);
  return result || firsts == nullptr ? result : first_->Inject(*firsts, writer);
}

Extracted Tracer::Extract(std::istream& reader) const {
  const StreamPlace start(reader);
  Extracted first = first_->Extract(reader);
  if (!start.can_return()) return Join(std::move(first), Nothing());

  const StreamPlace after(reader);
  if (Found(first) && !after.can_return()) return Join(std::move(first), Nothing());  // at the end
  if (!Found(first)) start.Return();
  Extracted second = ExtractSecond(*second_, reader);
  if (!Found(second)) after.Return();
  return Join(std::move(first), std::move(second));
}

Extracted Tracer::Extract(const opentracing::TextMapReader& reader) const {
  return ExtractHeaders(*first_, *second_, reader);
}

Extracted Tracer::Extract(const opentracing::HTTPHeadersReader& reader) const {
  return ExtractHeaders(*first_, *second_, reader);
}

Extracted Tracer::Extract(const opentracing::CustomCarrierReader& reader) const {
  Extracted found = reader.Extract(*this);
  if (found) return found;
  Extracted first = first_->Extract(reader);
  return Join(std::move(first), Nothing());
}

void Tracer::Close() noexcept {
  first_->Close();
  second_->Close();
}

}  // namespace tracebridge::opentracing_tee

namespace tracebridge {

std::shared_ptr<opentracing::Tracer> MakeOpenTracingTee(
    std::shared_ptr<opentracing::Tracer> first, std::shared_ptr<opentracing::Tracer> second) {
  if (first == nullptr) return second;
  if (second == nullptr) return first;
  return std::make_shared<opentracing_tee::Tracer>(std::move(first), std::move(second));
}

}  // namespace tracebridge
