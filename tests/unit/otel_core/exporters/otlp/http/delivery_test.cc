#include "otel_core/exporters/otlp/src/http/delivery.h"

#include <gtest/gtest.h>

#include <vector>

namespace tracebridge::otlp {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

// A clock that moves only when something waits; each attempt takes `attempt_time`.
class DeliveryTest : public testing::Test {
 protected:
  Attempt Run(const std::vector<Attempt>& outcomes) {
    const Timer timer{[this] { return now_; },
                      [this](std::chrono::nanoseconds wait) {
                        waits_.push_back(std::chrono::duration_cast<milliseconds>(wait).count());
                        now_ += wait;
                        return waits_.size() != cancelled_at_;
                      },
                      [] { return 1.0; }};
    return Deliver(policy_, deadline_, timer, [this, &outcomes] {
      now_ += attempt_time_;
      const Attempt outcome = outcomes[std::min(attempts_, outcomes.size() - 1)];
      ++attempts_;
      return outcome;
    });
  }

  static Attempt Outcome(Verdict verdict) {
    Attempt attempt;
    attempt.verdict = verdict;
    return attempt;
  }

  RetryPolicy policy_;
  TimePoint now_{};
  TimePoint deadline_ = TimePoint{} + seconds(60);
  milliseconds attempt_time_{0};
  std::size_t cancelled_at_ = 0;
  std::size_t attempts_ = 0;
  std::vector<std::int64_t> waits_;  // ms
};

TEST_F(DeliveryTest, IsOverWhenDelivered) {
  EXPECT_EQ(Run({Outcome(Verdict::kDelivered)}).verdict, Verdict::kDelivered);
  EXPECT_EQ(attempts_, 1u);
}

TEST_F(DeliveryTest, DoesNotRepeatWhatIsRefused) {
  EXPECT_EQ(Run({Outcome(Verdict::kRefused)}).verdict, Verdict::kRefused);
  EXPECT_EQ(attempts_, 1u);
}

TEST_F(DeliveryTest, RepeatsWhatIsTransient) {
  EXPECT_EQ(Run({Outcome(Verdict::kTransient), Outcome(Verdict::kTransient),
                 Outcome(Verdict::kDelivered)})
                .verdict,
            Verdict::kDelivered);
  EXPECT_EQ(waits_, (std::vector<std::int64_t>{1000, 1500}));
}

TEST_F(DeliveryTest, GivesUpAfterTheLastAttempt) {
  EXPECT_EQ(Run({Outcome(Verdict::kTransient)}).verdict, Verdict::kTransient);
  EXPECT_EQ(attempts_, 5u);
  EXPECT_EQ(waits_.size(), 4u);
}

TEST_F(DeliveryTest, TriesOnceWhenNoAttemptsAreAllowed) {
  policy_.max_attempts = 0;
  Run({Outcome(Verdict::kTransient)});
  EXPECT_EQ(attempts_, 1u);
}

TEST_F(DeliveryTest, WaitsAsTheServerAsks) {
  Attempt asked = Outcome(Verdict::kTransient);
  asked.retry_after = seconds(7);
  Run({asked, Outcome(Verdict::kDelivered)});
  EXPECT_EQ(waits_, (std::vector<std::int64_t>{7000}));
}

TEST_F(DeliveryTest, NeverWaitsPastTheDeadline) {
  deadline_ = TimePoint{} + milliseconds(1000);
  EXPECT_EQ(Run({Outcome(Verdict::kTransient)}).verdict, Verdict::kTransient);
  EXPECT_EQ(attempts_, 1u);
  EXPECT_TRUE(waits_.empty());

  attempts_ = 0;
  deadline_ = TimePoint{} + seconds(60);
  Attempt asked = Outcome(Verdict::kTransient);
  asked.retry_after = std::chrono::hours(1);
  Run({asked});
  EXPECT_EQ(attempts_, 1u);
}

TEST_F(DeliveryTest, CountsTheTimeThatAttemptsTake) {
  attempt_time_ = seconds(25);
  Run({Outcome(Verdict::kTransient)});
  EXPECT_EQ(attempts_, 3u);  // at 0 s, 26 s and 52.5 s; a fourth would start after the deadline
}

TEST_F(DeliveryTest, MayHaveNoDeadline) {
  deadline_ = TimePoint::max();
  Run({Outcome(Verdict::kTransient)});
  EXPECT_EQ(attempts_, 5u);
}

TEST_F(DeliveryTest, EndsWhenCancelledWhileWaiting) {
  cancelled_at_ = 2;
  EXPECT_EQ(Run({Outcome(Verdict::kTransient)}).verdict, Verdict::kCancelled);
  EXPECT_EQ(attempts_, 2u);
}

TEST(DeadlineAfterTest, IsNeverForNoTimeoutAndForWhatCannotBeAdded) {
  using std::chrono::milliseconds;
  EXPECT_EQ(DeadlineAfter(milliseconds(0)), TimePoint::max());
  EXPECT_EQ(DeadlineAfter(milliseconds(-1)), TimePoint::max());
  EXPECT_EQ(DeadlineAfter(milliseconds::max()), TimePoint::max());
  EXPECT_EQ(DeadlineAfter(std::chrono::system_clock::duration::max()), TimePoint::max());
  EXPECT_GT(DeadlineAfter(milliseconds(1000)), std::chrono::steady_clock::now());
  EXPECT_LT(DeadlineAfter(milliseconds(1000)), TimePoint::max());
}

}  // namespace
}  // namespace tracebridge::otlp
