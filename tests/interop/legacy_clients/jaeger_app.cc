// A program that was written for jaeger-client-cpp 0.9: it reads its configuration from YAML, registers its tracer, and works.
//
//   app <file> [step]
//
// The step says what it does beyond that: `no_close` ends without Close(), `fork` works in a child, `static_member` takes the
// address of a constant.
#include <jaegertracing/Tracer.h>
#include <sys/wait.h>
#include <unistd.h>
#include <yaml-cpp/yaml.h>

#include <cstring>
#include <iostream>
#include <memory>
#include <string>

namespace {

void SetUp(const char* file) {
  auto yaml = YAML::LoadFile(file);
  auto config = jaegertracing::Config::parse(yaml);
  auto tracer =
      jaegertracing::Tracer::make("catalogue", config, jaegertracing::logging::consoleLogger());
  opentracing::Tracer::InitGlobal(std::static_pointer_cast<opentracing::Tracer>(tracer));
}

void Lookup(const std::unique_ptr<opentracing::Span>& parent) {
  auto span = opentracing::Tracer::Global()->StartSpan("lookup",
                                                       {opentracing::ChildOf(&parent->context())});
  span->SetTag("shard", 7);
}

void Work() {
  auto span = opentracing::Tracer::Global()->StartSpan("work");
  const auto* context = dynamic_cast<const jaegertracing::SpanContext*>(&span->context());
  if (context != nullptr) std::cout << "trace " << context->traceID() << "\n";
  Lookup(span);
}

int InChild() {
  const pid_t child = fork();
  if (child == 0) {
    alarm(60);  // a deadlock fails
    Work();
    opentracing::Tracer::Global()->Close();
    std::cout.flush();
    _exit(0);
  }
  int status = 1;
  waitpid(child, &status, 0);
  return status;
}

// By reference, which needs a definition before C++17.
template <class Value>
void Print(const Value& value) {
  std::cout << value << "\n";
}

}  // namespace

int main(int argc, char* argv[]) {
  if (argc < 2) {
    std::cerr << "usage: " << argv[0] << " <file> [step]\n";
    return 1;
  }
  const std::string step = argc > 2 ? argv[2] : "";
  try {
    SetUp(argv[1]);
  } catch (const std::exception& wrong) {
    std::cerr << wrong.what() << "\n";
    return 2;
  }
  if (step == "static_member") {
    Print(jaegertracing::samplers::Config::kDefaultSamplingProbability);
    Print(jaegertracing::reporters::Config::kDefaultLocalAgentHostPort);
    Print(jaegertracing::Config::kJAEGER_TAGS_ENV_PROP);
    Print(jaegertracing::Tracer::kGen128BitOption);
  }
  if (step == "fork") return InChild();
  Work();
  if (step == "no_close") return 0;
  opentracing::Tracer::Global()->Close();
  return 0;
}
