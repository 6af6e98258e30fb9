// The whole exporter: a provider, its endpoint, and a client that scrapes.
#include "opentelemetry/exporters/prometheus/exporter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <prometheus/counter.h>
#include <prometheus/registry.h>
#include <stdlib.h>
#include <sys/wait.h>

#include <atomic>
#include <functional>
#include <future>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

#include "opentelemetry/exporters/prometheus/exporter_factory.h"
#include "opentelemetry/metrics/async_instruments.h"
#include "opentelemetry/metrics/observer_result.h"
#include "opentelemetry/metrics/sync_instruments.h"
#include "opentelemetry/sdk/metrics/meter_provider.h"
#include "opentelemetry/sdk/metrics/meter_provider_factory.h"
#include "opentelemetry/sdk/metrics/view/view_registry.h"
#include "opentelemetry/sdk/resource/resource.h"
#include "tests/unit/otel_core/exporters/prometheus/plain_client.h"
#include "tests/unit/otel_core/exporters/prometheus/served_text.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::prometheus_exporter {
namespace exporter_test {

using opentelemetry::exporter::metrics::PrometheusCollector;
using opentelemetry::exporter::metrics::PrometheusExporter;
using opentelemetry::exporter::metrics::PrometheusExporterFactory;
using opentelemetry::exporter::metrics::PrometheusExporterOptions;
using opentelemetry::sdk::metrics::AggregationTemporality;
using opentelemetry::sdk::metrics::InstrumentType;
using opentelemetry::sdk::metrics::MeterProvider;
using opentelemetry::sdk::metrics::MetricReader;
using opentelemetry::sdk::metrics::ViewRegistry;
using opentelemetry::sdk::resource::Resource;
using opentelemetry::sdk::resource::ResourceAttributes;
using testing::HasSubstr;

PrometheusExporterOptions AnyPort() {
  PrometheusExporterOptions options(nullptr);
  options.url = "127.0.0.1:0";
  return options;
}

struct Program {
  explicit Program(const PrometheusExporterOptions& options = AnyPort())
      : reader(std::make_shared<PrometheusExporter>(options)),
        provider(std::make_shared<MeterProvider>(
            std::make_unique<ViewRegistry>(),
            Resource(ResourceAttributes{{"service.name", std::string("shop")}}))) {
    provider->AddMetricReader(reader);
  }
  std::string Scrape() const { return BodyOf(Get(reader->Port())); }

