#include "shims/opencensus/tags_in_context.h"

#include <memory>
#include <utility>

#include "opencensus/context/context.h"
#include "opencensus/tags/context_util.h"
#include "opencensus/tags/with_tag_map.h"
#include "opentelemetry/baggage/baggage.h"
#include "opentelemetry/context/context_value.h"
#include "opentelemetry/context/runtime_context.h"
#include "opentelemetry/nostd/shared_ptr.h"
#include "shims/opencensus/current.h"

namespace tracebridge::opencensus_shim {
namespace {
namespace nostd = opentelemetry::nostd;
using opencensus::tags::TagMap;
using opentelemetry::baggage::Baggage;
using opentelemetry::context::Context;
using opentelemetry::context::ContextValue;
using opentelemetry::context::RuntimeContext;
using BaggagePointer = nostd::shared_ptr<Baggage>;

constexpr char kTagsKey[] = "tracebridge.opencensus.tags";

// A context holds values of a few types. Under our key lies this one, as the Baggage that it is by
// name only: it has no entry, and no propagator looks there.
struct Tags final : Baggage {
  explicit Tags(TagMap map) : tags(std::move(map)) {}
  TagMap tags;
};

}  // namespace

Context WithTags(const Context& context, TagMap tags) {
  std::shared_ptr<Baggage> value = std::make_shared<Tags>(std::move(tags));
  Context copy = context;  // SetValue is not const everywhere, although it changes nothing
  return copy.SetValue(kTagsKey, ContextValue{BaggagePointer(std::move(value))});
}

TagMap TagsOf(const Context& context) {
  const ContextValue value = context.GetValue(kTagsKey);
  const BaggagePointer* tags = nostd::get_if<BaggagePointer>(&value);
  return tags == nullptr ? TagMap({}) : static_cast<const Tags*>(tags->get())->tags;
}

TagMap CurrentTags() { return TagsOf(RuntimeContext::GetCurrent()); }

}  // namespace tracebridge::opencensus_shim

namespace opencensus {
namespace tags {

WithTagMap::WithTagMap(const TagMap& tags, bool cond) : WithTagMap(TagMap(tags), cond) {}

WithTagMap::WithTagMap(TagMap&& tags, bool cond) {
  if (!cond) return;
  namespace shim = ::tracebridge::opencensus_shim;
  const auto activation = shim::Activate(
      shim::WithTags(opentelemetry::context::RuntimeContext::GetCurrent(), std::move(tags)));
  activation_ = activation.what;
  serial_ = activation.serial;
}

WithTagMap::~WithTagMap() { ::tracebridge::opencensus_shim::Deactivate({activation_, serial_}); }

// The class that a Context lets see its tags.
class ContextPeer {
 public:
  static const TagMap& GetTags(const context::Context& ctx) { return ctx.tags_; }
};

const TagMap& GetCurrentTagMap() { return ContextPeer::GetTags(context::Context::Current()); }

const TagMap& GetTagMapFromContext(const context::Context& ctx) {
  return ContextPeer::GetTags(ctx);
}

}  // namespace tags
}  // namespace opencensus
