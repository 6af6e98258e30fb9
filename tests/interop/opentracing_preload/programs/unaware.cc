// unaware SCENARIO ARGUMENTS: a program as others write them, with the distribution's OpenTracing. It prints what it sees.
#include <dlfcn.h>
#include <opentracing/dynamic_load.h>
#include <opentracing/mocktracer/json_recorder.h>
#include <opentracing/mocktracer/tracer.h>
#include <opentracing/tracer.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "tests/conformance/opentracing_api/headers_under_test.h"

namespace {

using opentracing::ChildOf;
using opentracing::SetTag;
using opentracing::Tracer;

// As programs write it that look the tracer up once.
const std::shared_ptr<Tracer> kStaticTracer = Tracer::Global();

class MapWriter final : public opentracing::HTTPHeadersWriter {
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

class MapReader final : public opentracing::HTTPHeadersReader {
 public:
  explicit MapReader(const std::map<std::string, std::string>& from) : from_(from) {}
  opentracing::expected<void> ForeachKey(
      std::function<opentracing::expected<void>(opentracing::string_view, opentracing::string_view)>
          f) const override {
    for (const auto& pair : from_) {
      const auto result = f(pair.first, pair.second);
      if (!result) return result;
    }
    return {};
  }

 private:
  const std::map<std::string, std::string>& from_;
};

// A request through two services, by headers.
void Request() {
  const auto tracer = Tracer::Global();
  std::map<std::string, std::string> headers;
  auto client = tracer->StartSpan("client", {SetTag{"span.kind", "client"}, SetTag{"attempt", 2}});
  client->SetBaggageItem("user", "alice");
  client->Log({{"event", "sent"}});
  const auto injected = tracer->Inject(client->context(), MapWriter(headers));
  for (const auto& header : headers) std::cout << header.first << "\n";
  if (!injected) std::cout << injected.error().message() << "\n";

  const auto extracted = tracer->Extract(MapReader(headers));
  if (!extracted) std::cout << extracted.error().message() << "\n";
  auto server = tracer->StartSpan(
      "server", {ChildOf(extracted ? extracted->get() : nullptr), SetTag{"span.kind", "server"}});
  std::cout << "user=" << server->BaggageItem("user") << "\n";
  tracer->StartSpan("query", {ChildOf(&server->context())})->SetTag("db.rows", 42);
  server->Finish();
  client->Finish();
}

std::shared_ptr<Tracer> MockTracer(const char* file) {
  opentracing::mocktracer::MockTracerOptions options;
  options.recorder.reset(new opentracing::mocktracer::JsonRecorder(
      std::unique_ptr<std::ostream>(new std::ofstream(file))));
  return std::make_shared<opentracing::mocktracer::MockTracer>(std::move(options));
}

void Show(const char* what, bool is_so) {
  std::cout << what << ": " << (is_so ? "yes" : "no") << "\n";
}

// FILE: registers a tracer of its own, which writes spans to FILE.
void Register(const char* file) {
  Show("registered before", Tracer::IsGlobalTracerRegistered());
  const auto mine = MockTracer(file);
  Tracer::InitGlobal(mine);
  Show("registered", Tracer::IsGlobalTracerRegistered());
  Show("has its own", Tracer::Global() == mine);
  Request();
  // From before, in new spans.
  const auto early = kStaticTracer->StartSpan("early");
  Tracer::Global()->StartSpan("late", {ChildOf(&early->context())});
  Tracer::Global()->Close();
  Show("gets its own back", Tracer::InitGlobal(nullptr) == mine);
  Show("has none", Tracer::Global() == nullptr);
}

// FILE: one tracer, and then another in its place, as a reload of the configuration does it.
void Reload(const char* file) {
  Tracer::InitGlobal(MockTracer(file));
  Tracer::Global()->StartSpan("before");
  Tracer::Global()->Close();
  Tracer::InitGlobal(MockTracer(file));
  Tracer::Global()->StartSpan("after");
  Tracer::Global()->Close();
}

// Only if there is none, as libraries do.
void RegisterIfNone(const char* file) {
  if (!Tracer::IsGlobalTracerRegistered()) Tracer::InitGlobal(MockTracer(file));
  Tracer::Global()->StartSpan("request");
  Tracer::Global()->Close();
}

// PLUGIN CONFIGURATION: a tracer that it opens by name.
int Plugin(const char* plugin, const char* configuration) {
  std::string error;
  auto handle = opentracing::DynamicallyLoadTracingLibrary(plugin, error);
  if (!handle) {
    std::cout << error << "\n";
    return 1;
  }
  auto tracer = handle->tracer_factory().MakeTracer(configuration, error);
  if (!tracer) {
    std::cout << error << "\n";
    return 1;
  }
  Tracer::InitGlobal(*tracer);
  Request();
  Tracer::Global()->Close();
  // It stays open: its code runs until the end.
  new opentracing::DynamicTracingLibraryHandle(std::move(*handle));
  return 0;
}

// A context of no tracer.
class OtherContext final : public opentracing::SpanContext {
 public:
  void ForeachBaggageItem(
      std::function<bool(const std::string&, const std::string&)>) const override {}
  std::unique_ptr<opentracing::SpanContext> Clone() const noexcept override { return nullptr; }
};

// Carriers that answer with an error of the program's.
class RefusingWriter final : public opentracing::TextMapWriter {
 public:
  opentracing::expected<void> Set(opentracing::string_view,
                                  opentracing::string_view) const override {
    return opentracing::make_unexpected(opentracing::key_not_found_error);
  }
};

class RefusingReader final : public opentracing::TextMapReader {
 public:
  opentracing::expected<void> ForeachKey(
      std::function<opentracing::expected<void>(opentracing::string_view,
                                                opentracing::string_view)>) const override {
    return opentracing::make_unexpected(opentracing::lookup_key_not_supported_error);
  }
};

class RefusingCarrier final : public opentracing::CustomCarrierWriter {
 public:
  opentracing::expected<void> Inject(const Tracer&,
                                     const opentracing::SpanContext&) const override {
    return opentracing::make_unexpected(opentracing::invalid_carrier_error);
  }
};

template <typename T>
void ShowError(const char* what, const opentracing::expected<T>& result,
               const std::error_code& constant) {
  std::cout << what << ":";
  if (result) {
    std::cout << " no error\n";
    return;
  }
  const std::error_code error = result.error();
  if (error == constant) std::cout << " equal";
  if (&error.category() == &constant.category()) std::cout << ", of its category";
  if (opentracing::are_errors_equal(error, constant)) std::cout << ", equal by name";
  std::cout << "\n";
}
#define SHOW_ERROR(result, constant) ShowError(#constant, result, opentracing::constant)

// What the plugin's entry point answers to a program of ABI version 2.
opentracing::expected<void> AskAsAnotherVersion(const char* plugin) {
  void* const library = dlopen(plugin, RTLD_NOW | RTLD_LOCAL);
  const auto make = *static_cast<OpenTracingMakeTracerFactoryType**>(
      dlsym(library, "OpenTracingMakeTracerFactory"));
  const void* category = nullptr;
  std::string message;
  void* factory = nullptr;
  const int code = make(OPENTRACING_VERSION, "2", &category, &message, &factory);
  if (code == 0) return {};
  return opentracing::make_unexpected(
      std::error_code(code, *static_cast<const std::error_category*>(category)));
}

// PLUGIN: the errors of a plugin, beside the constants of the headers. Each constant but dynamic_load_not_supported_error,
// which no library for Linux returns.
int Errors(const char* plugin) {
  std::string error;
  SHOW_ERROR(opentracing::DynamicallyLoadTracingLibrary("/no/such/plugin.so", error),
             dynamic_load_failure_error);
  SHOW_ERROR(AskAsAnotherVersion(plugin), incompatible_library_versions_error);
  const auto handle = opentracing::DynamicallyLoadTracingLibrary(plugin, error);
  if (!handle) {
    std::cout << error << "\n";
    return 1;
  }
  const auto& factory = handle->tracer_factory();
  SHOW_ERROR(factory.MakeTracer("{", error), configuration_parse_error);
  SHOW_ERROR(factory.MakeTracer("{\"no_such_setting\": 1}", error), invalid_configuration_error);
  const auto made = factory.MakeTracer("{\"traces_exporters\": \"none\"}", error);
  if (!made) {
    std::cout << error << "\n";
    return 1;
  }
  const auto& tracer = *made;
  const auto span = tracer->StartSpan("request");
  std::map<std::string, std::string> headers;
  SHOW_ERROR(tracer->Inject(OtherContext(), MapWriter(headers)), invalid_span_context_error);
  const std::map<std::string, std::string> corrupted = {{"traceparent", "00-1"}};
  SHOW_ERROR(tracer->Extract(MapReader(corrupted)), span_context_corrupted_error);
  SHOW_ERROR(tracer->Inject(span->context(), RefusingWriter()), key_not_found_error);
  SHOW_ERROR(tracer->Extract(RefusingReader()), lookup_key_not_supported_error);
  SHOW_ERROR(tracer->Inject(span->context(), RefusingCarrier()), invalid_carrier_error);
  return 0;
}

// A context as bytes, and back.
void Stream() {
  std::stringstream stream;
  const auto tracer = Tracer::Global();
  const auto parent = tracer->StartSpan("parent");
  Show("injected", static_cast<bool>(tracer->Inject(parent->context(), stream)));
  const auto extracted = tracer->Extract(stream);
  Show("extracted", extracted && *extracted != nullptr);
  tracer->StartSpan("child", {ChildOf(extracted ? extracted->get() : nullptr)});
}

void Threads() {
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([i] {
      for (int n = 0; n < 25; ++n) {
        Tracer::Global()->StartSpan("of thread " + std::to_string(i) + ", " + std::to_string(n));
      }
    });
  }
  for (auto& thread : threads) thread.join();
}

// Forks, and goes on in both.
int Fork() {
  auto parent = Tracer::Global()->StartSpan("parent");
  Tracer::Global()->StartSpan("before the fork", {ChildOf(&parent->context())});
  const pid_t child = fork();
  if (child == 0) {
    Tracer::Global()->StartSpan("in the child", {ChildOf(&parent->context())});
    std::exit(3);
  }
  int status = 0;
  waitpid(child, &status, 0);
  parent->Finish();
  return WEXITSTATUS(status);
}

// PROGRAM ARGUMENTS: a program that it starts.
int Child(char** arguments) {
  Tracer::Global()->StartSpan("in the parent");
  const char* const preload = std::getenv("LD_PRELOAD");
  std::cout << "LD_PRELOAD=" << (preload == nullptr ? "" : preload) << std::endl;
  const pid_t child = fork();
  if (child == 0) {
    execv(arguments[0], arguments);
    _exit(127);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WEXITSTATUS(status);
}

// Of the program, so destroyed before any library.
std::unique_ptr<opentracing::Span> static_span;

void End(const std::string& how) {
  if (how == "after an export") {
    Tracer::Global()->StartSpan("exported");
    while (access(std::getenv("UNAWARE_EXPORTED"), F_OK) != 0) std::this_thread::yield();
  }
  Tracer::Global()->StartSpan("finished");
  static_span = Tracer::Global()->StartSpan("static");
  std::atexit([] { Tracer::Global()->StartSpan("at exit"); });
  if (how == "exit") std::exit(7);
  if (how == "quick_exit") std::quick_exit(7);
  if (how == "_exit") _exit(7);
  if (how == "abort") std::abort();
}

}  // namespace

int main(int argc, char** argv) {
  const std::string scenario = argc > 1 ? argv[1] : "";
  if (scenario == "request") {
    Request();
  } else if (scenario == "register") {
    Register(argv[2]);
  } else if (scenario == "reload") {
    Reload(argv[2]);
  } else if (scenario == "register if none") {
    RegisterIfNone(argv[2]);
  } else if (scenario == "plugin") {
    return Plugin(argv[2], argv[3]);
  } else if (scenario == "errors") {
    return Errors(argv[2]);
  } else if (scenario == "stream") {
    Stream();
  } else if (scenario == "threads") {
    Threads();
  } else if (scenario == "fork") {
    return Fork();
  } else if (scenario == "child") {
    return Child(argv + 2);
  } else if (scenario == "end") {
    End(argv[2]);
    return 7;
  } else if (scenario == "arguments") {
    for (int i = 0; i < argc; ++i) std::cout << argv[i] << "\n";
    std::string line;
    while (std::getline(std::cin, line)) std::cerr << line << "\n";
  } else if (scenario == "libraries") {
    std::ifstream maps("/proc/self/maps");
    std::map<std::string, int> seen;
    for (std::string line; std::getline(maps, line);) {
      const auto at = line.rfind('/');
      if (at != std::string::npos && line.find("opentracing") != std::string::npos) {
        seen[line.substr(line.find('/'))] = 1;
      }
    }
    for (const auto& library : seen) std::cout << library.first << "\n";
  } else {
    return 2;
  }
  return 0;
}
