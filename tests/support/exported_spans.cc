#include "tests/support/exported_spans.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <utility>
#include <variant>

#include "migration/tail/json_decoder.h"
#include "migration/tail/value_text.h"

namespace tracebridge::test {
namespace {

std::string Text(const std::vector<tail::Attribute>& attributes) {
  std::string text;
  for (const tail::Attribute& attribute : attributes) {
    if (!text.empty()) text += ", ";
    text += attribute.key + ": " + tail::ValueText(attribute.value);
  }
  return "{" + text + "}";
}

}  // namespace

std::vector<tail::Span> ReadSpans(const std::string& file) {
  std::vector<tail::Span> spans;
  std::ifstream lines(file);
  for (std::string line; std::getline(lines, line);) {
    auto decoded = tail::DecodeJson(line);
    auto* traces = std::get_if<tail::DecodedTraces>(&decoded);
    if (traces == nullptr) {
      ADD_FAILURE() << std::get<tail::DecodeError>(decoded).message << ": " << line;
      continue;
    }
    EXPECT_EQ(traces->rejected_spans, 0u) << traces->rejection << ": " << line;
    std::move(traces->spans.begin(), traces->spans.end(), std::back_inserter(spans));
  }
  return spans;
}

const tail::Span* Find(const std::vector<tail::Span>& spans, const std::string& name) {
  const auto at = std::find_if(spans.begin(), spans.end(),
                               [&](const tail::Span& span) { return span.name == name; });
  return at == spans.end() ? nullptr : &*at;
}

std::string Text(const tail::Span& span) {
  std::string text = span.name + " " + tail::NameOf(span.kind) + " " + Text(span.attributes);
  if (span.status == tail::StatusCode::kOk) text += " ok";
  if (span.status == tail::StatusCode::kError) text += " error \"" + span.status_message + '"';
  for (const tail::Event& event : span.events) {
    text += "; event " + event.name + " " + Text(event.attributes);
  }
  for (const tail::Link& link : span.links) text += "; link " + Text(link.attributes);
  if (!span.trace_state.empty()) text += "; state " + span.trace_state;
  return text;
}

std::string Text(const std::vector<tail::Span>& spans) {
  std::vector<std::string> lines;
  for (const tail::Span& span : spans) lines.push_back(Text(span));
  std::sort(lines.begin(), lines.end());
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

}  // namespace tracebridge::test
