// CLIENT: a program as it was written for dd-opentracing-cpp or lightstep-tracer-cpp, in C++11.
#include <datadog/opentracing.h>
#include <lightstep/tracer.h>
#include <opentracing/ext/tags.h>
#include <opentracing/tracer.h>

#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <utility>

namespace {

class MapWriter : public opentracing::HTTPHeadersWriter {
 public:
  explicit MapWriter(std::map<std::string, std::string>& to) : to_(to) {}
  opentracing::expected<void> Set(opentracing::string_view key,
                                  opentracing::string_view value) const override {
    to_[key] = value;
    return {};
  }

 private:
  std::map<std::string, std::string>& to_;
};

std::shared_ptr<opentracing::Tracer> MakeDatadogs() {
  datadog::opentracing::TracerOptions options;
  options.agent_host = "127.0.0.1";
  options.service = "shop";
  options.sample_rate = 1.0;
  options.inject = {datadog::opentracing::PropagationStyle::Datadog,
                    datadog::opentracing::PropagationStyle::B3};
  return datadog::opentracing::makeTracer(options);
}

std::shared_ptr<opentracing::Tracer> MakeLightSteps() {
  lightstep::LightStepTracerOptions options;
  options.component_name = "shop";
  options.access_token = "token";
  options.tags["zone"] = "b";
  options.max_buffered_spans = std::function<size_t()>([] { return size_t{500}; });
  options.propagation_modes = {lightstep::PropagationMode::lightstep,
                               lightstep::PropagationMode::b3};
  return lightstep::MakeLightStepTracer(std::move(options));
}

}  // namespace

int main(int argc, char** argv) {
  const std::string client = argc > 1 ? argv[1] : "";
  const auto tracer = client == "datadog" ? MakeDatadogs() : MakeLightSteps();
  if (tracer == nullptr) return 1;
  opentracing::Tracer::InitGlobal(tracer);
  {
    const auto work = opentracing::Tracer::Global()->StartSpan("work");
    work->SetTag(opentracing::ext::span_kind, "client");
    std::map<std::string, std::string> headers;
    if (!tracer->Inject(work->context(), MapWriter(headers))) return 1;
    for (const auto& header : headers) std::cout << header.first << "\n";
    tracer->StartSpan("lookup", {opentracing::ChildOf(&work->context())});
  }
  tracer->Close();
  return 0;
}
