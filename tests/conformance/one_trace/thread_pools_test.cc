// Requests that are handed over to pools, in the way of each API: OpenCensus's Context::Wrap, an OpenTelemetry Context
// that is captured and attached, tracebridge::ActivateSpan. What runs on a worker joins the request that posted it, and
// leaves nothing behind on the worker.
#include <gtest/gtest.h>

#include <atomic>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "opencensus/context/context.h"
#include "opencensus/trace/context_util.h"
#include "opencensus/trace/with_span.h"
#include "opentelemetry/baggage/baggage.h"
#include "opentelemetry/baggage/baggage_context.h"
#include "opentelemetry/context/runtime_context.h"
#include "opentelemetry/trace/scope.h"
#include "opentelemetry/trace/tracer.h"
#include "tests/support/job_thread.h"
#include "tests/support/three_apis.h"
#include "tracebridge/activate_span.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::thread_pools_test {
namespace {

using opentelemetry::context::RuntimeContext;
using Job = std::function<void()>;

constexpr std::size_t kWorkers = 3;
constexpr std::size_t kPosters = 3;
constexpr std::size_t kRequests = 30;
constexpr std::size_t kJobs = 4;

bool NothingIsCurrent() {
  return !opentelemetry::trace::Tracer::GetCurrentSpan()->GetContext().IsValid() &&
         !opencensus::trace::GetCurrentSpan().context().IsValid() &&
         opentelemetry::baggage::GetBaggage(RuntimeContext::GetCurrent())->ToHeader().empty();
}

// A pool: jobs go to its threads in turn, and each thread runs jobs of many requests.
class Pool {
 public:
  void Post(Job job) {
    workers_[next_.fetch_add(1) % kWorkers].Post([this, job = std::move(job)] {
      if (!NothingIsCurrent()) ++left_behind_;
      job();
      if (!NothingIsCurrent()) ++left_behind_;
    });
  }
  void Drain() {
    for (test::JobThread& worker : workers_) worker.Run([] {});
  }
  // How often a worker had something current before or after a job.
  int left_behind() const { return left_behind_; }

 private:
  std::atomic<std::size_t> next_{0};
  std::atomic<int> left_behind_{0};
  test::JobThread workers_[kWorkers];
};

class ThreadPoolsTest : public testing::Test {
 protected:
  // One span of each API, as children of whatever is current on the worker. Code that uses OpenCensus names its parent.
  void Work(const std::string& name) {
    apis_.StartOtel(name + ".otel")->End();
    apis_.StartOpenTracing(name + ".opentracing")->Finish();
    opencensus::trace::Span::StartSpan(name + ".opencensus", &opencensus::trace::GetCurrentSpan())
        .End();
  }

  // Every request on its own trace, every job of it directly under the request's span.
  void ExpectOneTraceARequest() {
    const auto spans = apis_.Finished();
    EXPECT_EQ(spans.size(), kPosters * kRequests * (1 + 3 * kJobs));
    for (std::size_t poster = 0; poster < kPosters; ++poster) {
      for (std::size_t request = 0; request < kRequests; ++request) {
        const std::string name = std::to_string(poster) + "." + std::to_string(request);
        const auto& root = *spans.at(name);
        EXPECT_FALSE(root.GetParentSpanId().IsValid());
        for (std::size_t job = 0; job < kJobs; ++job) {
          for (const char* api : {".otel", ".opentracing", ".opencensus"}) {
            const auto& span = *spans.at(name + "." + std::to_string(job) + api);
            EXPECT_EQ(span.GetParentSpanId(), root.GetSpanId()) << name << api;
            EXPECT_EQ(span.GetTraceId(), root.GetTraceId()) << name << api;
          }
        }
        if (HasFailure()) return;
      }
    }
  }

  // Threads that each serve requests, and post each request's jobs while others do the same. `serve(name, post)` opens a
  // span of that name, makes it current and calls `post(n)` for each job.
  template <class Serve>
  void ServeRequests(Serve serve) {
    std::vector<std::thread> posters;
    for (std::size_t poster = 0; poster < kPosters; ++poster) {
      posters.emplace_back([&, poster] {
        for (std::size_t request = 0; request < kRequests; ++request) {
          serve(std::to_string(poster) + "." + std::to_string(request));
          EXPECT_TRUE(NothingIsCurrent());
        }
      });
    }
    for (std::thread& poster : posters) poster.join();
    pool_.Drain();
    EXPECT_EQ(pool_.left_behind(), 0);
    ExpectOneTraceARequest();
  }

