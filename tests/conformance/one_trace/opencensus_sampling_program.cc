// A program that starts OpenCensus spans in each situation in which a sampling decision can fall, under the provider that
// its arguments name, and prints the sampled flags: a line each for no TraceParams, ProbabilitySampler(0) and (1).
// opencensus_sampling_table_test.cc runs it: TraceParams, once set, stay set, and so does what the environment said.
//
//   none                  no provider
//   bridge                tracebridge::Bridge
//   own <sampler>         an SDK's provider that the program makes
//   aware <sampler>       the same, with the sampler inside the one that hears OpenCensus
//
//   root  ->  `01 01 00`: without a sampler, with one that says yes, with one that says no. Then below a sampled
//   parent, and below one that is not, each of this process and of another.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "opencensus/trace/propagation/trace_context.h"
#include "opencensus/trace/sampler.h"
#include "opencensus/trace/span.h"
#include "opencensus/trace/span_context.h"
#include "opencensus/trace/span_id.h"
#include "opencensus/trace/trace_config.h"
#include "opencensus/trace/trace_id.h"
#include "opencensus/trace/trace_options.h"
#include "opentelemetry/sdk/resource/resource.h"
#include "opentelemetry/sdk/trace/samplers/always_off_factory.h"
#include "opentelemetry/sdk/trace/samplers/always_on_factory.h"
#include "opentelemetry/sdk/trace/samplers/parent_factory.h"
#include "opentelemetry/sdk/trace/tracer_provider_factory.h"
#include "opentelemetry/trace/provider.h"
#include "shims/bridge/opencensus_sampling.h"
#include "shims/bridge/recording_processor.h"
#include "tracebridge/bridge.h"

