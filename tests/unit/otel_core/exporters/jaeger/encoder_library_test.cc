#include "otel_core/exporters/jaeger/src/encoder_library.h"

#include <dlfcn.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tracebridge::jaeger {
namespace {

TEST(EncoderLibraryTest, IsFoundWhereTheLoaderLooks) {
  const auto encode = LoadEncoder();
  ASSERT_TRUE(encode) << encode.error().message;
  EXPECT_NE(*encode, nullptr);
}

TEST(EncoderLibraryTest, IsSeenByNobodyElse) {
  ASSERT_TRUE(LoadEncoder());
  EXPECT_EQ(dlsym(RTLD_DEFAULT, "tracebridge_jaeger_thrift"), nullptr);
}

TEST(EncoderLibraryTest, TellsWhichFileAndWhichPackageAreMissing) {
  const auto encode = LoadEncoder("libtracebridge_not_there.so");
  ASSERT_FALSE(encode);
  EXPECT_EQ(encode.error().code, ErrorCode::kMissingLibrary);
  EXPECT_THAT(encode.error().message,
              testing::AllOf(testing::HasSubstr("needs libtracebridge_not_there.so"),
                             testing::HasSubstr("Debian: libthrift-0.17.0"),
                             testing::HasSubstr("cannot open shared object file")));
}

TEST(EncoderLibraryTest, RefusesOneOfAnotherRelease) {
  const auto encode = LoadEncoder("libjaeger_other_release.so");
  ASSERT_FALSE(encode);
  EXPECT_EQ(encode.error().code, ErrorCode::kMissingLibrary);
  EXPECT_THAT(encode.error().message, testing::HasSubstr("of another release"));
}

}  // namespace
}  // namespace tracebridge::jaeger
