// The set-up code of OpenTelemetry C++ programs, call by call, with nothing of tracebridge's in it: what it includes, which
// types it converts to which, and that spans nobody ended are ended with their last handle.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "opentelemetry/baggage/baggage_context.h"
#include "opentelemetry/context/context.h"
#include "opentelemetry/exporters/ostream/span_exporter_factory.h"
#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/nostd/variant.h"
#include "opentelemetry/sdk/instrumentationlibrary/instrumentation_library.h"
#include "opentelemetry/sdk/resource/resource.h"
#include "opentelemetry/sdk/resource/semantic_conventions.h"
#include "opentelemetry/sdk/trace/batch_span_processor_factory.h"
#include "opentelemetry/sdk/trace/batch_span_processor_options.h"
#include "opentelemetry/sdk/trace/exporter.h"
#include "opentelemetry/sdk/trace/processor.h"
#include "opentelemetry/sdk/trace/provider.h"
#include "opentelemetry/sdk/trace/simple_processor_factory.h"
#include "opentelemetry/sdk/trace/tracer_provider.h"
#include "opentelemetry/sdk/trace/tracer_provider_factory.h"
#include "opentelemetry/semconv/db_attributes.h"
#include "opentelemetry/semconv/network_attributes.h"
#include "opentelemetry/trace/provider.h"
#include "opentelemetry/trace/scope.h"
#include "opentelemetry/trace/semantic_conventions.h"
#include "opentelemetry/trace/span.h"
#include "opentelemetry/trace/span_context.h"
#include "opentelemetry/trace/span_metadata.h"
#include "opentelemetry/trace/span_startoptions.h"
#include "opentelemetry/trace/tracer.h"
#include "opentelemetry/trace/tracer_provider.h"

namespace {

namespace nostd = opentelemetry::nostd;
namespace resource = opentelemetry::sdk::resource;
namespace trace_api = opentelemetry::trace;
namespace trace_exporter = opentelemetry::exporter::trace;
namespace trace_sdk = opentelemetry::sdk::trace;

nostd::shared_ptr<trace_api::Tracer> Tracer() {
  auto provider = trace_api::Provider::GetTracerProvider();
  return provider->GetTracer("library");
}

void CleanUp() {
  std::shared_ptr<trace_api::TracerProvider> none;
  trace_sdk::Provider::SetTracerProvider(none);
}

// What the console exporter printed of one span: "trace_id" -> "5b8a...".
using Printed = std::map<std::string, std::string>;

// Returns the spans in the order in which they were printed.
std::vector<Printed> Parse(const std::string& text) {
  std::vector<Printed> spans;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line == "{") spans.emplace_back();
    const std::size_t colon = line.find(':');
    const bool is_indented = line.find_first_not_of(" \t") != 0;
    if (spans.empty() || colon == std::string::npos || !is_indented) continue;
    const auto trimmed = [](std::string part) {
      part.erase(0, part.find_first_not_of(" \t"));
      part.erase(part.find_last_not_of(" \t") + 1);
      return part;
    };
    spans.back().emplace(trimmed(line.substr(0, colon)), trimmed(line.substr(colon + 1)));
  }
  return spans;
}

std::map<std::string, Printed> ByName(const std::vector<Printed>& spans) {
  std::map<std::string, Printed> by_name;
  for (const Printed& span : spans) by_name[span.at("name")] = span;
  return by_name;
}

constexpr char kNoParent[] = "0000000000000000";

TEST(SetUpTest, ASimpleProcessorExportsNestedScopesAsOneTrace) {
  std::ostringstream stream;
  auto exporter = trace_exporter::OStreamSpanExporterFactory::Create(stream);
  auto processor = trace_sdk::SimpleSpanProcessorFactory::Create(std::move(exporter));
  std::shared_ptr<opentelemetry::sdk::trace::TracerProvider> sdk_provider =
      trace_sdk::TracerProviderFactory::Create(std::move(processor));
  const std::shared_ptr<opentelemetry::trace::TracerProvider>& api_provider = sdk_provider;
  trace_sdk::Provider::SetTracerProvider(api_provider);
  {
    auto outer = trace_api::Scope(Tracer()->StartSpan("outer"));
    auto inner = trace_api::Scope(Tracer()->StartSpan("inner"));
  }
  CleanUp();

  const std::vector<Printed> spans = Parse(stream.str());
  ASSERT_EQ(spans.size(), 2u) << stream.str();
  EXPECT_EQ(spans[0].at("name"), "inner");
  EXPECT_EQ(spans[0].at("trace_id"), spans[1].at("trace_id"));
  EXPECT_EQ(spans[0].at("parent_span_id"), spans[1].at("span_id"));
  EXPECT_EQ(spans[1].at("parent_span_id"), kNoParent);
}

