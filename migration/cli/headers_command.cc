#include "migration/cli/headers_command.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "migration/headers/formats.h"
#include "migration/headers/print.h"
#include "migration/headers/report.h"

namespace tracebridge::cli {
namespace {

struct HeadersFlags {
  std::vector<std::string> arguments;
  std::vector<std::string> files;
  std::vector<std::string> precedence;
  bool encode = false;
  bool json = false;
};

constexpr char kExamples[] = R"(Examples:
  tracebridge headers 'uber-trace-id: 64fe8b2a57d3eff7:e457b5a2e4d86bd1:0:1' 'b3: 0'
      what two headers say
  curl -sv http://localhost:8080/ 2>&1 >/dev/null | tracebridge headers -
      what a request carried
  tracebridge headers --encode 'traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
      the same context in every format
  tracebridge headers --json --file request.txt | jq '.formats[] | select(.verdict == "malformed")'
      for scripts
Exit status: 0 when a parent was found and all formats agree; 1 when none was found, formats disagree, or one is
malformed; 2 when the command could not do what it was asked to.
)";

// The text of all that was named.
std::string ReadInput(const HeadersFlags& flags) {
  std::string text;
  for (const std::string& argument : flags.arguments) {
    if (argument == "-") {
      text.append(std::istreambuf_iterator<char>(std::cin), {});
    } else {
      text += argument;
    }
    text += "\n";
  }
  for (const std::string& path : flags.files) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error("cannot read " + path + ": " + std::strerror(errno));
    text.append(std::istreambuf_iterator<char>(file), {});
    text += "\n";
  }
  return text;
}

bool IsSound(const headers::Report& report) {
  using Verdict = headers::FormatRow::Verdict;
  bool has_parent = false;
  for (const headers::FormatRow& row : report.rows) {
    if (row.verdict == Verdict::kMalformed || row.verdict == Verdict::kDisagrees) return false;
    has_parent = has_parent || row.verdict == Verdict::kWins;
  }
  return has_parent;
}

int Run(const HeadersFlags& flags) {
  if (flags.arguments.empty() && flags.files.empty()) {
    std::cerr << "tracebridge headers: give headers as arguments, --file FILE, or - for standard "
                 "input; --help shows examples\n";
    return 2;
  }
  const auto input = headers::ParseHeaders(ReadInput(flags));
  const auto formats = headers::AllFormats();
  wire::Policy policy;
  policy.precedence = flags.precedence;
  const auto report = headers::Decode(input, formats, policy);
  if (!report) {
    std::cerr << "tracebridge headers: " << report.error().message << "\n";
    return 2;
  }
  headers::Encoded encoded;
  if (flags.encode) encoded = headers::Encode(report->context, formats);
  std::cout << (flags.json ? headers::ToJson(*report, encoded) + "\n"
                           : headers::ToText(*report, encoded))
            << std::flush;
  if (!std::cout) throw std::runtime_error("cannot write to standard output");
  return IsSound(*report) ? 0 : 1;
}

}  // namespace

std::function<int()> AddHeadersCommand(CLI::App& app) {
  const auto flags = std::make_shared<HeadersFlags>();
  CLI::App* command =
      app.add_subcommand("headers", "Decode the trace contexts in HTTP headers, side by side");
  command
      ->add_option("HEADER", flags->arguments,
                   "`Name: value`, as curl -v prints it too; - reads lines from standard input")
      ->type_name("");
  command->add_option("--file", flags->files, "File with a header on each line")
      ->type_name("FILE")
      ->allow_extra_args(false);
  command
      ->add_option("--precedence", flags->precedence,
                   "Formats to believe first when they disagree; default: W3C's")
      ->type_name("FORMAT,...")
      ->delimiter(',')
      ->allow_extra_args(false);
  command->add_flag("--encode", flags->encode, "Also print the context in every format");
  command->add_flag("--json", flags->json, "Print one JSON object");
  command->footer(kExamples);
  return [flags] { return Run(*flags); };
}

}  // namespace tracebridge::cli
