#include "shims/opencensus/tag_mirror.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <map>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "opencensus/context/context.h"
#include "opencensus/context/with_context.h"
#include "opencensus/tags/context_util.h"
#include "opencensus/tags/tag_key.h"
#include "opencensus/tags/tag_map.h"
#include "opencensus/tags/with_tag_map.h"
#include "opentelemetry/baggage/baggage.h"
#include "opentelemetry/baggage/baggage_context.h"
#include "opentelemetry/context/runtime_context.h"
#include "opentelemetry/nostd/string_view.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::opencensus_shim::tag_mirror_test {
namespace {
namespace nostd = opentelemetry::nostd;
using opencensus::tags::GetCurrentTagMap;
using opencensus::tags::TagKey;
using opencensus::tags::TagMap;
using opencensus::tags::WithTagMap;
using opentelemetry::baggage::Baggage;
using opentelemetry::baggage::GetBaggage;
using opentelemetry::baggage::SetBaggage;
using opentelemetry::context::Context;
using opentelemetry::context::RuntimeContext;
using Pairs = std::vector<std::pair<std::string, std::string>>;

TagMap Tags(const Pairs& pairs) {
  std::vector<std::pair<TagKey, std::string>> tags;
  for (const auto& [key, value] : pairs) tags.emplace_back(TagKey::Register(key), value);
  return TagMap(std::move(tags));
}

BaggagePointer Entries(const Pairs& pairs) { return BaggagePointer(new Baggage(pairs)); }

// `a=1,b=2`, sorted.
std::string Text(const Baggage& baggage) {
  std::map<std::string, std::string> sorted;
  baggage.GetAllEntries([&](nostd::string_view key, nostd::string_view value) {
    return sorted.emplace(std::string(key), std::string(value)).second;
  });
  std::string text;
  for (const auto& [key, value] : sorted) text += (text.empty() ? "" : ",") + key + "=" + value;
  return text;
}
std::string Text(const TagMap& tags) {
  std::map<std::string, std::string> sorted;
  for (const auto& [key, value] : tags.tags()) sorted.emplace(key.name(), value);
  std::string text;
  for (const auto& [key, value] : sorted) text += (text.empty() ? "" : ",") + key + "=" + value;
  return text;
}

std::string CurrentBaggage() { return Text(*GetBaggage(RuntimeContext::GetCurrent())); }
std::string CurrentTags() { return Text(GetCurrentTagMap()); }

// A scope of OpenTelemetry's in which `baggage` is current.
class WithBaggage {
 public:
  explicit WithBaggage(const BaggagePointer& baggage) {
    Context current = RuntimeContext::GetCurrent();
    token_ = RuntimeContext::Attach(SetBaggage(current, baggage));
  }