  const std::shared_ptr<PrometheusExporter> reader;
  std::shared_ptr<MeterProvider> provider;
};

TEST(PrometheusExporterTest, ServesTheMetricsOfItsProvider) {
  const Program program;
  const auto meter = program.provider->GetMeter("lib", "1.0");
  const auto counter = meter->CreateUInt64Counter("shop.requests", "requests served", "{request}");
  counter->Add(3, {{"route", "/items"}});
  counter->Add(4, {{"route", "/items"}});
  const std::string expected =
      "# HELP target_info Target metadata\n# TYPE target_info "
      "gauge\ntarget_info{service_name=\"shop\"} 1\n"
      "# HELP shop_requests_total requests served\n# TYPE shop_requests_total counter\n"
      "shop_requests_total{otel_scope_name=\"lib\",otel_scope_version=\"1.0\",route=\"/items\"} "
      "7\n";
  EXPECT_EQ(program.Scrape(), expected);
  EXPECT_EQ(program.Scrape(), expected);  // cumulative, and whole for whoever asks
}

TEST(PrometheusExporterTest, IsCumulativeForEveryInstrument) {
  const PrometheusExporter exporter(AnyPort());
  for (const auto type : {InstrumentType::kCounter, InstrumentType::kHistogram,
                          InstrumentType::kObservableUpDownCounter, InstrumentType::kGauge}) {
    EXPECT_EQ(exporter.GetAggregationTemporality(type), AggregationTemporality::kCumulative);
  }
}

TEST(PrometheusExporterTest, TakesItsOptions) {
  PrometheusExporterOptions options = AnyPort();
  options.populate_target_info = false;
  options.without_otel_scope = true;
  options.without_units = true;
  options.without_type_suffix = true;
  const Program program(options);
  program.provider->GetMeter("lib")->CreateDoubleCounter("spent", "", "s")->Add(0.5);
  EXPECT_EQ(program.Scrape(), "# TYPE spent counter\nspent 0.5\n");
}

TEST(PrometheusExporterTest, StartsFromTheEnvironment) {
  EXPECT_EQ(PrometheusExporterOptions().url, "localhost:9464");
  EXPECT_TRUE(PrometheusExporterOptions().populate_target_info);
  EXPECT_FALSE(PrometheusExporterOptions().without_otel_scope);
  const struct {
    const char* name;
    const char* value;
  } variables[] = {{"PROMETHEUS_EXPORTER_ENDPOINT", "localhost:1234"},
                   {"OTEL_CPP_PROMETHEUS_EXPORTER_WITHOUT_OTEL_SCOPE", "true"},
                   {"OTEL_CPP_PROMETHEUS_EXPORTER_POPULATE_TARGET_INFO", "false"},
                   {"OTEL_CPP_PROMETHEUS_EXPORTER_WITHOUT_UNITS", "true"},
                   {"OTEL_CPP_PROMETHEUS_EXPORTER_WITHOUT_TYPE_SUFFIX", "true"}};
  for (const auto& variable : variables) setenv(variable.name, variable.value, 1);
  const PrometheusExporterOptions options;
  const PrometheusExporterOptions nothing(nullptr);
  for (const auto& variable : variables) unsetenv(variable.name);
  EXPECT_EQ(options.url, "localhost:1234");
  EXPECT_TRUE(options.without_otel_scope);
  EXPECT_FALSE(options.populate_target_info);
  EXPECT_TRUE(options.without_units);
  EXPECT_TRUE(options.without_type_suffix);
  EXPECT_EQ(nothing.url, "");
  EXPECT_TRUE(nothing.populate_target_info);
}

TEST(PrometheusExporterTest, ServesOtherCollectablesToo) {
  const auto registry = std::make_shared<prometheus::Registry>();
  prometheus::BuildCounter()
      .Name("old_total")
      .Help("older")
      .Register(*registry)
      .Add({{"k", "v"}})
      .Increment(2);
  PrometheusExporterOptions options = AnyPort();
  options.populate_target_info = false;
  options.without_otel_scope = true;
  options.collectables = {registry, nullptr};
  const Program program(options);
  program.provider->GetMeter("lib")->CreateUInt64Counter("new")->Add(1);
  EXPECT_EQ(program.Scrape(),
            "# TYPE new_total counter\nnew_total 1\n"
            "# HELP old_total older\n# TYPE old_total counter\nold_total{k=\"v\"} 2\n");
}

TEST(PrometheusExporterTest, SaysThatThePortIsTakenAndTheProgramGoesOn) {
  const Program first;
  LogLines log;
  PrometheusExporterOptions options(nullptr);
  options.url = "127.0.0.1:" + std::to_string(first.reader->Port());
  const Program second(options);
  EXPECT_EQ(log.text, "Prometheus exporter: cannot listen on \"" + options.url +
                          "\": Address already in use; no metrics are served\n");
  EXPECT_EQ(second.reader->Port(), 0);
  EXPECT_TRUE(second.reader->IsShutdown());
  second.provider->GetMeter("lib")->CreateUInt64Counter("a")->Add(1);
  EXPECT_THAT(first.Scrape(), HasSubstr("target_info"));
}

TEST(PrometheusExporterTest, ServesNoMoreOnceItsProviderIsGone) {
  Program program;
  const std::uint16_t port = program.reader->Port();
  program.provider.reset();
  EXPECT_FALSE(PlainClient(port).is_connected());
  EXPECT_TRUE(program.reader->IsShutdown());
}

TEST(PrometheusExporterTest, ServesNothingWithoutAProvider) {
  const PrometheusExporter exporter(AnyPort());
  EXPECT_EQ(BodyOf(Get(exporter.Port())), "");
}

TEST(PrometheusExporterTest, IsMadeByItsFactory) {
  const std::unique_ptr<MetricReader> reader = PrometheusExporterFactory::Create(AnyPort());
  ASSERT_NE(dynamic_cast<PrometheusExporter*>(reader.get()), nullptr);
}

void Throw(opentelemetry::metrics::ObserverResult, void*) { throw 1; }

TEST(PrometheusExporterTest, OutlivesACallbackThatThrows) {
  const Program program;
  const auto meter = program.provider->GetMeter("lib");
  const auto gauge = meter->CreateInt64ObservableGauge("broken");
  gauge->AddCallback(Throw, nullptr);
  meter->CreateUInt64Counter("fine")->Add(1);
  EXPECT_THAT(program.Scrape(), HasSubstr("fine_total"));
}

// A program whose provider alone has the exporter, and a callback that runs once.
struct CallbackProgram {
  explicit CallbackProgram(std::function<void(CallbackProgram&)> callback)
      : callback_(std::move(callback)) {
    const auto exporter = std::make_shared<PrometheusExporter>(AnyPort());
    port = exporter->Port();
    provider->AddMetricReader(exporter);
    gauge->AddCallback(
        [](opentelemetry::metrics::ObserverResult, void* state) {
          auto* const self = static_cast<CallbackProgram*>(state);
          if (self->has_run_.exchange(true)) return;
          self->callback_(*self);
          self->done.set_value();
        },
        this);
  }

