#include "otel_core/exporters/otlp/src/http/export_sessions.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <future>
#include <thread>

namespace tracebridge::otlp {
namespace export_sessions_test {
namespace {

using opentelemetry::sdk::common::ExportResult;
using std::chrono::microseconds;

struct Counts {
  int workers = 0;
  int exports = 0;
};

class Worker {
 public:
  Worker(Counts* const& counts, Cancellation* cancellation)
      : counts_(counts), cancellation_(cancellation) {
    ++counts_->workers;
  }
  ~Worker() { --counts_->workers; }

  ExportResult Export() noexcept {
    ++counts_->exports;
    return ExportResult::kSuccess;
  }

  // Until it is told to end.
  ExportResult Hang(std::promise<void>* begun) noexcept {
    begun->set_value();
    return cancellation_->Wait(std::chrono::hours(1)) ? ExportResult::kSuccess
                                                      : ExportResult::kFailureFull;
  }

 private:
  Counts* const counts_;
  Cancellation* const cancellation_;
};

class ExportSessionsTest : public testing::Test {
 protected:
  using Sessions = ExportSessions<Worker, Counts*>;

  ExportResult Export() {
    return sessions_->Export([](Worker& worker) { return worker.Export(); });
  }

  Counts counts_;
  std::unique_ptr<Sessions> sessions_ = std::make_unique<Sessions>(&counts_);
};

TEST_F(ExportSessionsTest, MakeTheWorkerOnTheFirstExportAndEndIt) {
  EXPECT_EQ(counts_.workers, 0);
  EXPECT_EQ(Export(), ExportResult::kSuccess);
  EXPECT_EQ(Export(), ExportResult::kSuccess);
  EXPECT_EQ(counts_.workers, 1);
  EXPECT_EQ(counts_.exports, 2);
  sessions_.reset();
  EXPECT_EQ(counts_.workers, 0);
}

TEST_F(ExportSessionsTest, RefuseExportsAfterShutdown) {
  EXPECT_TRUE(sessions_->Shutdown(microseconds::max()));
  EXPECT_TRUE(sessions_->Shutdown(microseconds::max()));
  EXPECT_EQ(Export(), ExportResult::kFailure);
  EXPECT_EQ(counts_.exports, 0);
}

TEST_F(ExportSessionsTest, EndAnExportThatOutlastsShutdown) {
  std::promise<void> begun;
  std::thread exporting([&] {
    EXPECT_EQ(sessions_->Export([&](Worker& worker) { return worker.Hang(&begun); }),
              ExportResult::kFailureFull);
  });
  begun.get_future().wait();
  EXPECT_FALSE(sessions_->ForceFlush(microseconds(1)));
  EXPECT_FALSE(sessions_->Shutdown(microseconds(1)));
  exporting.join();
  EXPECT_TRUE(sessions_->ForceFlush(microseconds(1)));
}

TEST_F(ExportSessionsTest, EndAnExportThatIsUnderWayWhenTheyAreDestroyed) {
  std::promise<void> begun;
  std::thread exporting([&, sessions = sessions_.get()] {
    sessions->Export([&](Worker& worker) { return worker.Hang(&begun); });
  });
  begun.get_future().wait();
  sessions_.reset();
  exporting.join();
}

TEST_F(ExportSessionsTest, GiveAForkedChildAWorkerOfItsOwn) {
  Export();
  const pid_t child = fork();
  if (child == 0) _exit(Export() == ExportResult::kSuccess && counts_.workers == 2 ? 0 : 1);
  int status = -1;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
}

TEST_F(ExportSessionsTest, StayShutDownInAForkedChild) {
  sessions_->Shutdown(microseconds::max());
  const pid_t child = fork();
  if (child == 0) _exit(Export() == ExportResult::kFailure ? 0 : 1);
  int status = -1;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
}

}  // namespace
}  // namespace export_sessions_test
}  // namespace tracebridge::otlp
