#include "shims/opentracing/references.h"

#include <gtest/gtest.h>

#include <map>
#include <memory>

#include "opentelemetry/trace/default_span.h"
#include "shims/opentracing/span_context.h"
#include "tests/support/attribute_text.h"
#include "tests/unit/shims/opentracing/foreign_context.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::opentracing_shim {
namespace {
namespace trace = opentelemetry::trace;
using opentracing::SpanReferenceType;

// Contexts by name. `a`, `b`, `c` are ours; `f` is foreign; `x` is foreign without ids; `i` is ours
// and has baggage only; `0` is null.
struct Contexts {
  Contexts() {
    for (char name : {'a', 'b', 'c'}) {
      const uint8_t trace_id[16] = {static_cast<uint8_t>(name)};
      const uint8_t span_id[8] = {static_cast<uint8_t>(name)};
      Add(name,
          new SpanContextShim(
              SpanPointer(new trace::DefaultSpan(
                  {trace::TraceId(trace_id), trace::SpanId(span_id), trace::TraceFlags(1), false})),
              WithItem({}, std::string("from-") + name, "1")));
    }
    Add('f', new ForeignContext("66", "66", {{"from-f", "1"}, {"from-a", "2"}}));
    Add('x', new ForeignContext("no", "ids", {{"from-x", "1"}}));
    Add('i',
        new SpanContextShim(SpanPointer(new trace::DefaultSpan(trace::SpanContext::GetInvalid())),
                            WithItem({}, "from-i", "1")));
  }

  // `text`: pairs of a type (`c` child_of, `f` follows_from) and a name.
  References::List List(const std::string& text) const {
    References::List list;
    for (size_t i = 0; i < text.size(); i += 3) {
      const auto found = contexts.find(text[i + 1]);
      list.emplace_back(
          text[i] == 'c' ? SpanReferenceType::ChildOfRef : SpanReferenceType::FollowsFromRef,
          found == contexts.end() ? nullptr : found->second.get());
    }
    return list;
  }

  void Add(char name, opentracing::SpanContext* context) { contexts[name].reset(context); }
  std::map<char, std::unique_ptr<opentracing::SpanContext>> contexts;
};

// The name in a span id, or `-`.
char Name(const trace::SpanContext& context) {
  if (!context.IsValid()) return '-';
  const uint8_t first = context.span_id().Id()[0];
  return first != 0 ? static_cast<char>(first) : 'f';
}

struct ReferenceCase {
  std::string name;
  std::string references;
  char parent;  // `-`: an invalid one; ` `: no reference left
  std::string links;
  std::string baggage_keys;
  unsigned ignored;
};

const ReferenceCase kCases[] = {
    {"None", "", ' ', "", "", 0},
    {"ChildOf", "ca", 'a', "a{child_of}", "from-a", 0},
    {"FollowsFrom", "fa", 'a', "a{follows_from}", "from-a", 0},
    {"TheFirstChildOfIsTheParent", "fa cb cc", 'b', "a{follows_from} b{child_of} c{child_of}",
     "from-a from-b from-c", 0},
    {"ElseTheFirst", "fa fb", 'a', "a{follows_from} b{follows_from}", "from-a from-b", 0},
    {"TheSameTwice", "ca ca", 'a', "a{child_of} a{child_of}", "from-a", 0},
    {"Null", "c0", ' ', "", "", 0},
    {"NullBesideOthers", "c0 fa f0 cb", 'b', "a{follows_from} b{child_of}", "from-a from-b", 0},
    {"Foreign", "cf", 'f', "f{child_of}", "from-f from-a", 0},
    {"ForeignWithoutIds", "cx", ' ', "", "from-x", 1},
    {"ForeignWithoutIdsBesideOthers", "cx fa", 'a', "a{follows_from}", "from-x from-a", 1},
    {"BaggageOnly", "ci", '-', "-{child_of}", "from-i", 0},
    {"BaggageOnlyAfterAParent", "ca ci", 'a', "a{child_of} -{child_of}", "from-a from-i", 0},
};

class ReferencesTest : public ::testing::TestWithParam<ReferenceCase> {};

TEST_P(ReferencesTest, GiveParentLinksAndBaggage) {
  const Contexts contexts;
  const References::List list = contexts.List(GetParam().references);
  const auto ignored_before = Counted(Diagnostic::kForeignReferenceIgnored);
  const References references{list};
  EXPECT_EQ(Counted(Diagnostic::kForeignReferenceIgnored) - ignored_before, GetParam().ignored);
  EXPECT_EQ(references.empty() ? ' ' : Name(references.parent()), GetParam().parent);

  std::string links;
  size_t count = 0;
  references.ForEachKeyValue(
      [&](trace::SpanContext context, const opentelemetry::common::KeyValueIterable& attributes) {
        const std::string text = tracebridge::test::Text(attributes);
        const std::string prefix = "{opentracing.ref_type: \"";
        EXPECT_EQ(text.substr(0, prefix.size()), prefix);
        EXPECT_EQ(attributes.size(), 1u);
        links.append(links.empty() ? "" : " ").append(1, Name(context)).append("{");
        links.append(text.substr(prefix.size(), text.size() - prefix.size() - 2)).append("}");
        ++count;
        return true;
      });
  EXPECT_EQ(links, GetParam().links);
  EXPECT_EQ(references.size(), count);

  std::string keys;
  const BaggagePointer baggage = references.baggage();
  if (baggage.get() != nullptr) {
    baggage->GetAllEntries(
        [&](opentelemetry::nostd::string_view key, opentelemetry::nostd::string_view) {
          keys.append(keys.empty() ? "" : " ").append(key.data(), key.size());
          return true;
        });
  }
  EXPECT_EQ(keys, GetParam().baggage_keys);
}

INSTANTIATE_TEST_SUITE_P(Specification, ReferencesTest, ::testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

TEST(ReferencesTest, OfTwoValuesOfAKeyTheEarlierReferenceCounts) {
  const Contexts contexts;
  const References::List list = contexts.List("ca cf");
  EXPECT_EQ(Item(References{list}.baggage(), "from-a"), "1");
}

TEST(ReferencesTest, OneReferenceSharesItsBaggage) {
  const Contexts contexts;
  const References::List list = contexts.List("ca");
  EXPECT_EQ(References{list}.baggage().get(), BaggageOf(*list[0].second).get());
}

}  // namespace
}  // namespace tracebridge::opentracing_shim
