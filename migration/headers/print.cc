#include "migration/headers/print.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "migration/tail/text.h"

namespace tracebridge::headers {
namespace {

using Json = nlohmann::ordered_json;
using tail::TerminalText;
using Verdict = FormatRow::Verdict;

struct VerdictWords {
  const char* word;  // in JSON
  const char* text;
};

VerdictWords WordsFor(Verdict verdict) {
  switch (verdict) {
    case Verdict::kWins:
      return {"wins", "the parent"};
    case Verdict::kAgrees:
      return {"agrees", "the same parent"};
    case Verdict::kDisagrees:
      return {"disagrees", "another parent: becomes a link"};
    case Verdict::kNoParent:
      return {"no_parent", "names no parent"};
    case Verdict::kMalformed:
      return {"malformed", "malformed: ignored"};
  }
  return {"", ""};
}

const char* WordFor(Decision decision) {
  switch (decision) {
    case Decision::kNone:
      return "-";
    case Decision::kNo:
      return "no";
    case Decision::kYes:
      return "yes";
    case Decision::kUndecided:
      return "undecided";
    case Decision::kDebug:
      return "debug";
  }
  return "";
}

std::string BaggageText(const FormatRow& row) {
  std::string text;
  for (const auto& [key, value] : row.baggage) {
    text += (text.empty() ? "" : ", ") + TerminalText(key) + "=" + TerminalText(value);
  }
  return text;
}

// Lines of cells under one another; columns as wide as their widest cell, but for the last.
std::string Table(const std::vector<std::vector<std::string>>& lines) {
  std::vector<std::size_t> widths(lines.front().size());
  for (const auto& line : lines) {
    for (std::size_t i = 0; i < line.size(); ++i) {
      widths[i] = std::max(widths[i], tail::DisplayWidth(line[i]));
    }
  }
  std::string text;
  for (const auto& line : lines) {
    std::string row;
    for (std::size_t i = 0; i < line.size(); ++i) {
      row += line[i] + std::string(widths[i] - tail::DisplayWidth(line[i]) + 2, ' ');
    }
    row.erase(row.find_last_not_of(' ') + 1);
    text += row + "\n";
  }
  return text;
}

Json ToJson(const FormatRow& row) {
  Json json;
  json["format"] = row.format;
  json["verdict"] = WordsFor(row.verdict).word;
  if (!row.trace_id.empty()) {
    json["traceId"] = row.trace_id;
    json["spanId"] = row.span_id;
  }
  if (row.decision != Decision::kNone) json["decision"] = WordFor(row.decision);
  if (!row.trace_state.empty()) json["traceState"] = row.trace_state;
  if (!row.baggage.empty()) {
    json["baggage"] = Json::array();
    for (const auto& [key, value] : row.baggage) json["baggage"].push_back({key, value});
  }
  if (!row.problems.empty()) json["problems"] = row.problems;
  return json;
}

}  // namespace

std::string ToText(const Report& report, const Encoded& encoded) {
  std::string text;
  if (report.rows.empty()) {
    text = "no context in any known format\n";
  } else {
    std::vector<std::vector<std::string>> lines{
        {"format", "trace id", "span id", "sampled", "what it is", "baggage"}};
    for (const FormatRow& row : report.rows) {
      lines.push_back({row.format, row.trace_id.empty() ? "-" : row.trace_id,
                       row.span_id.empty() ? "-" : row.span_id, WordFor(row.decision),
                       WordsFor(row.verdict).text, BaggageText(row)});
    }
    text = Table(lines);
    for (const FormatRow& row : report.rows) {
      for (const std::string& problem : row.problems) text += "\n" + TerminalText(problem);
      if (!row.trace_state.empty()) text += "\ntracestate: " + TerminalText(row.trace_state);
    }
    if (text.back() != '\n') text += "\n";
  }
  if (!report.unknown.empty()) {
    text += "\nnot propagation headers:";
    for (const std::string& name : report.unknown) text += " " + TerminalText(name);
    text += "\n";
  }
  for (const auto& [format, headers] : encoded) {
    text += "\n# " + format + "\n";
    for (const Header& header : headers) {
      text += TerminalText(header.name) + ": " + TerminalText(header.value) + "\n";
    }
  }
  return text;
}

std::string ToJson(const Report& report, const Encoded& encoded) {
  Json json;
  json["formats"] = Json::array();
  for (const FormatRow& row : report.rows) json["formats"].push_back(ToJson(row));
  json["otherHeaders"] = report.unknown;
  if (!encoded.empty()) {
    for (const auto& [format, headers] : encoded) {
      Json pairs = Json::array();
      for (const Header& header : headers) pairs.push_back({header.name, header.value});
      json["encoded"][format] = std::move(pairs);
    }
  }
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace tracebridge::headers
