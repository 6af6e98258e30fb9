#include <gtest/gtest.h>
#include <opentracing/ext/tags.h>
#include <opentracing/noop.h>
#include <opentracing/tracer.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <thread>

namespace {
using opentracing::MakeNoopTracer;
using opentracing::Tracer;

// This program has the library linked into it, before which its own static constructors run.
struct Early {
  std::shared_ptr<Tracer> global = Tracer::Global();
  std::shared_ptr<Tracer> mine = MakeNoopTracer();
  std::shared_ptr<Tracer> former = Tracer::InitGlobal(mine);
  std::string tag = opentracing::ext::http_status_code;
};
const Early kEarly;

TEST(GlobalTracerTest, IsReadyBeforeStaticConstructors) {
  ASSERT_NE(kEarly.global, nullptr);
  EXPECT_EQ(kEarly.former, kEarly.global);
  EXPECT_NE(kEarly.global->StartSpan("x"), nullptr);
}

TEST(GlobalTracerTest, KeepsWhatAStaticConstructorSet) {
  EXPECT_TRUE(Tracer::IsGlobalTracerRegistered());
  EXPECT_EQ(Tracer::Global(), kEarly.mine);
}

TEST(TagsTest, AreReadyBeforeStaticConstructors) { EXPECT_EQ(kEarly.tag, "http.status_code"); }

// Forwards to a no-op tracer; says on stderr when it is destroyed.
class LeavingTracer : public Tracer {
 public:
  ~LeavingTracer() override {
    // The registry's lock is not held: foreign code may ask for the tracer.
    std::fprintf(stderr, "destroyed, global is null %d;", Tracer::Global() == nullptr);
  }
  std::unique_ptr<opentracing::Span> StartSpanWithOptions(
      opentracing::string_view name,
      const opentracing::StartSpanOptions& options) const noexcept override {
    return noop_->StartSpanWithOptions(name, options);
  }
  opentracing::expected<void> Inject(const opentracing::SpanContext&,
                                     std::ostream&) const override {
    return {};
  }
  opentracing::expected<void> Inject(const opentracing::SpanContext&,
                                     const opentracing::TextMapWriter&) const override {
    return {};
  }
  opentracing::expected<void> Inject(const opentracing::SpanContext&,
                                     const opentracing::HTTPHeadersWriter&) const override {
    return {};
  }
  using Context = opentracing::expected<std::unique_ptr<opentracing::SpanContext>>;
  Context Extract(std::istream&) const override {
    return std::unique_ptr<opentracing::SpanContext>();
  }
  Context Extract(const opentracing::TextMapReader&) const override {
    return std::unique_ptr<opentracing::SpanContext>();
  }
  Context Extract(const opentracing::HTTPHeadersReader&) const override {
    return std::unique_ptr<opentracing::SpanContext>();
  }

 private:
  std::shared_ptr<Tracer> noop_ = MakeNoopTracer();
};

// Traces when the process ends, after the library's own static objects are gone: it is constructed
// before them.
struct Late {
  ~Late() {
    if (!enabled) return;
    const auto tracer = Tracer::Global();
    const auto span = tracer == nullptr ? nullptr : tracer->StartSpan("late");
    if (span != nullptr) span->SetTag(opentracing::ext::error, true);
    std::fprintf(stderr, "span after exit %d, registered %d", span != nullptr,
                 Tracer::IsGlobalTracerRegistered());
  }
  bool enabled = false;
};
Late late;

TEST(GlobalTracerDeathTest, IsLetGoAtExitAndANoopTracerAfterwards) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT(
      {
        late.enabled = true;
        Tracer::InitGlobal(std::make_shared<LeavingTracer>());
        std::exit(0);
      },
      testing::ExitedWithCode(0), "destroyed, global is null 0;span after exit 1, registered 1");
}

TEST(GlobalTracerTest, IsReadAndReplacedFromManyThreads) {
  const auto before = Tracer::Global();
  std::atomic<int> nulls{0};
  std::thread threads[4];
  for (std::thread& thread : threads) {
    thread = std::thread([&nulls] {
      for (int i = 0; i < 500; ++i) {
        Tracer::InitGlobal(MakeNoopTracer());
        if (Tracer::Global() == nullptr) ++nulls;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(nulls, 0);
  Tracer::InitGlobal(before);
}

TEST(GlobalTracerTest, IsNotLockedInAForkedChild) {
  std::atomic<bool> stop{false};
  std::thread busy([&stop] {
    while (!stop) Tracer::Global();
  });
  for (int i = 0; i < 50; ++i) {
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      alarm(20);  // A child that meets a locked mutex is killed instead of waiting for ever.
      _exit(Tracer::Global() != nullptr ? 0 : 1);
    }
    int status = -1;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    ASSERT_EQ(status, 0);
  }
  stop = true;
  busy.join();
}

TEST(StartSpanTest, IgnoresNullReferences) {
  opentracing::StartSpanOptions options;
  opentracing::ChildOf(nullptr).Apply(options);
  opentracing::FollowsFrom(nullptr).Apply(options);
  EXPECT_TRUE(options.references.empty());
}

}  // namespace