TEST(SetUpTest, AnInstrumentationScopeStillHasItsOldName) {
  using opentelemetry::sdk::instrumentationlibrary::InstrumentationLibrary;
  EXPECT_EQ(InstrumentationLibrary::Create("library", "1.0")->GetVersion(), "1.0");
}

TEST(SetUpTest, ABatchProcessorDrainsItsQueueWhenTheProviderGoes) {
  std::ostringstream stream;
  auto exporter = trace_exporter::OStreamSpanExporterFactory::Create(stream);
  trace_sdk::BatchSpanProcessorOptions options{};
  options.max_queue_size = 25;
  options.schedule_delay_millis = std::chrono::milliseconds(600000);
  options.max_export_batch_size = 10;
  resource::ResourceAttributes attributes = {{"service", "test_service"},
                                             {"version", static_cast<uint32_t>(1)}};
  auto resource = resource::Resource::Create(attributes);
  auto processor = trace_sdk::BatchSpanProcessorFactory::Create(std::move(exporter), options);
  std::shared_ptr<opentelemetry::trace::TracerProvider> provider =
      trace_sdk::TracerProviderFactory::Create(std::move(processor), resource);
  trace_sdk::Provider::SetTracerProvider(provider);
  for (int i = 0; i < 10; ++i) Tracer()->StartSpan("span " + std::to_string(i));
  provider.reset();
  CleanUp();

  const std::vector<Printed> spans = Parse(stream.str());
  ASSERT_EQ(spans.size(), 10u) << stream.str();
  EXPECT_EQ(spans[0].at("name"), "span 0");
  EXPECT_EQ(spans[0].at("service"), "test_service");
  EXPECT_EQ(spans[0].at("version"), "1");
}

TEST(SetUpTest, AParentMayBeASpanContextOrAContextThatAsksForARoot) {
  std::ostringstream stream;
  auto exporter = trace_exporter::OStreamSpanExporterFactory::Create(stream);
  auto processor = trace_sdk::SimpleSpanProcessorFactory::Create(std::move(exporter));
  std::shared_ptr<opentelemetry::trace::TracerProvider> provider =
      trace_sdk::TracerProviderFactory::Create(std::move(processor),
                                               resource::Resource::Create({}));
  trace_sdk::Provider::SetTracerProvider(provider);
  {
    auto current = trace_api::Scope(Tracer()->StartSpan("current"));
    trace_api::StartSpanOptions as_root;
    as_root.kind = trace_api::SpanKind::kInternal;
    opentelemetry::context::Context root_context{opentelemetry::trace::kIsRootSpanKey, true};
    as_root.parent = root_context;
    auto root = Tracer()->StartSpan("root", as_root);

    trace_api::StartSpanOptions as_child;
    as_child.parent = root->GetContext();
    auto child = Tracer()->StartSpan("child", as_child);
    child->SetStatus(trace_api::StatusCode::kOk);
    child->End();
    root->End();
  }
  CleanUp();

  auto spans = ByName(Parse(stream.str()));
  ASSERT_EQ(spans.size(), 3u) << stream.str();
  EXPECT_EQ(spans["root"].at("parent_span_id"), kNoParent);
  EXPECT_NE(spans["root"].at("trace_id"), spans["current"].at("trace_id"));
  EXPECT_EQ(spans["child"].at("parent_span_id"), spans["root"].at("span_id"));
  EXPECT_EQ(spans["child"].at("status"), "Ok");
}