 private:
  nostd::unique_ptr<opentelemetry::context::Token> token_;
};

const std::string kLong(255, 'x');
const std::string kTooLong(256, 'x');

struct Case {
  std::string name;
  TagMirror mirror;
  Pairs baggage;  // what was current
  Pairs tags;     // what WithTagMap is given
  std::string baggage_within;
  std::string tags_within;
  std::uint64_t counted = 0;
};

const Case kCases[] = {
    {"Off", {}, {{"b", "1"}}, {{"k", "v"}}, "b=1", "k=v"},
    {"Prefix", {"oc.", {}}, {{"b", "1"}}, {{"k", "v"}, {"l", ""}}, "b=1,oc.k=v,oc.l=", "k=v,l="},
    {"Keys", {"", {"k"}}, {{"b", "1"}}, {{"k", "v"}, {"l", "w"}}, "b=1,k=v", "k=v,l=w"},
    {"PrefixAndKeys", {"oc.", {"k"}}, {}, {{"k", "v"}, {"l", "w"}}, "oc.k=v", "k=v,l=w"},
    {"OtherEntriesAreLeftAlone", {"", {"k"}}, {{"l", "1"}}, {{"k", "v"}}, "k=v,l=1", "k=v"},
    {"TagsBefore_AreReplaced",
     {"oc.", {}},
     {{"oc.k", "1"}, {"oc.l", "2"}},
     {{"k", "v"}},
     "oc.k=v",
     "k=v"},
    {"NoTags_TakeThemAway", {"oc.", {}}, {{"b", "1"}, {"oc.k", "1"}}, {}, "b=1", ""},
    {"NotNamed_StaysAnEntry", {"oc.", {"k"}}, {{"oc.l", "1"}}, {}, "oc.l=1", ""},
    {"LongestText",
     {"oc.", {}},
     {},
     {{kLong, kLong}},
     "oc." + kLong + "=" + kLong,
     kLong + "=" + kLong},
    {"ValueTooLong", {"oc.", {}}, {}, {{"k", kTooLong}}, "", "k=" + kTooLong, 1},
    {"ValueTooLong_HidesTheOneBefore",
     {"oc.", {}},
     {{"oc.k", "1"}},
     {{"k", kTooLong}},
     "",
     "k=" + kTooLong,
     1},
    {"KeyTooLong", {"oc.", {}}, {}, {{kTooLong, "v"}}, "", kTooLong + "=v", 1},
    {"EmptyKey", {"oc.", {}}, {}, {{"", "v"}}, "", "=v", 1},
    {"NotPrintable", {"oc.", {}}, {}, {{"k", "a\nb"}, {"l\x7f", "v"}}, "", "k=a\nb,l\x7f=v", 2},
    {"NotAscii", {"oc.", {}}, {}, {{"k", "\xc3\xa4"}}, "", "k=\xc3\xa4", 1},
};

class TagMirrorTest : public testing::TestWithParam<Case> {
 protected:
  ~TagMirrorTest() override { SetTagMirror({}); }
};

TEST_P(TagMirrorTest, ShowsTagsAsBaggageWhileTheyAreCurrent) {
  SetTagMirror(GetParam().mirror);
  const WithBaggage outside(Entries(GetParam().baggage));
  const std::string baggage_before = CurrentBaggage();
  const std::string tags_before = CurrentTags();
  const auto counted = Counted(Diagnostic::kBaggageNotAHeader);
  {
    const WithTagMap with_tags(Tags(GetParam().tags));
    EXPECT_EQ(CurrentBaggage(), GetParam().baggage_within);
    EXPECT_EQ(CurrentTags(), GetParam().tags_within);
    EXPECT_EQ(CurrentTags(), GetParam().tags_within);
  }
  EXPECT_EQ(Counted(Diagnostic::kBaggageNotAHeader) - counted, GetParam().counted);
  EXPECT_EQ(CurrentBaggage(), baggage_before);
  EXPECT_EQ(CurrentTags(), tags_before);
}

INSTANTIATE_TEST_SUITE_P(Mirrors, TagMirrorTest, testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

struct BaggageCase {
  std::string name;
  TagMirror mirror;
  Pairs tags;     // of the context around
  Pairs baggage;  // what OpenTelemetry makes current within
  std::string tags_within;
  std::uint64_t counted = 0;
};

const BaggageCase kBaggageCases[] = {
    {"Off", {}, {{"k", "v"}}, {{"oc.k", "1"}}, "k=v"},
    {"Prefix", {"oc.", {}}, {}, {{"oc.k", "1"}, {"k", "2"}, {"oc", "3"}}, "k=1"},
    {"PrefixTwice_IsTakenOffOnce", {"oc.", {}}, {}, {{"oc.oc.k", "1"}}, "oc.k=1"},
    {"Keys", {"", {"k"}}, {}, {{"k", "1"}, {"l", "2"}}, "k=1"},
    {"ChangedThere_IsChangedHere", {"oc.", {}}, {{"k", "v"}}, {{"oc.k", "1"}}, "k=1"},
    {"RemovedThere_IsRemovedHere", {"oc.", {}}, {{"k", "v"}}, {{"b", "1"}}, ""},
    {"NotMirrored_StaysATag", {"", {"k"}}, {{"k", "v"}, {"l", "w"}}, {}, "l=w"},
    {"NotCarried_StaysATag", {"oc.", {}}, {{"k", kTooLong}}, {{"b", "1"}}, "k=" + kTooLong},
    {"NotCarried_GivesWayToAnEntry", {"oc.", {}}, {{"k", kTooLong}}, {{"oc.k", "1"}}, "k=1"},
    {"PrefixAlone_IsNoTag", {"oc.", {}}, {}, {{"oc.", "1"}}, "", 1},
    {"ValueTooLong", {"oc.", {}}, {}, {{"oc.k", kTooLong}, {"oc.l", "1"}}, "l=1", 1},
    {"NotPrintable", {"oc.", {}}, {}, {{"oc.k", "a\tb"}, {"oc.\xc3\xa4", "1"}}, "", 2},
};

class MirroredBaggageTest : public testing::TestWithParam<BaggageCase> {
 protected:
  ~MirroredBaggageTest() override { SetTagMirror({}); }
};

TEST_P(MirroredBaggageTest, ShowsAsTagsWhileItIsCurrent) {
  SetTagMirror(GetParam().mirror);
  const WithTagMap outside(Tags(GetParam().tags));
  const std::string before = CurrentTags();
  const auto not_carried = Counted(Diagnostic::kBaggageNotAHeader);
  {
    const WithBaggage within(Entries(GetParam().baggage));
    EXPECT_EQ(CurrentTags(), GetParam().tags_within);
    EXPECT_EQ(CurrentTags(), GetParam().tags_within);  // once more: counted once
  }
  EXPECT_EQ(Counted(Diagnostic::kBaggageNotAHeader) - not_carried, GetParam().counted);
  EXPECT_EQ(CurrentTags(), before);
}

INSTANTIATE_TEST_SUITE_P(Mirrors, MirroredBaggageTest, testing::ValuesIn(kBaggageCases),
                         [](const auto& info) { return info.param.name; });

class TagMirrorInContextsTest : public testing::Test {
 protected:
  ~TagMirrorInContextsTest() override { SetTagMirror({}); }
};

TEST_F(TagMirrorInContextsTest, TravelsWithAContextToAnotherThread) {
  SetTagMirror({"oc.", {}});
  const WithBaggage baggage(Entries({{"oc.k", "1"}, {"b", "2"}}));
  const opencensus::context::Context context = opencensus::context::Context::Current();
  EXPECT_EQ(Text(opencensus::tags::GetTagMapFromContext(context)), "k=1");
  std::thread([&] {
    EXPECT_EQ(CurrentTags(), "");
    const opencensus::context::WithContext within(context);
    EXPECT_EQ(CurrentTags(), "k=1");
    EXPECT_EQ(CurrentBaggage(), "b=2,oc.k=1");
  }).join();
}

TEST_F(TagMirrorInContextsTest, TagsThatWereCurrentBeforeItWasSetStayAndAreNoEntries) {
  const WithTagMap with_tags(Tags({{"k", "v"}, {"l", "w"}}));
  SetTagMirror({"oc.", {}});
  EXPECT_EQ(CurrentBaggage(), "");
  EXPECT_EQ(CurrentTags(), "k=v,l=w");
  {
    const WithBaggage within(Entries({{"oc.k", "1"}}));
    EXPECT_EQ(CurrentTags(), "k=1,l=w");
  }
  SetTagMirror({});
  EXPECT_EQ(CurrentTags(), "k=v,l=w");
}

TEST_F(TagMirrorInContextsTest, BaggageBringsNoMoreNewKeysThanAHeader) {
  SetTagMirror({"oc.", {}});
  Pairs entries;
  for (int i = 0; i < 40; ++i) entries.emplace_back("oc.mirrored." + std::to_string(i), "1");
  const auto left_out = Counted(Diagnostic::kBaggageLimit);
  const WithBaggage baggage(Entries(entries));
  EXPECT_EQ(GetCurrentTagMap().tags().size(), 32u);
  EXPECT_EQ(Counted(Diagnostic::kBaggageLimit) - left_out, 8u);
}

TEST_F(TagMirrorInContextsTest, TheSameTagsAgainChangeNoBaggage) {
  SetTagMirror({"oc.", {}});
  const WithTagMap once(Tags({{"k", "v"}}));
  const auto baggage = GetBaggage(RuntimeContext::GetCurrent());
  const WithTagMap again(Tags({{"k", "v"}}));
  EXPECT_EQ(GetBaggage(RuntimeContext::GetCurrent()).get(), baggage.get());
}

TEST_F(TagMirrorInContextsTest, MayBeSetWhileThreadsUseTags) {
  const TagMap tags = Tags({{"k", "v"}});
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&tags] {
      for (int round = 0; round < 500; ++round) {
        const WithTagMap with_tags(tags);
        CurrentTags();
        const WithBaggage within(Entries({{"oc.k", "1"}}));
        const std::string seen = CurrentTags();
        EXPECT_TRUE(seen == "k=v" || seen == "k=1" || seen.empty()) << seen;
      }
    });
  }
  for (int round = 0; round < 200; ++round) {
    SetTagMirror(round % 3 == 0 ? TagMirror{} : TagMirror{round % 3 == 1 ? "oc." : "other.", {}});
  }
  for (std::thread& thread : threads) thread.join();
}

}  // namespace
}  // namespace tracebridge::opencensus_shim::tag_mirror_test
