// Source: OpenTelemetry specification 1.60.0, resource/sdk.md.
#include "opentelemetry/sdk/resource/resource.h"

#include <gtest/gtest.h>
#include <stdlib.h>
#include <unistd.h>

#include <map>

#include "opentelemetry/resource_detectors/host_detector.h"
#include "opentelemetry/resource_detectors/process_detector.h"
#include "opentelemetry/sdk/resource/semantic_conventions.h"

namespace tracebridge::core {
namespace {

using opentelemetry::sdk::common::OwnedAttributeValue;
using opentelemetry::sdk::resource::Resource;
namespace names = opentelemetry::sdk::resource::SemanticConventions;

// Returns the text values of `resource`, by key; other types by the name of their alternative.
std::map<std::string, std::string> Texts(const Resource& resource) {
  std::map<std::string, std::string> texts;
  for (const auto& [key, value] : resource.GetAttributes()) {
    const auto* text = std::get_if<std::string>(&value);
    texts[key] = text != nullptr ? *text : "alternative " + std::to_string(value.index());
  }
  return texts;
}

class ResourceTest : public testing::Test {
 protected:
  void SetUp() override { TearDown(); }
  void TearDown() override {
    unsetenv("OTEL_RESOURCE_ATTRIBUTES");
    unsetenv("OTEL_SERVICE_NAME");
  }
};

TEST_F(ResourceTest, OfAConstructorHasWhatItWasGiven) {
  const Resource resource({{"a", "b"}}, "https://example.org/1");
  EXPECT_EQ(Texts(resource), (std::map<std::string, std::string>{{"a", "b"}}));
  EXPECT_EQ(resource.GetSchemaURL(), "https://example.org/1");
}

TEST_F(ResourceTest, IsEmptyOnRequest) {
  EXPECT_TRUE(Resource::GetEmpty().GetAttributes().empty());
  EXPECT_EQ(Resource::GetEmpty().GetSchemaURL(), "");
}

TEST_F(ResourceTest, NamesThisLibraryByDefault) {
  auto texts = Texts(Resource::GetDefault());
  EXPECT_EQ(texts["telemetry.sdk.name"], "tracebridge");
  EXPECT_EQ(texts["telemetry.sdk.language"], "cpp");
  EXPECT_FALSE(texts["telemetry.sdk.version"].empty());
  EXPECT_EQ(texts.size(), 3u);
}

TEST_F(ResourceTest, CallsAServiceWithoutANameAfterItsExecutable) {
  auto texts = Texts(Resource::Create({}));
  EXPECT_EQ(texts[names::kServiceName].rfind("unknown_service:otel_resource", 0), 0u)
      << texts[names::kServiceName];
  EXPECT_EQ(texts["telemetry.sdk.name"], "tracebridge");
}

TEST_F(ResourceTest, TakesAttributesFromTheEnvironment) {
  setenv("OTEL_RESOURCE_ATTRIBUTES", "service.name=shop,owner=A%2CB", 1);
  auto texts = Texts(Resource::Create({}));
  EXPECT_EQ(texts["service.name"], "shop");
  EXPECT_EQ(texts["owner"], "A,B");
}

TEST_F(ResourceTest, PrefersServiceNameOverResourceAttributes) {
  setenv("OTEL_RESOURCE_ATTRIBUTES", "service.name=shop", 1);
  setenv("OTEL_SERVICE_NAME", "till", 1);
  EXPECT_EQ(Texts(Resource::Create({}))["service.name"], "till");
}

TEST_F(ResourceTest, PrefersTheProgramOverTheEnvironment) {
  setenv("OTEL_SERVICE_NAME", "till", 1);
  EXPECT_EQ(Texts(Resource::Create({{"service.name", "code"}}))["service.name"], "code");
}

TEST_F(ResourceTest, DiscardsAMalformedVariableWholeAndSaysSo) {
  setenv("OTEL_RESOURCE_ATTRIBUTES", "owner=me,shop", 1);
  testing::internal::CaptureStderr();
  const auto texts = Texts(Resource::Create({}));
  EXPECT_EQ(testing::internal::GetCapturedStderr(),
            "[Warning] tracebridge: OTEL_RESOURCE_ATTRIBUTES is ignored: \"shop\" has no \"=\"\n");
  EXPECT_EQ(texts.count("owner"), 0u);
}

TEST_F(ResourceTest, TakesAnEmptyVariableAsUnset) {
  setenv("OTEL_SERVICE_NAME", "", 1);
  EXPECT_NE(Texts(Resource::Create({}))["service.name"], "");
}

TEST_F(ResourceTest, MergePrefersTheUpdateEvenWhenItIsEmpty) {
  const Resource merged =
      Resource({{"a", "old"}, {"b", "old"}}).Merge(Resource({{"b", ""}, {"c", "new"}}));
  EXPECT_EQ(Texts(merged),
            (std::map<std::string, std::string>{{"a", "old"}, {"b", ""}, {"c", "new"}}));
}

TEST_F(ResourceTest, MergeKeepsTheSchemaUrlThatThereIs) {
  const Resource none;
  const Resource one({}, "1");
  const Resource two({}, "2");
  EXPECT_EQ(none.Merge(one).GetSchemaURL(), "1");
  EXPECT_EQ(one.Merge(none).GetSchemaURL(), "1");
  EXPECT_EQ(one.Merge(two).GetSchemaURL(), "2");
}

TEST_F(ResourceTest, OfTheProcessHasItsIdAndExecutable) {
  const Resource process = opentelemetry::resource_detector::ProcessResourceDetector().Detect();
  EXPECT_EQ(process.GetAttributes().at(names::kProcessPid), OwnedAttributeValue(int64_t{getpid()}));
  auto texts = Texts(process);
  EXPECT_EQ(texts[names::kProcessExecutablePath].rfind("/" + texts[names::kProcessExecutableName]),
            texts[names::kProcessExecutablePath].size() -
                texts[names::kProcessExecutableName].size() - 1);
  EXPECT_EQ(process.GetSchemaURL(), "https://opentelemetry.io/schemas/1.44.0");
}

TEST_F(ResourceTest, OfTheHostHasItsName) {
  char name[256] = {};
  ASSERT_EQ(gethostname(name, sizeof name - 1), 0);
  auto texts = Texts(opentelemetry::resource_detector::HostResourceDetector().Detect());
  EXPECT_EQ(texts[names::kHostName], name);
  EXPECT_EQ(texts[names::kOsType], "linux");
  EXPECT_FALSE(texts[names::kHostArch].empty());
}

}  // namespace
}  // namespace tracebridge::core