TEST(SetUpTest, AScopeOnAnotherThreadMakesASpanOfThisOneTheParentThere) {
  std::ostringstream stream;
  auto exporter = trace_exporter::OStreamSpanExporterFactory::Create(stream);
  auto processor = trace_sdk::SimpleSpanProcessorFactory::Create(std::move(exporter));
  std::shared_ptr<opentelemetry::trace::TracerProvider> provider =
      trace_sdk::TracerProviderFactory::Create(std::move(processor),
                                               resource::Resource::Create({}));
  trace_sdk::Provider::SetTracerProvider(provider);
  {
    auto shared = Tracer()->StartSpan(__func__);
    std::vector<std::thread> threads;
    threads.reserve(5);
    for (int number = 0; number < 5; ++number) {
      threads.push_back(std::thread([=] {
        trace_api::Scope scope(shared);
        auto own = Tracer()->StartSpan(std::string("thread ") + std::to_string(number));
      }));
    }
    for (std::thread& thread : threads) thread.join();
  }
  CleanUp();

  auto spans = ByName(Parse(stream.str()));
  ASSERT_EQ(spans.size(), 6u) << stream.str();
  for (int number = 0; number < 5; ++number) {
    EXPECT_EQ(spans["thread " + std::to_string(number)].at("parent_span_id"),
              spans["TestBody"].at("span_id"));
  }
}

// Names that opentelemetry-cpp had in some versions from 1.19 on and has no more. Rows of its trace/semantic_conventions.h,
// which it had until 1.21: the first and the last, a name that it deprecated early, one that is longer than a line, and
// values whose constants are not spelled like them.
struct FormerName {
  std::string_view constant;
  std::string_view value;
};

constexpr FormerName kFormerNames[] = {
    {trace_api::SemanticConventions::kSchemaUrl, "https://opentelemetry.io/schemas/1.27.0"},
    {trace_api::SemanticConventions::kAndroidOsApiLevel, "android.os.api_level"},
    {trace_api::SemanticConventions::kDbStatement, "db.statement"},
    {trace_api::SemanticConventions::kHttpMethod, "http.method"},
    {trace_api::SemanticConventions::kNetPeerName, "net.peer.name"},
    {trace_api::SemanticConventions::kMessagingRocketmqMessageDeliveryTimestamp,
     "messaging.rocketmq.message.delivery_timestamp"},
    {trace_api::SemanticConventions::kWebengineVersion, "webengine.version"},
    {trace_api::SemanticConventions::DbSystemValues::kRedis, "redis"},
    {trace_api::SemanticConventions::HttpFlavorValues::kHttp11, "1.1"},
    {trace_api::SemanticConventions::GenAiTokenTypeValues::kCompletion, "output"},
    {resource::SemanticConventions::kServiceName, "service.name"},
    {resource::SemanticConventions::kHttpMethod, "http.method"},
    {resource::SemanticConventions::OsTypeValues::kLinux, "linux"},
    {opentelemetry::semconv::network::kNetworkInterfaceName, "network.interface.name"},  // 1.19
    {opentelemetry::semconv::db::DbSystemNameValues::kRedis, "redis"},                   // 1.21
    {opentelemetry::semconv::db::DbSystemNameValues::kOracleDb, "oracle.db"},            // 1.21
    {opentelemetry::semconv::db::DbSystemNameValues::kPostgresql, "postgresql"},
};

TEST(SetUpTest, NamesOfEarlierVersionsAreStillThere) {
  for (const FormerName& row : kFormerNames) EXPECT_EQ(row.constant, row.value);
}

// A std::string until 1.27, an array of characters in 1.28.
TEST(SetUpTest, TheBaggageHeadersNameIsUsedLikeEitherVersions) {
  using opentelemetry::baggage::kBaggageHeader;
  const std::string copied = kBaggageHeader;
  const std::string constructed(kBaggageHeader);
  const nostd::string_view viewed = kBaggageHeader;
  std::map<std::string, std::string> headers;
  headers[kBaggageHeader] = "k=v";

  EXPECT_STREQ(kBaggageHeader.data(), "baggage");
  EXPECT_EQ(kBaggageHeader.size(), 7u);
  EXPECT_EQ(kBaggageHeader, "baggage");
  EXPECT_EQ(copied, constructed);
  EXPECT_EQ(viewed, kBaggageHeader);
  EXPECT_EQ(headers.count("baggage"), 1u);
  EXPECT_EQ("x-" + std::string(kBaggageHeader), "x-baggage");
}

}  // namespace