namespace tracebridge {
namespace {

namespace sdk = opentelemetry::sdk::trace;
using opencensus::trace::AlwaysSampler;
using opencensus::trace::NeverSampler;
using opencensus::trace::ProbabilitySampler;
using opencensus::trace::Sampler;
using opencensus::trace::Span;
using opencensus::trace::SpanContext;
using opencensus::trace::SpanId;
using opencensus::trace::TraceId;
using opencensus::trace::TraceOptions;
using opencensus::trace::propagation::ToTraceParentHeader;

AlwaysSampler always;
NeverSampler never;
ProbabilitySampler one(1.0);
ProbabilitySampler zero(0.0);

// Starts a span in one situation, with `sampler`, which may be null.
using Start = Span (*)(Sampler* sampler);

Span Root(Sampler* sampler) { return Span::StartSpan("root", nullptr, {sampler}); }

// OpenCensus decides by the trace id: a new one each time.
SpanContext Remote(bool sampled) {
  static std::mt19937_64 random(1);
  std::uint8_t trace_id[opencensus::trace::TraceId::kSize];
  for (std::uint8_t& byte : trace_id) byte = static_cast<std::uint8_t>(random());
  const std::uint8_t span_id[opencensus::trace::SpanId::kSize] = {1};
  return SpanContext(TraceId(trace_id), SpanId(span_id), TraceOptions().WithSampling(sampled));
}

Span UnderRemote(bool parent_is_sampled, Sampler* sampler) {
  return Span::StartSpanWithRemoteParent("server", Remote(parent_is_sampled), {sampler});
}
Span UnderRemoteSampled(Sampler* sampler) { return UnderRemote(true, sampler); }
Span UnderRemoteUnsampled(Sampler* sampler) { return UnderRemote(false, sampler); }

// A provider that hears no sampler of OpenCensus's obeys the remote parent, or it does not matter what the local one is.
Span UnderLocal(bool parent_is_sampled, Sampler* sampler) {
  const Span parent =
      UnderRemote(parent_is_sampled, parent_is_sampled ? static_cast<Sampler*>(&always) : &never);
  Span child = Span::StartSpan("child", &parent, {sampler});
  parent.End();
  return child;
}
Span UnderLocalSampled(Sampler* sampler) { return UnderLocal(true, sampler); }
Span UnderLocalUnsampled(Sampler* sampler) { return UnderLocal(false, sampler); }

// The flags in the header that leaves; with a `?` if what is recorded is something else.
std::string Flags(const Span& span) {
  const std::string header = ToTraceParentHeader(span.context());
  const std::string flags = header.substr(header.size() - 2);
  const bool is_recorded = span.IsRecording();
  span.End();
  return is_recorded == (flags == "01") ? flags : flags + "?";
}

// What a start says; where OpenCensus's default decides, how many of many are sampled.
std::string Outcome(Start start, Sampler* sampler, bool is_by_default) {
  constexpr int kMany = 200000;
  const std::string first = Flags(start(sampler));
  if (sampler != nullptr || !is_by_default) return first;
  int sampled = first == "01" ? 1 : 0;
  for (int i = 1; i < kMany; ++i) sampled += Flags(start(nullptr)) == "01" ? 1 : 0;
  if (sampled == 0) return "00";
  if (sampled == kMany) return "01";
  // 20 are expected. None or more than 60 would be seen once in some hundred million runs.
  return sampled <= 60 ? "1 in 10,000" : std::to_string(sampled) + " of 200,000";
}

// One text if all situations and samplers give the same.
std::string Cell(const std::vector<Start>& starts, const std::vector<Sampler*>& samplers,
                 bool is_by_default) {
  std::string cell;
  std::set<std::string> seen;
  for (const Start start : starts) {
    for (Sampler* const sampler : samplers) {
      const std::string outcome = Outcome(start, sampler, is_by_default);
      if (seen.insert(outcome).second) cell += (cell.empty() ? "" : "/") + outcome;
    }
  }
  return cell;
}

void PrintLine(bool is_by_default) {
  const std::vector<Start> situations[] = {
      {Root}, {UnderLocalSampled, UnderRemoteSampled}, {UnderLocalUnsampled, UnderRemoteUnsampled}};
  const std::vector<Sampler*> samplers[] = {{nullptr}, {&always, &one}, {&never, &zero}};
  std::string line;
  for (const auto& starts : situations) {
    for (const auto& named : samplers) line += " " + Cell(starts, named, is_by_default) + " |";
  }
  std::printf("|%s\n", line.c_str());
}

std::unique_ptr<sdk::Sampler> SamplerNamed(std::string_view name) {
  if (name == "always_on") return sdk::AlwaysOnSamplerFactory::Create();
  if (name == "always_off") return sdk::AlwaysOffSamplerFactory::Create();
  return sdk::ParentBasedSamplerFactory::Create(std::shared_ptr<sdk::Sampler>(
      SamplerNamed(name.substr(std::string_view("parentbased_").size()))));
}

void SetProvider(std::unique_ptr<sdk::Sampler> sampler) {
  opentelemetry::trace::Provider::SetTracerProvider(
      std::shared_ptr<opentelemetry::trace::TracerProvider>(sdk::TracerProviderFactory::Create(
          bridge::MakeRecordingProcessor(), opentelemetry::sdk::resource::Resource::GetEmpty(),
          std::move(sampler))));
}

}  // namespace
}  // namespace tracebridge

int main(int argc, char** argv) {
  using namespace tracebridge;
  const std::string_view provider = argc > 1 ? argv[1] : "";
  const std::string_view sampler = argc > 2 ? argv[2] : "";
  std::optional<Bridge> bridge;
  if (provider == "bridge") {
    bridge.emplace(Bridge::FromEnvironment());
  } else if (provider == "own") {
    SetProvider(SamplerNamed(sampler));
  } else if (provider == "aware") {
    SetProvider(bridge::MakeOpenCensusAwareSampler(SamplerNamed(sampler), true));
  } else if (provider != "none") {
    return 2;
  }
  PrintLine(provider == "none" && std::getenv("OTEL_TRACES_SAMPLER") == nullptr);
  for (const double probability : {0.0, 1.0}) {
    opencensus::trace::TraceConfig::SetCurrentTraceParams(
        {32, 32, 128, 32, ProbabilitySampler(probability)});
    PrintLine(false);
  }
  return 0;
}