  static std::string JobName(const std::string& request, std::size_t job) {
    return request + "." + std::to_string(job);
  }

  test::ThreeApis apis_;
  Pool pool_;
};

TEST_F(ThreadPoolsTest, JoinTheRequestOfAWrappedOpenCensusContext) {
  ServeRequests([&](const std::string& name) {
    const auto span = test::ThreeApis::StartOpenCensus(name);
    const opencensus::trace::WithSpan scope(span, /*cond=*/true, /*end_span=*/true);
    for (std::size_t job = 0; job < kJobs; ++job) {
      pool_.Post(opencensus::context::Context::Current().Wrap(
          [this, work = JobName(name, job)] { Work(work); }));
    }
  });
}

TEST_F(ThreadPoolsTest, JoinTheRequestOfACapturedOpenTelemetryContext) {
  ServeRequests([&](const std::string& name) {
    const auto span = apis_.StartOtel(name);
    const opentelemetry::trace::Scope scope(span);
    for (std::size_t job = 0; job < kJobs; ++job) {
      pool_.Post([this, context = RuntimeContext::GetCurrent(), work = JobName(name, job)] {
        const auto token = RuntimeContext::Attach(context);
        Work(work);
      });
    }
    span->End();
  });
}

// The span is alive until the last job is done with it, and finishes then.
TEST_F(ThreadPoolsTest, JoinTheRequestOfAnOpenTracingSpanThatTheyActivate) {
  ServeRequests([&](const std::string& name) {
    const std::shared_ptr<opentracing::Span> span = apis_.StartOpenTracing(name);
    for (std::size_t job = 0; job < kJobs; ++job) {
      pool_.Post([this, span, work = JobName(name, job)] {
        const ActivateSpan scope(*span);
        Work(work);
      });
    }
  });
}

// Captured by one API, attached by another; and a worker may hand on what it was handed.
TEST_F(ThreadPoolsTest, MayHandOnWhatTheyWereHandedInAnotherWay) {
  ServeRequests([&](const std::string& name) {
    const std::shared_ptr<opentracing::Span> span = apis_.StartOpenTracing(name);
    for (std::size_t job = 0; job < kJobs; ++job) {
      pool_.Post([this, span, work = JobName(name, job)] {
        const ActivateSpan scope(*span);
        pool_.Post(opencensus::context::Context::Current().Wrap([this, work] {
          pool_.Post([this, context = RuntimeContext::GetCurrent(), work] {
            const auto token = RuntimeContext::Attach(context);
            Work(work);
          });
        }));
      });
    }
    for (int hop = 0; hop < 3; ++hop) pool_.Drain();
  });
}

// A worker opens the scope, another one ends it while the first runs jobs of other requests.
TEST_F(ThreadPoolsTest, HaveNothingCurrentAfterAScopeThatTheyHandedAway) {
  const auto before = Counted(Diagnostic::kScopeOnOtherThread);
  constexpr std::uint64_t kTimes = 100;
  test::JobThread first;
  test::JobThread second;
  for (std::uint64_t i = 0; i < kTimes; ++i) {
    std::shared_ptr<void> scope;
    first.Run([&] {
      switch (i % 3) {
        case 0:
          scope = std::make_shared<opentelemetry::trace::Scope>(apis_.StartOtel("otel"));
          break;
        case 1:
          scope = std::make_shared<ActivateSpan>(*apis_.StartOpenTracing("opentracing"));
          break;
        default:
          scope = std::make_shared<opencensus::trace::WithSpan>(
              test::ThreeApis::StartOpenCensus("opencensus"));
      }
      EXPECT_FALSE(NothingIsCurrent());
    });
    second.Run([&] { scope.reset(); });
    first.Run([&] {
      EXPECT_TRUE(NothingIsCurrent());
      apis_.StartOtel("next request")->End();
    });
    const auto spans = apis_.Finished();
    EXPECT_FALSE(spans.at("next request")->GetParentSpanId().IsValid());
  }
  EXPECT_EQ(Counted(Diagnostic::kScopeOnOtherThread) - before, kTimes);
}

}  // namespace
}  // namespace tracebridge::thread_pools_test
