// docs/mapping.md shows what the code does: each of its generated tables is made here from the tables of the code, or by
// running the mapping on an example of each kind of value. A row that is in one of the two only is a difference.
#include <gtest/gtest.h>

#include <cctype>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "opencensus/trace/exporter/status.h"
#include "shims/opencensus/convert.h"
#include "shims/opencensus/span_data.h"
#include "shims/opentracing/log_fields.h"
#include "shims/opentracing/special_tags.h"
#include "shims/opentracing/values.h"
#include "tests/support/generated_block.h"
#include "tests/support/recording_tracer.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::conformance {
namespace {
using opentelemetry::trace::SpanKind;
using opentelemetry::trace::StatusCode;

void ExpectTable(const std::string& name, const std::string& table) {
  tracebridge::test::ExpectBlock(TRACEBRIDGE_MAPPING_DOCUMENT, name, table);
}

std::string Code(const std::string& text) { return "`" + text + "`"; }

class Table {
 public:
  explicit Table(const std::vector<std::string>& heading) {
    Row(heading);
    Row(std::vector<std::string>(heading.size(), "---"));
  }
  void Row(const std::vector<std::string>& cells) {
    text_ += "|";
    for (const std::string& cell : cells) text_ += cell.empty() ? " |" : " " + cell + " |";
    text_ += "\n";
  }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

// Examples with the same outcome, in one row: {"`true`, `\"true\"`", "status Error"}.
class Outcomes {
 public:
  void Add(const std::string& example, const std::string& outcome) {
    for (auto& [examples, known] : rows_) {
      if (known == outcome) {
        examples += ", " + example;
        return;
      }
    }
    rows_.emplace_back(example, outcome);
  }
  const std::vector<std::pair<std::string, std::string>>& rows() const { return rows_; }

