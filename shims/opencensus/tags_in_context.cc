#include "shims/opencensus/tags_in_context.h"

#include <memory>
#include <optional>
#include <utility>

#include "opencensus/context/context.h"
#include "opencensus/tags/context_util.h"
#include "opencensus/tags/with_tag_map.h"
#include "opentelemetry/baggage/baggage.h"
#include "opentelemetry/baggage/baggage_context.h"
#include "opentelemetry/context/context_value.h"
#include "opentelemetry/context/runtime_context.h"
#include "opentelemetry/nostd/shared_ptr.h"
#include "shims/opencensus/current.h"
#include "shims/opencensus/tag_mirror.h"
#include "shims/opencensus/thread_state.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::opencensus_shim {
namespace {
namespace nostd = opentelemetry::nostd;
using opencensus::tags::TagMap;
using opentelemetry::baggage::Baggage;
using opentelemetry::baggage::GetBaggage;
using opentelemetry::baggage::SetBaggage;
using opentelemetry::context::Context;
using opentelemetry::context::ContextValue;
using opentelemetry::context::RuntimeContext;

constexpr char kTagsKey[] = "tracebridge.opencensus.tags";

// A context holds values of a few types. Under our key lies this one, as the Baggage that it is by
// name only: it has no entry, and no propagator looks there.
struct Tags final : Baggage {
  explicit Tags(TagMap map) : tags(std::move(map)) {}
  Tags(TagMap map, const TagMirror* by, BaggagePointer baggage)
      : tags(std::move(map)), mirror(by), mirrored(std::move(baggage)) {}
  TagMap tags;
  // Who mirrored them, and the Baggage that says the same: any other beside it counts more than these tags.
  const TagMirror* mirror = nullptr;
  BaggagePointer mirrored;
};

Context WithValue(const Context& context, std::shared_ptr<Baggage> tags) {
  Context copy = context;  // SetValue is not const everywhere, although it changes nothing
  return copy.SetValue(kTagsKey, ContextValue{BaggagePointer(std::move(tags))});
}

Context WithMirroredTags(const TagMirror& mirror, const Context& context, TagMap tags) {
  BaggagePointer baggage = WithTagsMirrored(mirror, GetBaggage(context), tags);
  Context result = WithValue(context, std::make_shared<Tags>(std::move(tags), &mirror, baggage));
  return SetBaggage(result, baggage);
}

// What the tags are in a context whose Baggage is not the one that they were written to. Kept by the thread, for who records
// asks again and again.
TagMap MirroredTagsOf(const TagMirror& mirror, const BaggagePointer& value,
                      const BaggagePointer& baggage) {
  MirroredTags& known = ThreadState::Get().mirrored_tags;
  if (known.mirror != &mirror || known.value.get() != value.get() ||
      known.baggage.get() != baggage.get()) {
    static const Tags& none = *new Tags(TagMap({}));
    const Tags& own = value == nullptr ? none : static_cast<const Tags&>(*value);
    const bool was_mirrored = own.mirror == &mirror;
    known = {&mirror, value, baggage,
             WithBaggageMirrored(mirror, own.tags, was_mirrored, *baggage)};
  }
  return known.tags;
}

}  // namespace

Context WithTags(const Context& context, TagMap tags) {
  if (const TagMirror* const mirror = CurrentTagMirror()) {
    return WithMirroredTags(*mirror, context, std::move(tags));
  }
  return WithValue(context, std::make_shared<Tags>(std::move(tags)));
}

void ReadTags(const Context& context, nostd::function_ref<void(const TagMap&)> read) {
  const ContextValue value = context.GetValue(kTagsKey);
  const BaggagePointer* tags = nostd::get_if<BaggagePointer>(&value);
  std::optional<TagMap> mirrored;
  if (const TagMirror* const mirror = CurrentTagMirror()) {
    try {
      const BaggagePointer baggage = GetBaggage(context);
      if (tags == nullptr) {
        mirrored = MirroredTagsOf(*mirror, BaggagePointer(), baggage);
      } else {
        const Tags& own = static_cast<const Tags&>(**tags);
        const bool is_in_step = own.mirror == mirror && own.mirrored.get() == baggage.get();
        if (!is_in_step) mirrored = MirroredTagsOf(*mirror, *tags, baggage);
      }
    } catch (...) {  // without memory: the context's own
      Count(Diagnostic::kOutOfMemory);
    }
  }
  if (mirrored) return read(*mirrored);
  if (tags == nullptr) return read(TagMap({}));  // which allocates nothing
  read(static_cast<const Tags*>(tags->get())->tags);
}

TagMap TagsOf(const Context& context) {
  std::optional<TagMap> tags;
  ReadTags(context, [&tags](const TagMap& read) { tags = read; });
  return std::move(*tags);
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
