#include "opentelemetry/sdk/common/global_log_handler.h"

#include <gtest/gtest.h>

namespace tracebridge::core {
namespace {

namespace log = opentelemetry::sdk::common::internal_log;

class RecordingHandler : public log::LogHandler {
 public:
  explicit RecordingHandler(std::string* lines) : lines_(lines) {}
  void Handle(log::LogLevel level, const char*, int, const char* message,
              const opentelemetry::sdk::common::AttributeMap& attributes) noexcept override {
    *lines_ += log::LevelToString(level) + ": " + message;
    for (const auto& attribute : attributes) *lines_ += " " + attribute.first;
    *lines_ += "\n";
  }

 private:
  std::string* const lines_;
};

class GlobalLogHandlerTest : public testing::Test {
 protected:
  void TearDown() override {
    log::GlobalLogHandler::SetLogHandler(before_);
    log::GlobalLogHandler::SetLogLevel(log::LogLevel::Warning);
  }

  const opentelemetry::nostd::shared_ptr<log::LogHandler> before_ =
      log::GlobalLogHandler::GetLogHandler();
};

TEST_F(GlobalLogHandlerTest, GetsWhatIsNotAboveTheLevel) {
  std::string lines;
  log::GlobalLogHandler::SetLogHandler(
      opentelemetry::nostd::shared_ptr<log::LogHandler>(new RecordingHandler(&lines)));
  OTEL_INTERNAL_LOG_ERROR("one " << 1);
  OTEL_INTERNAL_LOG_WARN("two");
  OTEL_INTERNAL_LOG_INFO("three");
  log::GlobalLogHandler::SetLogLevel(log::LogLevel::Debug);
  OTEL_INTERNAL_LOG_INFO("four");
  OTEL_INTERNAL_LOG_DEBUG("five");
  log::GlobalLogHandler::SetLogLevel(log::LogLevel::None);
  OTEL_INTERNAL_LOG_ERROR("six");
  EXPECT_EQ(lines, "Error: one 1\nWarning: two\nInfo: four\nDebug: five\n");
}

TEST_F(GlobalLogHandlerTest, GetsTheAttributesOfAMessage) {
  std::string lines;
  log::GlobalLogHandler::SetLogHandler(
      opentelemetry::nostd::shared_ptr<log::LogHandler>(new RecordingHandler(&lines)));
  opentelemetry::sdk::common::AttributeMap attributes;
  attributes.SetAttribute("key", 1);
  OTEL_INTERNAL_LOG_ERROR("one " << 1, attributes);
  EXPECT_EQ(lines, "Error: one 1 key\n");
}

TEST_F(GlobalLogHandlerTest, MayBeNone) {
  log::GlobalLogHandler::SetLogHandler(nullptr);
  OTEL_INTERNAL_LOG_ERROR("nobody hears this");
  EXPECT_EQ(log::GlobalLogHandler::GetLogHandler(), nullptr);
}

TEST_F(GlobalLogHandlerTest, WritesOneLineToStandardErrorByDefault) {
  testing::internal::CaptureStderr();
  OTEL_INTERNAL_LOG_WARN("something " << 2);
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "[Warning] tracebridge: something 2\n");
}

}  // namespace
}  // namespace tracebridge::core
