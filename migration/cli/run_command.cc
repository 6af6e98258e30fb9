#include "migration/cli/run_command.h"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "migration/run/child_environment.h"
#include "migration/run/loader.h"
#include "migration/run/preload_library.h"
#include "migration/run/program_file.h"
#include "migration/run/verdict.h"

namespace tracebridge::cli {
namespace {

struct RunFlags {
  std::string policy;
  std::string service_name;
  std::string endpoint;
  std::string library;
  bool follow = false;
  bool inspect = false;
  bool verbose = false;
  bool quiet = false;
};

constexpr int kTraced = 0;  // of --inspect
constexpr int kUntraced = 1;
constexpr int kCouldNotDo = 2;
constexpr int kNotExecutable = 126;
constexpr int kNotFound = 127;

constexpr char kExamples[] = R"(Examples:
  tracebridge run -- ./shop --port 8080
      its OpenTracing spans go to http://localhost:4318 too; what it traced to before goes on
  tracebridge run --service-name shop --endpoint http://collector:4318 --policy replace -- ./shop
      and only there
  tracebridge run --inspect -- ./shop
      would that work? and if not, why?
  tracebridge run --follow -- ./start-all.sh
      also what the program starts
Everything else is said by the environment (docs/settings.md), for the program as for any OpenTelemetry program.
Exit status: the program's. 127 if there is no such program, 126 if it cannot be executed, 2 if the command could not do what it
was asked to. With --inspect: 0 if it would be traced, 1 if not.
)";

void AddOptions(CLI::App& command, RunFlags& flags) {
  command
      .add_option("--policy", flags.policy,
                  "When the program registers a tracer itself: both trace (default), ours replaces "
                  "it, or it keeps its own")
      ->check(CLI::IsMember({"both", "replace", "keep"}))
      ->type_name("both|replace|keep");
  command
      .add_option("--service-name", flags.service_name, "Name of the service (OTEL_SERVICE_NAME)")
      ->type_name("NAME");
  command
      .add_option("--endpoint", flags.endpoint,
                  "Collector to send spans to over OTLP/HTTP (OTEL_EXPORTER_OTLP_ENDPOINT)")
      ->type_name("URL");
  command.add_flag("--follow", flags.follow, "Trace the programs that it starts, too");
  command
      .add_option("--library", flags.library, "The preload library, if it is not beside this one")
      ->check(CLI::ExistingFile)
      ->type_name("FILE");
  command.add_flag("--inspect", flags.inspect, "Only say whether it would be traced");
  command.add_flag("--verbose", flags.verbose, "Say what was looked at");
  command.add_flag("--quiet", flags.quiet, "Say nothing, unless the program cannot be started");
}

void Say(const std::string& text) { std::cerr << "tracebridge run: " << text << '\n'; }

std::string LibraryOf(const RunFlags& flags) {
  std::string tried;
  auto library = flags.library.empty() ? run::FindPreloadLibrary(&tried) : flags.library;
  if (!library) {
    throw std::runtime_error("there is no preload library in " + tried + "; --library names it");
  }
  std::string whole = *library;
  if (whole.find('/') == std::string::npos) whole.insert(0, "./");
  if (char* const absolute = realpath(whole.c_str(), nullptr)) {
    whole = absolute;
    std::free(absolute);
  }
  if (!run::CanBePreloaded(whole)) {
    throw std::runtime_error("LD_PRELOAD cannot name a path with spaces or colons: " + whole);
  }
  return whole;
}

void Explain(const run::ProgramFile& program, const run::Loading& loading,
             const std::string& library) {
  Say("  program: " + program.path);
  if (program.elf) Say("  dynamic loader: " + program.elf->loader);
  if (loading.alone) {
    for (const auto& loaded : loading.alone->libraries) {
      if (loaded.name.find("opentracing") == std::string::npos) continue;
      Say("  links: " + loaded.name + " => " + (loaded.path.empty() ? "not found" : loaded.path));
    }
  }
  Say("  preload library: " + library);
}

run::ChildEnvironment EnvironmentOf(const RunFlags& flags, const run::Verdict& verdict,
                                    const std::string& library) {
  run::ChildEnvironment environment;
  if (!flags.policy.empty()) environment.Set("TRACEBRIDGE_RUN_POLICY", flags.policy);
  if (flags.follow) environment.Set("TRACEBRIDGE_RUN_FOLLOW", "true");
  if (!flags.service_name.empty()) environment.Set("OTEL_SERVICE_NAME", flags.service_name);
  if (!flags.endpoint.empty()) {
    environment.Set("OTEL_EXPORTER_OTLP_ENDPOINT", flags.endpoint);
    environment.Remove("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT");  // it would win
  }
  if (verdict.preload) environment.Preload(library);
  return environment;
}

// Returns only if that fails, with the status.
int Become(const std::string& path, const std::vector<std::string>& arguments,
           run::ChildEnvironment environment) {
  std::vector<char*> pointers;
  for (const std::string& argument : arguments) {
    pointers.push_back(const_cast<char*>(argument.c_str()));
  }
  pointers.push_back(nullptr);
  execve(path.c_str(), pointers.data(), environment.pointers());
  if (errno == ENOEXEC) {  // a script that names no interpreter: as execvp and shells have it
    pointers.front() = const_cast<char*>(path.c_str());
    pointers.insert(pointers.begin(), const_cast<char*>("/bin/sh"));
    execve("/bin/sh", pointers.data(), environment.pointers());
  }
  const int error = errno;
  Say(arguments.front() + ": " + std::strerror(error));
  return error == ENOENT ? kNotFound : kNotExecutable;
}

int Run(const RunFlags& flags, const std::vector<std::string>& arguments) {
  if (arguments.empty()) {
    Say("give the program to run: tracebridge run -- PROGRAM ARGUMENTS; --help shows examples");
    return kCouldNotDo;
  }
  int status = 0;
  const auto path = run::FindProgram(arguments.front(), &status);
  if (!path) {
    Say(arguments.front() + (status == kNotFound ? ": not found" : ": cannot be executed"));
    return status;
  }
  const std::string library = LibraryOf(flags);
  const run::ProgramFile program = run::LookAtProgram(*path);
  run::Loading loading;
  if (run::CanPreload(program)) {
    loading.alone = run::AskLoader(program.elf->loader, program.path, "");
    loading.with_library = run::AskLoader(program.elf->loader, program.path, library);
  }
  const run::Verdict verdict = run::Judge(program, loading, library, flags.follow);

  std::string text = arguments.front() + ": ";
  if (!program.script.empty()) text += "a script of " + program.path + ", which ";
  text += verdict.text;
  if (!verdict.advice.empty()) text += "; " + verdict.advice;
  if (flags.inspect) {
    std::cout << text << std::endl;
    if (flags.verbose) Explain(program, loading, library);
    return verdict.preload ? kTraced : kUntraced;
  }
  if (!flags.quiet) {
    Say(text);
    if (flags.verbose) Explain(program, loading, library);
  }
  return Become(*path, arguments, EnvironmentOf(flags, verdict, library));
}

}  // namespace

std::function<int()> AddRunCommand(CLI::App& app) {
  const auto flags = std::make_shared<RunFlags>();
  CLI::App* command = app.add_subcommand(
      "run",
      "Run a program that is not rebuilt, so that its OpenTracing spans go to OpenTelemetry");
  AddOptions(*command, *flags);
  command->prefix_command();
  command->footer(kExamples);
  return [flags, command] { return Run(*flags, command->remaining()); };
}

std::vector<std::string> WithoutSeparator(const CLI::App& app, std::vector<std::string> arguments) {
  if (arguments.empty() || arguments.front() != "run") return arguments;
  const CLI::App* const command = app.get_subcommand("run");
  for (std::size_t i = 1; i < arguments.size() && arguments[i].substr(0, 1) == "-"; ++i) {
    if (arguments[i] == "--") {
      arguments.erase(arguments.begin() + static_cast<std::ptrdiff_t>(i));
      break;
    }
    const CLI::Option* const option = command->get_option_no_throw(arguments[i]);
    if (option != nullptr && option->get_items_expected_max() > 0) ++i;
  }
  return arguments;
}

}  // namespace tracebridge::cli
