#include "migration/tail/html_page.h"

#include <algorithm>
#include <iterator>

#include "migration/tail/html_style.h"
#include "migration/tail/html_trace.h"
#include "migration/tail/origin.h"

namespace tracebridge::tail {
namespace {

std::string Legend() {
  std::string html = "<ul class=\"legend\" aria-label=\"Colours\">";
  for (const Origin origin : {Origin::kOpenTracing, Origin::kOpenCensus, Origin::kOpenTelemetry}) {
    html += "<li><i class=\"swatch " + std::string(StyleClassOf(origin)) + "\"></i>" +
            std::string(NameOf(origin)) + "</li>";
  }
  return html +
         "<li><i class=\"swatch error\"></i>error</li>"
         "<li><i class=\"tick\"></i>event</li></ul>";
}

}  // namespace

void HtmlPage::Update(const Trace& trace) {
  const auto shown = std::find_if(sections_.begin(), sections_.end(), [&](const Section& section) {
    return section.trace_id == trace.trace_id;
  });
  if (shown != sections_.end()) sections_.erase(shown);
  sections_.push_front({trace.trace_id, HtmlTrace(trace, limits_.max_rows)});

  size_t bytes = 0;
  size_t kept = 0;
  for (const Section& section : sections_) {
    bytes += section.html.size();
    if (kept == limits_.max_traces || (bytes > limits_.max_bytes && kept != 0)) break;
    ++kept;
  }
  left_out_ += sections_.size() - kept;
  sections_.resize(kept);
}

std::string HtmlPage::Text() const {
  std::string html =
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" "
      "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"color-scheme\" content=\"light dark\">\n"
      "<title>Traces - tracebridge tail</title>\n<style>\n";
  html += kHtmlStyle;
  html += "</style>\n</head>\n<body>\n<header><h1>tracebridge tail</h1>" + Legend() +
          "</header>\n<main>\n";
  for (const Section& section : sections_) html += section.html;
  if (sections_.empty()) {
    html += "<p class=\"hint\">No trace has finished yet. Reload this page to look again.</p>\n";
  } else {
    html +=
        "<p class=\"hint\">Click a span for its attributes, events and links. Newest trace first; "
        "reload to see what came since.";
    if (left_out_ != 0) html += " Older traces left out: " + std::to_string(left_out_) + ".";
    html += "</p>\n";
  }
  return html + "</main>\n</body>\n</html>\n";
}

}  // namespace tracebridge::tail
