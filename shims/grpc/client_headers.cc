#include "shims/grpc/client_headers.h"

#include <cstdint>
#include <utility>

#include "opencensus/tags/propagation/grpc_tags_bin.h"
#include "opencensus/tags/tag_map.h"
#include "opentelemetry/baggage/baggage.h"
#include "opentelemetry/baggage/baggage_context.h"
#include "opentelemetry/context/propagation/global_propagator.h"
#include "opentelemetry/nostd/string_view.h"
#include "shims/grpc/metadata.h"
#include "shims/opencensus/tags_in_context.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::grpc_interceptors {
namespace {

namespace baggage = opentelemetry::baggage;
using opentelemetry::context::Context;
using opentelemetry::context::propagation::GlobalTextMapPropagator;

std::uint64_t BaggageItems(const Context& context) noexcept {
  std::uint64_t items = 0;
  baggage::GetBaggage(context)->GetAllEntries(
      [&items](opentelemetry::nostd::string_view, opentelemetry::nostd::string_view) {
        ++items;
        return true;
      });
  return items;
}

// Tags go to whom grpc-trace-bin goes to, unless the propagator sends baggage in their place.
void AddTags(const Context& context, SentMetadata& metadata) {
  const opencensus::tags::TagMap tags = opencensus_shim::TagsOf(context);
  if (tags.tags().empty()) return;
  std::string header = opencensus::tags::propagation::ToGrpcTagsBinHeader(tags);
  if (header.empty()) return;  // counted there
  if (metadata.Size() + SentMetadata::SizeOf(kTagsBin, header) > kMaxMetadataSize) {
    Count(Diagnostic::kBaggageLimit, tags.tags().size());
    return;
  }
  metadata.SetBytes(kTagsBin, std::move(header));
}

}  // namespace

void AddHeaders(const Context& context, std::multimap<std::string, std::string>* sent) noexcept {
  SentMetadata metadata(sent);
  const auto propagator = GlobalTextMapPropagator::GetGlobalPropagator();
  propagator->Inject(metadata, context);
  const bool is_baggage_in_tags_bin = metadata.has_tags_bin();
  if (metadata.Size() > kMaxMetadataSize) {
    // Which of the headers are baggage the propagator alone knows: those that it does not write without any.
    if (const std::uint64_t items = BaggageItems(context)) {
      Count(Diagnostic::kBaggageLimit, items);
      metadata.Clear();
      Context with = context;
      propagator->Inject(metadata, baggage::SetBaggage(with, baggage::Baggage::GetDefault()));
    }
  }
  try {
    if (metadata.has_trace_bin() && !is_baggage_in_tags_bin) AddTags(context, metadata);
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
  }
  metadata.Send();
}

}  // namespace tracebridge::grpc_interceptors
