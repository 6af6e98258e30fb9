// Scopes of the three APIs that end out of order, on another thread, or twice: what is current afterwards is the
// innermost one that is still open, whichever API opened it; each wrong end is counted (docs/RATIONALE.md, "What if
// scopes end out of order, twice, or on another thread?").
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "opencensus/trace/context_util.h"
#include "opencensus/trace/with_span.h"
#include "opentelemetry/context/runtime_context.h"
#include "opentelemetry/trace/context.h"
#include "opentelemetry/trace/scope.h"
#include "tests/support/job_thread.h"
#include "tests/support/three_apis.h"
#include "tracebridge/activate_span.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::ending_scopes_test {
namespace {

enum Api { kOtel, kOpenTracing, kOpenCensus };
constexpr std::array<Api, 3> kApis{kOtel, kOpenTracing, kOpenCensus};
constexpr std::array<const char*, 3> kNames{"OpenTelemetry", "OpenTracing", "OpenCensus"};

// The id of the current span, as OpenTelemetry and as OpenCensus code see it; "" for none.
std::string CurrentId() {
  const auto current = opentelemetry::trace::Tracer::GetCurrentSpan()->GetContext();
  const auto& legacy = opencensus::trace::GetCurrentSpan().context();
  EXPECT_EQ(current.IsValid(), legacy.IsValid());
  if (!current.IsValid()) return "";
  std::array<char, 16> hex{};
  current.span_id().ToLowerBase16(hex);
  const std::string id(hex.data(), hex.size());
  EXPECT_EQ(legacy.span_id().ToHex(), id);
  return id;
}

// A span and the scope that makes it current, until Close().
struct Opened {
  std::string id;
  std::shared_ptr<void> span;
  std::shared_ptr<void> scope;

  void Close() { scope.reset(); }
};

Opened Open(test::ThreeApis& apis, Api api) {
  Opened opened;
  switch (api) {
    case kOtel: {
      auto span = apis.StartOtel("otel");
      opened.scope = std::make_shared<opentelemetry::trace::Scope>(span);
      opened.span = std::move(span);
      break;
    }
    case kOpenTracing: {
      std::shared_ptr<opentracing::Span> span = apis.StartOpenTracing("opentracing");
      opened.scope = std::make_shared<ActivateSpan>(*span);
      opened.span = std::move(span);
      break;
    }
    case kOpenCensus: {
      auto span =
          std::make_shared<opencensus::trace::Span>(test::ThreeApis::StartOpenCensus("opencensus"));
      opened.scope = std::make_shared<opencensus::trace::WithSpan>(*span);
      opened.span = std::move(span);
      break;
    }
  }
  opened.id = CurrentId();
  return opened;
}

// What was counted since it was made.
class Counts {
 public:
  std::uint64_t out_of_order() const { return Since(Diagnostic::kScopeOutOfOrder, 0); }
  std::uint64_t on_other_thread() const { return Since(Diagnostic::kScopeOnOtherThread, 1); }
  std::uint64_t twice() const { return Since(Diagnostic::kScopeEndedTwice, 2); }

 private:
  std::uint64_t Since(Diagnostic id, std::size_t index) const {
    return Counted(id) - before_[index];
  }
  std::array<std::uint64_t, 3> before_{Counted(Diagnostic::kScopeOutOfOrder),
                                       Counted(Diagnostic::kScopeOnOtherThread),
                                       Counted(Diagnostic::kScopeEndedTwice)};
};

class EndingScopesTest : public testing::Test {
 protected:
  // Opens a scope of each of `apis`, and ends them in `order`; the n-th of the order on another thread where bit n of
  // `elsewhere` is set. Checks what is current after each step, and the counts.
  void EndInOrder(const std::array<Api, 3>& apis, const std::array<std::size_t, 3>& order,
                  unsigned elsewhere) {
    const Counts counts;
    std::uint64_t out_of_order = 0;
    std::uint64_t on_other_thread = 0;
    std::vector<Opened> opened;
    for (const Api api : apis) opened.push_back(Open(three_, api));
    std::vector<std::size_t> open{0, 1, 2};

    for (std::size_t step = 0; step < order.size(); ++step) {
      const std::size_t ending = order[step];
      if ((elsewhere >> step & 1) != 0) {
        other_.Run([&] {
          opened[ending].Close();
          EXPECT_EQ(CurrentId(), "");  // the other thread's own is as it was
        });
        ++on_other_thread;
      } else {
        opened[ending].Close();
        if (open.back() != ending) ++out_of_order;
      }
      open.erase(std::find(open.begin(), open.end(), ending));
      EXPECT_EQ(CurrentId(), open.empty() ? "" : opened[open.back()].id);
    }
    EXPECT_EQ(counts.out_of_order(), out_of_order);
    EXPECT_EQ(counts.on_other_thread(), on_other_thread);
    EXPECT_EQ(counts.twice(), 0u);
  }

