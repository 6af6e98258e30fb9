// The subcommand `tracebridge headers`: its options, and running it.
#pragma once

#include <functional>

namespace CLI {
class App;
}

namespace tracebridge::cli {

// Adds the subcommand to `app`. Returns what runs it, once the command line is parsed and chose it;
// that returns the exit status.
std::function<int()> AddHeadersCommand(CLI::App& app);

}  // namespace tracebridge::cli
