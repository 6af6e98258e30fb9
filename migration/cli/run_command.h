// The subcommand `tracebridge run`: its options, and becoming the program.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace tracebridge::cli {

// Adds the subcommand to `app`. Returns what runs it, once the command line is parsed and chose it; that returns an exit status
// if there is no program to become, or `--inspect` was asked for.
std::function<int()> AddRunCommand(CLI::App& app);

// Returns what to parse of `arguments`, the command line behind the name of the command: without the `--` in front of PROGRAM,
// which CLI11 does not take in a subcommand. What follows PROGRAM is the program's.
std::vector<std::string> WithoutSeparator(const CLI::App& app, std::vector<std::string> arguments);

}  // namespace tracebridge::cli