  std::shared_ptr<MeterProvider> provider = std::make_shared<MeterProvider>();
  const opentelemetry::nostd::shared_ptr<opentelemetry::metrics::ObservableInstrument> gauge =
      provider->GetMeter("lib")->CreateInt64ObservableGauge("g");
  std::uint16_t port = 0;
  std::promise<void> done;

 private:
  const std::function<void(CallbackProgram&)> callback_;
  std::atomic<bool> has_run_{false};
};

void WaitUntilFree(std::uint16_t port) {
  while (PlainClient(port).is_connected()) std::this_thread::yield();
}

TEST(PrometheusExporterTest, MayBeDestroyedByACallbackOfItsPage) {
  CallbackProgram program([](CallbackProgram& here) { here.provider.reset(); });
  Get(program.port);
  program.done.get_future().wait();
  WaitUntilFree(program.port);
}

TEST(PrometheusExporterTest, MayBeShutDownByACallbackOfItsPage) {
  CallbackProgram program([](CallbackProgram& here) { EXPECT_TRUE(here.provider->Shutdown()); });
  Get(program.port);
  program.done.get_future().wait();
  WaitUntilFree(program.port);
}

struct OtherReader final : MetricReader {
  AggregationTemporality GetAggregationTemporality(InstrumentType) const noexcept override {
    return AggregationTemporality::kCumulative;
  }
  bool OnForceFlush(std::chrono::microseconds) noexcept override { return true; }
  bool OnShutDown(std::chrono::microseconds) noexcept override { return true; }
};

// The page waits for the collection, which must not wait for the page.
TEST(PrometheusExporterTest, MayBeDestroyedByACallbackOfAnotherReader) {
  const auto other = std::make_shared<OtherReader>();
  CallbackProgram program([](CallbackProgram& here) {
    PlainClient client(here.port);
    client.Send("GET /metrics HTTP/1.1\r\n\r\n");
    here.provider->Shutdown();
    here.provider.reset();
  });
  program.provider->AddMetricReader(other);
  EXPECT_TRUE(other->Collect([](opentelemetry::sdk::metrics::ResourceMetrics& data) {
    return data.scope_metric_data_.empty();
  }));
  WaitUntilFree(program.port);
}

// Threads record without waiting for scrapes, and what is served never goes back.
TEST(PrometheusExporterTest, ServesWhileThreadsRecord) {
  const Program program;
  const auto meter = program.provider->GetMeter("lib");
  const auto counter = meter->CreateUInt64Counter("n");
  std::atomic<bool> ends{false};
  std::vector<std::thread> threads;
  for (int i = 0; i < 2; ++i) {
    threads.emplace_back([&, i] {
      while (!ends) counter->Add(1, {{"thread", i}});
    });
  }
  for (int i = 0; i < 2; ++i) {
    threads.emplace_back([&] {
      for (int j = 0; j < 50; ++j) EXPECT_THAT(program.Scrape(), HasSubstr("target_info"));
    });
  }
  for (std::size_t i = 2; i < threads.size(); ++i) threads[i].join();
  ends = true;
  threads[0].join();
  threads[1].join();
}

TEST(PrometheusExporterTest, IsTheParentsAloneAfterAFork) {
  Program program;
  const auto counter = program.provider->GetMeter("lib")->CreateUInt64Counter("n");
  counter->Add(1);
  const pid_t child = fork();
  if (child == 0) {
    counter->Add(1);
    const bool flushed = program.provider->ForceFlush();
    const bool shut_down = program.provider->Shutdown();
    program.provider.reset();
    _exit(flushed && shut_down ? 0 : 1);
  }
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
  EXPECT_THAT(program.Scrape(), HasSubstr("n_total{otel_scope_name=\"lib\"} 1\n"));
}

// For a server of the program's own; the reader there need not be an exporter.
TEST(PrometheusCollectorTest, IsACollectableOfAnyReader) {
  const Program program;
  program.provider->GetMeter("lib")->CreateUInt64Counter("n")->Add(2);
  const PrometheusCollector collector(program.reader.get(), false, true);
  EXPECT_EQ(ServedText(collector.Collect()), "# TYPE n_total counter\nn_total 2\n");
  program.provider->Shutdown();
  EXPECT_TRUE(collector.Collect().empty());
}

}  // namespace exporter_test
}  // namespace tracebridge::prometheus_exporter