  test::ThreeApis three_;
  test::JobThread other_;
};

TEST_F(EndingScopesTest, LeaveTheInnermostOpenOneCurrentInEveryOrderOnAnyThread) {
  for (const Api a : kApis) {
    for (const Api b : kApis) {
      for (const Api c : kApis) {
        std::array<std::size_t, 3> order{0, 1, 2};
        do {
          for (unsigned elsewhere = 0; elsewhere < 8; ++elsewhere) {
            SCOPED_TRACE(std::string(kNames[a]) + " > " + kNames[b] + " > " + kNames[c] +
                         ", ended " + std::to_string(order[0]) + std::to_string(order[1]) +
                         std::to_string(order[2]) + ", elsewhere " + std::to_string(elsewhere));
            EndInOrder({a, b, c}, order, elsewhere);
            if (HasFailure()) return;  // 1296 copies of one mistake help nobody
          }
        } while (std::next_permutation(order.begin(), order.end()));
      }
    }
    three_.Finished();  // the memory exporter holds only so many
  }
}

// Not only what is current, but what a span started then gets as its parent.
TEST_F(EndingScopesTest, GiveTheNextSpanTheInnermostOpenOneAsItsParent) {
  for (const Api outer : kApis) {
    for (const Api inner : kApis) {
      SCOPED_TRACE(std::string(kNames[outer]) + " > " + kNames[inner]);
      Opened first = Open(three_, outer);
      Opened second = Open(three_, inner);
      first.Close();
      three_.StartOtel("under the inner one")->End();
      three_.StartOpenTracing("legacy under the inner one")->Finish();
      second.Close();
      three_.StartOtel("under nothing")->End();
      const auto spans = three_.Finished();
      const auto parent = [&](const std::string& name) {
        std::array<char, 16> hex{};
        spans.at(name)->GetParentSpanId().ToLowerBase16(hex);
        return std::string(hex.data(), hex.size());
      };
      EXPECT_EQ(parent("under the inner one"), second.id);
      EXPECT_EQ(parent("legacy under the inner one"), second.id);
      EXPECT_EQ(parent("under nothing"), "0000000000000000");
    }
  }
}

TEST_F(EndingScopesTest, LetGoOfTheirSpans) {
  for (const Api outer : kApis) {
    for (const Api inner : kApis) {
      SCOPED_TRACE(std::string(kNames[outer]) + " > " + kNames[inner]);
      std::weak_ptr<opentelemetry::trace::Span> span;
      {
        auto held = three_.StartOtel("held");
        span = held;
        auto scope = std::make_shared<opentelemetry::trace::Scope>(held);
        Opened first = Open(three_, outer);
        Opened second = Open(three_, inner);
        other_.Run([&] { scope.reset(); });
        first.Close();
        second.Close();
      }
      EXPECT_EQ(CurrentId(), "");
      EXPECT_TRUE(span.expired());
    }
  }
}

// The thread is gone, and so is what it had current; another thread may have its memory.
TEST_F(EndingScopesTest, MayOutliveTheirThread) {
  for (const Api api : kApis) {
    SCOPED_TRACE(kNames[api]);
    const Counts counts;
    Opened orphan;
    std::thread([&] { orphan = Open(three_, api); }).join();
    Opened here = Open(three_, kOtel);
    std::string id;
    std::thread([&] {
      Opened there = Open(three_, kOpenCensus);
      orphan.Close();
      EXPECT_EQ(CurrentId(), there.id);
    }).join();
    EXPECT_EQ(CurrentId(), here.id);
    EXPECT_EQ(counts.on_other_thread() + counts.twice(), 1u);
    EXPECT_EQ(counts.out_of_order(), 0u);
  }
}

TEST_F(EndingScopesTest, ATokenThatIsDetachedTwiceEndsNothingElseAndIsCounted) {
  using opentelemetry::context::RuntimeContext;
  for (const Api api : kApis) {
    SCOPED_TRACE(kNames[api]);
    const Counts counts;
    Opened outer = Open(three_, api);
    {
      auto token = RuntimeContext::Attach(opentelemetry::context::Context("key", true));
      EXPECT_EQ(CurrentId(), "");
      EXPECT_TRUE(RuntimeContext::Detach(*token));
      EXPECT_EQ(CurrentId(), outer.id);
      EXPECT_EQ(counts.twice(), 0u);
      EXPECT_FALSE(RuntimeContext::Detach(*token));
      EXPECT_EQ(counts.twice(), 1u);
      EXPECT_EQ(CurrentId(), outer.id);
    }  // the destructor after a detach is no mistake
    EXPECT_EQ(counts.twice(), 1u);
    EXPECT_EQ(CurrentId(), outer.id);
  }
}

// The frame that the token named is in use again, for another scope.
TEST_F(EndingScopesTest, ATokenThatIsDetachedTwiceDoesNotEndALaterScope) {
  using opentelemetry::context::RuntimeContext;
  for (const Api api : kApis) {
    SCOPED_TRACE(kNames[api]);
    auto token = RuntimeContext::Attach(opentelemetry::context::Context("key", true));
    EXPECT_TRUE(RuntimeContext::Detach(*token));
    Opened later = Open(three_, api);
    EXPECT_FALSE(RuntimeContext::Detach(*token));
    token.reset();
    EXPECT_EQ(CurrentId(), later.id);
  }
}

}  // namespace
}  // namespace tracebridge::ending_scopes_test
