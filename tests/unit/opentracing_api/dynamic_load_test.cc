// The messages of every way to fail are in tests/conformance/opentracing_api/behaviour.
#include <dlfcn.h>
#include <gtest/gtest.h>
#include <opentracing/dynamic_load.h>

#include <string>
#include <utility>

namespace {
using opentracing::DynamicallyLoadTracingLibrary;

const std::string kNoop = OPENTRACING_TEST_PLUGINS "/libplugin_noop.so";
const std::string kThrows = OPENTRACING_TEST_PLUGINS "/libplugin_throws.so";

bool IsLoaded(const std::string& library) {
  void* const handle = dlopen(library.c_str(), RTLD_NOW | RTLD_NOLOAD);
  if (handle != nullptr) dlclose(handle);
  return handle != nullptr;
}

TEST(DynamicLoadTest, MakesTracersOfAPlugin) {
  std::string message;
  const auto handle = DynamicallyLoadTracingLibrary(kNoop.c_str(), message);
  ASSERT_TRUE(handle) << message;
  EXPECT_EQ(message, "");
  const auto tracer = handle->tracer_factory().MakeTracer("good", message);
  ASSERT_TRUE(tracer);
  EXPECT_NE((*tracer)->StartSpan("x"), nullptr);
}

TEST(DynamicLoadTest, ComparesErrorsOfAnotherCopyOfTheLibrary) {
  std::string message;
  const auto handle = DynamicallyLoadTracingLibrary(kNoop.c_str(), message);
  ASSERT_TRUE(handle) << message;
  const auto tracer = handle->tracer_factory().MakeTracer("bad", message);
  ASSERT_FALSE(tracer);
  EXPECT_TRUE(
      opentracing::are_errors_equal(tracer.error(), opentracing::invalid_configuration_error));
  EXPECT_EQ(message, "not good");
}

TEST(DynamicLoadTest, UnloadsThePluginWithItsHandle) {
  ASSERT_FALSE(IsLoaded(kNoop));
  {
    std::string message;
    auto handle = DynamicallyLoadTracingLibrary(kNoop.c_str(), message);
    ASSERT_TRUE(handle) << message;
    const opentracing::DynamicTracingLibraryHandle moved = std::move(*handle);
    EXPECT_TRUE(IsLoaded(kNoop));
  }
  EXPECT_FALSE(IsLoaded(kNoop));
}

TEST(DynamicLoadTest, RefusesAPluginThatThrows) {
  std::string message;
  const auto handle = DynamicallyLoadTracingLibrary(kThrows.c_str(), message);
  ASSERT_FALSE(handle);
  EXPECT_EQ(handle.error(), opentracing::dynamic_load_failure_error);
  EXPECT_FALSE(IsLoaded(kThrows));
}

TEST(DynamicLoadTest, RefusesAProgramThatIsNoPlugin) {
  std::string message;
  const auto handle = DynamicallyLoadTracingLibrary(nullptr, message);  // the program itself
  ASSERT_FALSE(handle);
  EXPECT_EQ(handle.error(), opentracing::dynamic_load_failure_error);
  EXPECT_NE(message.find("OpenTracingMakeTracerFactory"), std::string::npos) << message;
}

}  // namespace
