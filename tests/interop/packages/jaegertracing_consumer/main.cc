// A program of a legacy project: it knows jaeger-client-cpp and OpenTracing.
#include <jaegertracing/Tracer.h>

#include <iostream>

int main() {
  auto config = jaegertracing::Config(
      false, false, jaegertracing::samplers::Config(jaegertracing::kSamplerTypeConst, 1),
      jaegertracing::reporters::Config(
          jaegertracing::reporters::Config::kDefaultQueueSize,
          jaegertracing::reporters::Config::defaultBufferFlushInterval(), false, "127.0.0.1:9"));
  config.fromEnv();
#ifdef JAEGERTRACING_WITH_YAML_CPP
  config = jaegertracing::Config::parse(YAML::Load("service_name: edge"));
#endif
  auto tracer = jaegertracing::Tracer::make("edge", config);
  auto span = tracer->StartSpan("request");
  const bool is_jaegers =
      dynamic_cast<const jaegertracing::SpanContext*>(&span->context()) != nullptr;
  if (!is_jaegers) std::cerr << "the context cannot be cast\n";
  span->Finish();
  tracer->Close();
  return is_jaegers ? 0 : 1;
}
