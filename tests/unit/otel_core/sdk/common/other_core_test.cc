#include "otel_core/sdk/src/common/other_core.h"

#include <dlfcn.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "opentelemetry/sdk/trace/processor.h"
#include "opentelemetry/sdk/trace/tracer_provider.h"

namespace tracebridge::sdk {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

std::string SaidByANewProvider() {
  ::testing::internal::CaptureStderr();
  opentelemetry::sdk::trace::TracerProvider provider(
      std::unique_ptr<opentelemetry::sdk::trace::SpanProcessor>{});
  return ::testing::internal::GetCapturedStderr();
}

// One test, for what is loaded stays.
TEST(OtherCoreTest, IsFoundAmongTheLibrariesOfTheProcessAndReportedOnceByTheFirstProvider) {
  EXPECT_EQ(OtherCore(), "");
  EXPECT_EQ(SaidByANewProvider(), "");

  ASSERT_NE(dlopen(OTHER_CORE_LIBRARY, RTLD_NOW | RTLD_GLOBAL), nullptr) << dlerror();
  EXPECT_EQ(OtherCore(), OTHER_CORE_LIBRARY);
  EXPECT_THAT(SaidByANewProvider(), AllOf(HasSubstr("[Warning]"), HasSubstr(OTHER_CORE_LIBRARY),
                                          HasSubstr("TRACEBRIDGE_CORE=system")));
  EXPECT_EQ(SaidByANewProvider(), "");
}

}  // namespace
}  // namespace tracebridge::sdk
