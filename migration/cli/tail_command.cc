#include "migration/cli/tail_command.h"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <string>

#include "migration/tail/host_name.h"
#include "migration/tail/tail.h"

namespace tracebridge::cli {
namespace {

struct TailFlags {
  tail::TailOptions options;
  std::string listen = "127.0.0.1:4318";
  std::string color = "auto";
  size_t max_body_mib = 64;
  size_t quiet_for_ms = 1000;
  size_t incomplete_after_ms = 10'000;
  size_t max_spans = tail::StoreOptions().max_spans;
  size_t exit_after_seconds = 0;
  bool expect_whole = false;
  bool jaeger = false;
  std::string jaeger_compact;
  std::string jaeger_binary;
};

constexpr char kExamples[] = R"(Examples:
  tracebridge tail
      print each trace that is sent to http://127.0.0.1:4318
  tracebridge tail --html traces.html
      also keep a page up to date that shows them as waterfalls
  OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4318 ./my_service
      how to send it some
  tracebridge tail --jaeger
      also what Jaeger's clients send to an agent on this host
  tracebridge tail --json | jq -r '.spans[] | [.api, .name] | @tsv'
      one line of JSON a trace, for scripts
  tracebridge tail --listen 127.0.0.1:0 --url-file url --exit-after-spans 8 --expect-one-trace
      in a test: wait for 8 spans, and fail unless they are one tree
)";

// https://no-color.org: a terminal, and NO_COLOR is not set to anything.
bool UseColor(const std::string& when) {
  if (when != "auto") return when == "always";
  const char* no_color = std::getenv("NO_COLOR");
  return isatty(STDOUT_FILENO) == 1 && (no_color == nullptr || *no_color == '\0');
}

std::string CheckListen(const std::string& text) {
  const auto parsed = tail::ParseHost(text);
  if (!parsed || !parsed->port) return "must be ADDRESS:PORT, such as 127.0.0.1:4318 or [::1]:4318";
  if (parsed->host != "localhost" && !tail::IsIpAddress(parsed->host)) {
    return "must name an address, such as 127.0.0.1, [::1] or 0.0.0.0";
  }
  return "";
}

std::string CheckHost(const std::string& text) {
  const auto parsed = tail::ParseHost(text);
  return parsed && !parsed->port ? "" : "must be a host name without a port";
}

void AddOptions(CLI::App& command, TailFlags& flags) {
  tail::TailOptions& options = flags.options;
  const std::string input = "Receiving";
  command.add_option("--listen", flags.listen, "Address and port to listen on; port 0: a free one")
      ->check(CheckListen)
      ->capture_default_str()
      ->type_name("ADDRESS:PORT")
      ->group(input);
  command
      .add_option(
          "--allow-host", options.allowed_hosts,
          "Further name that senders may use for this machine, such as host.docker.internal")
      ->check(CheckHost)
      ->allow_extra_args(false)
      ->type_name("NAME")
      ->group(input);
  command.add_option("--max-body", flags.max_body_mib, "Largest body, in MiB, decompressed too")
      ->check(CLI::Range(1, 1024))
      ->capture_default_str()
      ->type_name("MIB")
      ->group(input);
  command.add_option("--max-spans", flags.max_spans, "Spans kept; the oldest traces make room")
      ->check(CLI::Range(1, 10'000'000))
      ->capture_default_str()
      ->type_name("N")
      ->group(input);
  command
      .add_option("--quiet-for", flags.quiet_for_ms,
                  "A trace whose root and parents are here is finished after so long without spans")
      ->capture_default_str()
      ->type_name("MS")
      ->group(input);
  command
      .add_option("--incomplete-after", flags.incomplete_after_ms,
                  "Any other trace is finished after so long without spans")
      ->capture_default_str()
      ->type_name("MS")
      ->group(input);

  if (tail::ReceivesJaeger()) {
    const auto add = [&](const char* name, const char* text, std::string* to) {
      command.add_option(name, *to, text)
          ->check(CheckListen)
          ->type_name("ADDRESS:PORT")
          ->group(input);
    };
    command
        .add_flag("--jaeger", flags.jaeger,
                  "Receive datagrams of Jaeger's clients on its agent's ports, 6831 and 6832")
        ->group(input);
    add("--jaeger-compact", "Receive those in the compact encoding here", &flags.jaeger_compact);
    add("--jaeger-binary", "Receive those in the binary encoding here", &flags.jaeger_binary);
  }

  const std::string output = "Showing";
  command
      .add_option("--html", options.html_file,
                  "Page to write: the latest traces as waterfalls, coloured by API")
      ->type_name("FILE")
      ->group(output);
  command.add_flag("--json", options.json, "Print a line of JSON for each trace")->group(output);
  command.add_flag("--ascii", options.print.ascii, "Draw the tree in plain ASCII")->group(output);
  command
      .add_option("--color", flags.color,
                  "When to use colour: auto, always, never; auto respects NO_COLOR")
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->capture_default_str()
      ->type_name("WHEN")
      ->group(output);

  const std::string script = "For scripts";
  command.add_option("--url-file", options.url_file, "File to write the URL to, once it listens")
      ->type_name("FILE")
      ->group(script);
  command.add_option("--exit-after-spans", options.exit_after_spans, "Stop after N spans")
      ->type_name("N")
      ->group(script);
  command
      .add_option("--exit-after-traces", options.exit_after_traces, "Stop after N finished traces")
      ->type_name("N")
      ->group(script);
  command.add_option("--exit-after", flags.exit_after_seconds, "Stop after so many seconds")
      ->type_name("SECONDS")
      ->group(script);
  tail::Expectations& expected = options.expectations;
  command
      .add_flag("--expect-one-trace", expected.one_trace,
                "Exit with 1 unless there was one trace, and it is one tree")
      ->group(script);
  command
      .add_option("--expect-traces", expected.traces,
                  "Exit with 1 unless there were N traces, and each is one tree")
      ->type_name("N")
      ->group(script);
  command
      .add_option("--expect-spans", expected.spans,
                  "Exit with 1 unless each trace has N spans or more")
      ->type_name("N")
      ->group(script);
  command
      .add_option("--expect-apis", expected.apis,
                  "Exit with 1 unless each trace has N APIs or more")
      ->type_name("N")
      ->group(script);
  command
      .add_option("--expect-services", expected.services,
                  "Exit with 1 unless each trace has N services or more")
      ->type_name("N")
      ->group(script);
}

// Checked before.
tail::Address AddressOf(const std::string& text) {
  const auto parsed = tail::ParseHost(text);
  return {parsed->host == "localhost" ? "127.0.0.1" : parsed->host, *parsed->port};
}

// An agent's ports, at the address where OTLP is received.
void SetJaeger(const TailFlags& flags, tail::TailOptions& options) {
  if (flags.jaeger) {
    options.jaeger_compact = tail::Address{options.listen_host, 6831};
    options.jaeger_binary = tail::Address{options.listen_host, 6832};
  }
  if (!flags.jaeger_compact.empty()) options.jaeger_compact = AddressOf(flags.jaeger_compact);
  if (!flags.jaeger_binary.empty()) options.jaeger_binary = AddressOf(flags.jaeger_binary);
}

int Run(TailFlags& flags) {
  tail::TailOptions& options = flags.options;
  const tail::Address listen = AddressOf(flags.listen);
  options.listen_host = listen.host;
  options.listen_port = listen.port;
  SetJaeger(flags, options);
  options.max_body = flags.max_body_mib << 20;
  options.store.max_spans = flags.max_spans;
  options.store.quiet_for = std::chrono::milliseconds(flags.quiet_for_ms);
  options.store.incomplete_after = std::chrono::milliseconds(flags.incomplete_after_ms);
  if (flags.exit_after_seconds != 0) {
    options.exit_after = std::chrono::seconds(flags.exit_after_seconds);
  }
  options.print.color = UseColor(flags.color);
  return tail::RunTail(options, std::cout, std::cerr);
}

}  // namespace

std::function<int()> AddTailCommand(CLI::App& app) {
  const auto flags = std::make_shared<TailFlags>();
  CLI::App* command = app.add_subcommand(
      "tail",
      "Receive traces over OTLP/HTTP and print each as a tree; metrics too, a line a point");
  AddOptions(*command, *flags);
  command->footer(kExamples);
  return [flags] { return Run(*flags); };
}

}  // namespace tracebridge::cli
