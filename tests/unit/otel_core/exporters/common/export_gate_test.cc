#include "otel_core/exporters/common/export_gate.h"

#include <gtest/gtest.h>

#include <thread>

namespace tracebridge::exporters {
namespace {

using std::chrono::microseconds;

TEST(ExportGateTest, RefusesOnceClosed) {
  ExportGate gate;
  EXPECT_TRUE(gate.Enter());
  gate.Leave();
  EXPECT_TRUE(gate.Close());
  EXPECT_FALSE(gate.Enter());
  EXPECT_FALSE(gate.Close());
}

TEST(ExportGateTest, IsEmptyWithoutAnExport) {
  ExportGate gate;
  EXPECT_TRUE(gate.WaitUntilEmpty(microseconds(0)));
  EXPECT_TRUE(gate.WaitUntilEmpty(microseconds::max()));
}

TEST(ExportGateTest, GivesUpOnAnExportInside) {
  ExportGate gate;
  ASSERT_TRUE(gate.Enter());
  EXPECT_FALSE(gate.WaitUntilEmpty(microseconds(1)));
  gate.Leave();
}

TEST(ExportGateTest, LetsOneInAtATime) {
  ExportGate gate;
  int inside = 0;
  int exports = 0;
  const auto export_often = [&] {
    for (int i = 0; i < 1000; ++i) {
      ASSERT_TRUE(gate.Enter());
      EXPECT_EQ(++inside, 1);
      ++exports;
      --inside;
      gate.Leave();
    }
  };
  std::thread first(export_often);
  std::thread second(export_often);
  first.join();
  second.join();
  EXPECT_EQ(exports, 2000);
}

TEST(ExportGateTest, WakesWhoWaitsToEnterWhenClosed) {
  ExportGate gate;
  ASSERT_TRUE(gate.Enter());
  std::thread waiting([&gate] { EXPECT_FALSE(gate.Enter()); });
  gate.Close();
  waiting.join();
  gate.Leave();
}

}  // namespace
}  // namespace tracebridge::exporters
