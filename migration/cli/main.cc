// The `tracebridge` command. Each subcommand is a file of its own.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <csignal>
#include <exception>
#include <functional>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include "migration/cli/headers_command.h"
#include "migration/cli/run_command.h"
#include "migration/cli/tail_command.h"

constexpr int kCouldNotDo = 2;  // exit status, of all subcommands

int main(int argc, char** argv) {
  CLI::App app("Look at traces, and at what is left to migrate");
  app.name("tracebridge");
  app.set_version_flag("--version", "tracebridge " TRACEBRIDGE_VERSION);
  app.require_subcommand(1);
  const std::function<int()> run_tail = tracebridge::cli::AddTailCommand(app);
#ifdef TRACEBRIDGE_HAS_HEADERS  // not on another core: it decodes with our propagators
  const std::function<int()> run_headers = tracebridge::cli::AddHeadersCommand(app);
#endif
#ifdef TRACEBRIDGE_HAS_RUN
  const std::function<int()> run_program = tracebridge::cli::AddRunCommand(app);
#endif
  std::vector<std::string> arguments(argv + 1, argv + argc);
#ifdef TRACEBRIDGE_HAS_RUN
  arguments = tracebridge::cli::WithoutSeparator(app, std::move(arguments));
#endif
  std::reverse(arguments.begin(), arguments.end());  // as CLI11 takes them
  try {
    app.parse(std::move(arguments));
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kCouldNotDo;  // 0: only help or the version was asked for
  }

  try {
#ifdef TRACEBRIDGE_HAS_RUN
    if (app.got_subcommand("run")) return run_program();  // the program gets signals as they are
#endif
    // A reader of our output that goes away (`| head`) is noticed when the write fails.
    std::signal(SIGPIPE, SIG_IGN);
#ifdef TRACEBRIDGE_HAS_HEADERS
    if (app.got_subcommand("headers")) return run_headers();
#endif
    return run_tail();
  } catch (const std::exception& exception) {
    std::cerr << "tracebridge: " << exception.what() << '\n';
    return kCouldNotDo;
  }
}