 private:
  std::vector<std::pair<std::string, std::string>> rows_;
};

std::string Quoted(std::string_view text) { return "`\"" + std::string(text) + "\"`"; }

// ---- OpenTracing

struct Example {
  std::string text;
  opentracing::Value value;
};

const Example kOtherValues[] = {{"`1`", 1},
                                {"`0.5`", 0.5},
                                {Quoted("timeout"), "timeout"},
                                {Quoted(""), ""},
                                {"`[true]`", opentracing::Values{true}},
                                {"`{}`", opentracing::Dictionary{}}};

std::string Name(StatusCode status) {
  switch (status) {
    case StatusCode::kUnset:
      return "Unset";
    case StatusCode::kOk:
      return "Ok";
    case StatusCode::kError:
      return "Error";
  }
  return "?";
}

std::string Name(SpanKind kind) {
  switch (kind) {
    case SpanKind::kInternal:
      return "Internal";
    case SpanKind::kServer:
      return "Server";
    case SpanKind::kClient:
      return "Client";
    case SpanKind::kProducer:
      return "Producer";
    case SpanKind::kConsumer:
      return "Consumer";
  }
  return "?";
}

TEST(MappingDocumentTest, ShowsWhatTheSpecialTagsMean) {
  using namespace opentracing_shim;
  std::vector<Example> errors{{"`true`", true}, {"`false`", false}, {"`null`", nullptr}};
  for (const ErrorText& row : kErrorTexts) {
    errors.push_back({Quoted(row.tag_value), std::string(row.tag_value)});
  }
  errors.insert(errors.end(), std::begin(kOtherValues), std::end(kOtherValues));
  Outcomes error;
  for (const Example& example : errors) {
    const auto status = ErrorStatus(example.value);
    error.Add(example.text, status ? "status " + Name(*status) : "attribute");
  }

  Outcomes kind;
  for (const KindName& row : kKindNames) {
    kind.Add(Quoted(row.tag_value), "kind " + Name(*KindOf(std::string(row.tag_value))));
  }
  for (const Example& example : {Example{Quoted("CLIENT"), "CLIENT"}, Example{"`1`", 1}}) {
    kind.Add(example.text, KindOf(example.value) ? "kind" : "attribute");
  }

  Outcomes priority;
  for (const Example& example :
       {Example{"`0`", 0}, Example{"`-1`", -1}, Example{"`false`", false},
        Example{Quoted("0"), "0"}, Example{"`1`", 1}, Example{"`0.5`", 0.5},
        Example{"`true`", true}, Example{Quoted("1"), "1"}, Example{Quoted("high"), "high"},
        Example{"`null`", nullptr}}) {
    const auto wanted = WantsSampling(example.value);
    priority.Add(example.text, !wanted   ? "attribute"
                               : *wanted ? "attribute; sampled, where that is still open"
                                         : "not sampled");
  }

  Table table({"tag", "value", "becomes"});
  for (const auto& [examples, outcome] : error.rows()) table.Row({"`error`", examples, outcome});
  for (const auto& [examples, outcome] : kind.rows()) table.Row({"`span.kind`", examples, outcome});
  for (const auto& [examples, outcome] : priority.rows()) {
    table.Row({"`sampling.priority`", examples, outcome});
  }
  ExpectTable("special tags", table.text());
}

TEST(MappingDocumentTest, ShowsWhatBecomesOfValues) {
  const Example examples[] = {
      {"bool `true`", true},
      {"double `0.75`", 0.75},
      {"int64 `-7`", -7},
      {"uint64 `7`", 7u},
      {"uint64 `18446744073709551615`, any above 2^63-1", UINT64_MAX},
      {"string, string_view, const char*", "text"},
      {"null", nullptr},
      {"Values", opentracing::Values{1, "a"}},
      {"Dictionary", opentracing::Dictionary{{"k", opentracing::Values{true}}}},
  };
  static constexpr const char* kTypes[] = {"bool",   "int32",       "int64", "uint32",
                                           "double", "const char*", "string"};
  Table table({"OpenTracing value", "attribute"});
  for (const Example& example : examples) {
    opentracing_shim::UseAsOtel(
        example.value, [&](const opentelemetry::common::AttributeValue& value) {
          table.Row({example.text, std::string(kTypes[value.index()]) + " " +
                                       Code(tracebridge::test::Text(value))});
        });
  }
  ExpectTable("values", table.text());
}

TEST(MappingDocumentTest, ShowsWhatBecomesOfLogs) {
  using opentracing_shim::LogField;
  std::vector<std::pair<std::string, std::vector<LogField>>> logs{
      {R"({key: "u42"})", {{"key", "u42"}}},
      {R"({event: "miss", key: "u42"})", {{"event", "miss"}, {"key", "u42"}}},
      {R"({event: "miss", message: "m"})", {{"event", "miss"}, {"message", "m"}}},
      {R"({event: "error", error.object: "o"})", {{"event", "error"}, {"error.object", "o"}}},
  };
  for (const auto& row : opentracing_shim::kErrorFields) {
    logs.push_back({"{event: \"error\", " + std::string(row.log_field) + ": \"x\"}",
                    {{"event", "error"},
                     {opentracing::string_view{row.log_field.data(), row.log_field.size()}, "x"}}});
  }
  Table table({"logged", "event"});
  for (const auto& [text, fields] : logs) {
    const auto recorded = std::make_shared<tracebridge::test::RecordedSpan>();
    tracebridge::test::RecordingSpan span{std::make_shared<tracebridge::test::Recording>(),
                                          recorded};
    opentracing_shim::AddEvent(span, opentracing::SystemTime{}, {fields.data(), fields.size()});
    table.Row({Code(text), Code(Text(recorded->events.at(0)))});
  }
  ExpectTable("logs", table.text());
}

// ---- OpenCensus

// `NOT_FOUND`, without the message.
std::string NameOf(const opencensus::trace::exporter::Status& status) {
  const std::string text = status.ToString();
  return text.substr(0, text.find(':'));
}

TEST(MappingDocumentTest, ShowsTheNamesOfWhatOpenTelemetryHasNoPlaceFor) {
  using namespace opencensus_shim;
  using opencensus::trace::exporter::Link;
  Table table({"OpenCensus", "OpenTelemetry"});
  for (int code = 0; code <= 16; ++code) {
    const auto status = static_cast<opencensus::trace::StatusCode>(code);
    const std::string name = NameOf(opencensus::trace::exporter::Status(status, ""));
    const bool is_ok = ToOtel(status) == StatusCode::kOk;
    table.Row({"status " + name,
               is_ok ? Name(ToOtel(status))
                     : Name(ToOtel(status)) + ", attribute " +
                           Code(std::string(kStatusCode) + ": " + std::to_string(code))});
  }
  for (const auto& [name, type] : {std::pair{"parent", Link::Type::kParentLinkedSpan},
                                   std::pair{"child", Link::Type::kChildLinkedSpan}}) {
    table.Row(
        {std::string(name) + " link", "link " + Code("{" + std::string(kLinkType) + ": \"" +
                                                     std::string(LinkTypeName(type)) + "\"}")});
  }
  for (const auto& [name, type] : {std::pair{"sent", kSent}, std::pair{"received", kReceived}}) {
    table.Row({std::string(name) + " message, id 7, 10 bytes as 30",
               "event " + Code(std::string(kMessageEvent) + " {" + kMessageType + ": \"" + type +
                               "\", " + kMessageId + ": 7, " + kMessageCompressedSize + ": 10, " +
                               kMessageUncompressedSize + ": 30}")});
  }
  ExpectTable("opencensus names", table.text());
}

TEST(MappingDocumentTest, ShowsWhatHandlersSee) {
  using namespace opencensus_shim;
  const auto see = [](FinishedSpan span) { return ToOpenCensus(std::move(span), Limits{}); };
  Table table({"OpenTelemetry", "`SpanData`"});

  const std::pair<std::string, FinishedValue> values[] = {{"string `text`", std::string("text")},
                                                          {"bool `true`", true},
                                                          {"int64 `7`", std::int64_t{7}},
                                                          {"double `2.5`", 2.5}};
  static constexpr const char* kTypes[] = {"string", "bool", "int64"};
  for (const auto& [text, value] : values) {
    FinishedSpan span;
    span.attributes = {{"k", value}};
    const auto seen = see(std::move(span)).attributes().at("k");
    table.Row({"attribute, " + text, std::string(kTypes[static_cast<int>(seen.type())]) + " " +
                                         Code(seen.DebugString())});
  }

  for (const auto& [text, status, code] :
       {std::tuple{"Unset", FinishedStatus::kUnset, -1}, std::tuple{"Ok", FinishedStatus::kOk, -1},
        std::tuple{"Error", FinishedStatus::kError, -1},
        std::tuple{"Error", FinishedStatus::kError, 5}}) {
    FinishedSpan span;
    span.status = status;
    std::string with;
    if (code >= 0) {
      span.attributes = {{kStatusCode, std::int64_t{code}}};
      with = " with " + Code(std::string(kStatusCode) + ": " + std::to_string(code));
    }
    table.Row({std::string("status ") + text + with, NameOf(see(std::move(span)).status())});
  }

  for (const auto* type : {"", "PARENT_LINKED_SPAN", "CHILD_LINKED_SPAN"}) {
    FinishedSpan span;
    span.links.emplace_back();
    std::string with = " without " + Code(kLinkType);
    if (*type != 0) {
      span.links[0].attributes = {{kLinkType, std::string(type)}};
      with = " with " + Code(std::string(kLinkType) + ": \"" + type + "\"");
    }
    const auto seen = see(std::move(span)).links().at(0).type();
    using opencensus::trace::exporter::Link;
    table.Row({"link" + with, seen == Link::Type::kChildLinkedSpan ? "child link" : "parent link"});
  }

  for (const auto* name : {kMessageEvent, "miss"}) {
    FinishedSpan span;
    span.events = {{name, 0, {{kMessageType, std::string(kSent)}}}};
    const auto seen = see(std::move(span));
    table.Row({"event " + Code(std::string(name) + " {" + kMessageType + ": \"" + kSent + "\"}"),
               seen.message_events().events().empty() ? "annotation" : "message event"});
  }
  FinishedSpan span;
  span.dropped_events = 3;
  table.Row({"3 dropped events",
             std::to_string(see(std::move(span)).annotations().dropped_events_count()) +
                 " dropped annotations"});
  ExpectTable("handlers", table.text());
}

// ---- What is counted

TEST(MappingDocumentTest, ShowsEveryCounter) {
  Table table({"counter", "what it counts"});
  for (const DiagnosticRow& row : kDiagnostics) table.Row({Code(row.name), row.meaning});
  ExpectTable("counters", table.text());
}

// "| 5 | attribute | attribute of the same type | spec, ... |": the last cell says on whose word.
TEST(MappingDocumentTest, NamesTheSourceOfEveryNumberedRow) {
  std::ifstream document(TRACEBRIDGE_MAPPING_DOCUMENT);
  int rows = 0;
  for (std::string line; std::getline(document, line);) {
    if (line.size() < 3 || std::isdigit(static_cast<unsigned char>(line[2])) == 0) continue;
    if (line.compare(0, 2, "| ") != 0) continue;
    ++rows;
    const std::size_t end = line.rfind('|');
    const std::size_t begin = line.rfind('|', end - 1) + 1;
    const std::string source = line.substr(begin, end - begin);
    EXPECT_NE(source.find_first_not_of(' '), std::string::npos) << line;
  }
  EXPECT_GE(rows, 17);
}

}  // namespace
}  // namespace tracebridge::conformance
