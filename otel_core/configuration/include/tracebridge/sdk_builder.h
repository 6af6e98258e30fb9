// The parts of an SDK, made from its settings.
//
//   auto options = tracebridge::Finalize(tracebridge::ReadEnvironment().options);
//   auto provider = tracebridge::BuildTracerProvider(*options);
//   if (provider) opentelemetry::trace::Provider::SetTracerProvider(std::move(provider));
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "opentelemetry/context/propagation/text_map_propagator.h"
#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/sdk/common/thread_instrumentation.h"
#include "opentelemetry/sdk/resource/resource.h"
#include "opentelemetry/sdk/trace/id_generator.h"
#include "opentelemetry/sdk/trace/processor.h"
#include "opentelemetry/sdk/trace/sampler.h"
#include "opentelemetry/sdk/trace/tracer_provider.h"
#include "tracebridge/sdk_options.h"

namespace tracebridge {

// What a program adds to the settings.
struct TracerProviderParts {
  // Run after those of the exporters that the settings name.
  std::vector<std::unique_ptr<opentelemetry::sdk::trace::SpanProcessor>> processors;
  // In place of the one that the settings name, unless null.
  std::unique_ptr<opentelemetry::sdk::trace::Sampler> sampler;
  // In place of random ids, unless null.
  std::unique_ptr<opentelemetry::sdk::trace::IdGenerator> id_generator;
  // Told about the threads that export for the settings' exporters, unless null.
  std::shared_ptr<opentelemetry::sdk::common::ThreadInstrumentation> thread_instrumentation;
};

// Returns what an exporter that the settings name lacks on this machine, or nothing: a library that is opened for it alone
// is missing. What is there stays open. Throws std::bad_alloc.
std::optional<Error> FindMissingPart(const FinalizedOptions& options);

// Returns a provider with its sampler, limits, resource, and a processor for each exporter: batching, but
// for the console. Null when the settings disable the SDK: the API's own provider is a no-op already.
// Starts no thread, opens no file and no connection. An exporter for which FindMissingPart() finds something is left out,
// and the log says so. Throws std::bad_alloc.
std::unique_ptr<opentelemetry::sdk::trace::TracerProvider> BuildTracerProvider(
    const FinalizedOptions& options, TracerProviderParts parts = {});

// Returns a processor for each exporter of the settings; none for those that are left out.
std::vector<std::unique_ptr<opentelemetry::sdk::trace::SpanProcessor>> BuildProcessors(
    const FinalizedOptions& options,
    const std::shared_ptr<opentelemetry::sdk::common::ThreadInstrumentation>&
        thread_instrumentation = nullptr);

// Returns the propagator of one format, as `options` have it; null for kNone.
std::unique_ptr<opentelemetry::context::propagation::TextMapPropagator> MakePropagator(
    Propagator format, const SdkOptions& options = {});

// Returns every format but kNone, and the word for one in OTEL_PROPAGATORS.
std::vector<Propagator> AllPropagators();
opentelemetry::nostd::string_view NameOf(Propagator format);

// Returns the propagator of all formats that the settings name; one that does nothing for none.
opentelemetry::nostd::shared_ptr<opentelemetry::context::propagation::TextMapPropagator>
BuildPropagator(const FinalizedOptions& options);

// Returns what host and process are, overlaid with the settings.
opentelemetry::sdk::resource::Resource BuildResource(const FinalizedOptions& options);

std::unique_ptr<opentelemetry::sdk::trace::Sampler> BuildSampler(const FinalizedOptions& options);

// Sets the level of the SDK's log for the process.
void SetLogLevel(const FinalizedOptions& options);

}  // namespace tracebridge
