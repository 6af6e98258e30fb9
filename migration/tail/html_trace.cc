#include "migration/tail/html_trace.h"

#include <algorithm>
#include <cstdio>

#include "migration/tail/span_notes.h"
#include "migration/tail/text.h"
#include "migration/tail/trace_tree.h"
#include "migration/tail/value_text.h"

namespace tracebridge::tail {
namespace {
constexpr size_t kMaxValueBytes = 4096;
constexpr size_t kMaxNameBytes = 256;
constexpr size_t kMaxTicks = 50;
constexpr size_t kMaxEntries = 200;  // of each list of a span's details
constexpr size_t kMaxIndentedDepth = 16;
constexpr int kAxisParts = 4;

std::string Safe(const std::string& text, size_t max_bytes = kMaxNameBytes) {
  return HtmlText(Cut(text, max_bytes));
}

std::string Percent(double share) {
  char text[32];
  snprintf(text, sizeof(text), "%.3f%%", 100 * std::clamp(share, 0.0, 1.0));
  return text;
}

std::string Pair(const std::string& name, const std::string& value) {
  return "<dt>" + Safe(name) + "</dt><dd>" + Safe(value, kMaxValueBytes) + "</dd>";
}

std::string More(size_t shown, size_t all) {
  return shown < all ? "<p>… and " + std::to_string(all - shown) + " more</p>" : "";
}

std::string Pairs(const std::vector<Attribute>& attributes) {
  const size_t shown = std::min(attributes.size(), kMaxEntries);
  std::string html = "<dl>";
  for (size_t i = 0; i < shown; ++i)
    html += Pair(attributes[i].key, ValueText(attributes[i].value));
  return html + "</dl>" + More(shown, attributes.size());
}

std::string Block(const std::string& title, const std::string& content) {
  return "<div class=\"block\"><h3>" + title + "</h3>" + content + "</div>";
}

class Waterfall {
 public:
  Waterfall(const Trace& trace, size_t max_rows)
      : trace_(trace),
        tree_(BuildTree(trace.spans)),
        summary_(Summarize(tree_)),
        max_rows_(max_rows),
        length_(Elapsed(summary_.start, summary_.end)) {}

  std::string Html() const {
    std::string html = "<section class=\"trace\">\n<h2>" + NameHtml(summary_.root_name) +
                       "</h2>\n" + Facts() + Warning() + "<div class=\"waterfall\">\n" + Axis();
    const size_t shown = std::min(tree_.size(), max_rows_);
    for (size_t i = 0; i < shown; ++i) html += Row(tree_[i]);
    return html + "</div>\n" + More(shown, tree_.size()) + "</section>\n";
  }

 private:
  static std::string NameHtml(const std::string& name) {
    return name.empty() ? "(no name)" : Safe(name);
  }

  static std::string Fact(const std::string& text) { return "<li>" + text + "</li>"; }

  static std::string Count(size_t count, const std::string& what) {
    return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
  }

  std::string Facts() const {
    std::string html = "<ul class=\"facts\">" +
                       Fact("<b>" + DurationText(Elapsed(summary_.start, summary_.end)) + "</b>") +
                       Fact(Count(trace_.spans.size(), "span")) +
                       Fact(Count(summary_.services.size(), "service"));
    for (const Origin origin :
         {Origin::kOpenTracing, Origin::kOpenCensus, Origin::kOpenTelemetry}) {
      const size_t spans = summary_.spans_of_origin[static_cast<size_t>(origin)];
      if (spans == 0) continue;
      html += Fact("<i class=\"swatch " + std::string(StyleClassOf(origin)) + "\"></i>" +
                   std::string(NameOf(origin)) + " " + std::to_string(spans));
    }
    return html + Fact(TimeText(summary_.start)) +
           Fact("<code>" + ToHex(trace_.trace_id) + "</code>") + "</ul>\n";
  }

  std::string Warning() const {
    std::string text;
    const auto add = [&](const std::string& part) { text += (text.empty() ? "" : ", ") + part; };
    if (summary_.errors != 0) add(Count(summary_.errors, "error"));
    if (summary_.roots == 0) add("no root");
    if (summary_.roots > 1) add(Count(summary_.roots, "root"));
    if (summary_.missing_parents != 0) {
      add(Count(summary_.missing_parents, "parent") + " not received");
    }
    return text.empty() ? "" : "<p class=\"warning\">" + text + "</p>\n";
  }

  std::string Axis() const {
    std::string html =
        "<div class=\"row axis\" aria-hidden=\"true\"><span>Span</span><span>API</span>"
        "<span>Service</span><span class=\"duration\">Duration</span><span class=\"track\">";
    for (int part = 0; part <= kAxisParts; ++part) {
      const double share = static_cast<double>(part) / kAxisParts;
      // In this order: the length can be all that int64_t holds.
      const int64_t time = length_ / kAxisParts * part + length_ % kAxisParts * part / kAxisParts;
      html += "<u style=\"left:" + Percent(share) + "\">" + DurationText(time) + "</u>";
    }
    return html + "</span></div>\n";
  }

  double Share(uint64_t time) const {
    return static_cast<double>(Elapsed(summary_.start, time)) /
           static_cast<double>(std::max<int64_t>(1, length_));
  }

  std::string Row(const TreeRow& row) const {
    const std::string name = "<span class=\"name\" style=\"--depth:" +
                             std::to_string(std::min(row.depth, kMaxIndentedDepth)) + "\">";
    if (row.span == nullptr) {
      return "<div class=\"row missing\">" + name + "span <code>" + ToHex(row.span_id) +
             "</code> was not received</span></div>\n";
    }
    const Span& span = *row.span;
    const Origin origin = OriginOf(span.scope->name);
    const bool failed = span.status == StatusCode::kError;
    return "<details" + Id(row) + "><summary class=\"row\">" + name +
           (failed ? "<b class=\"mark\" title=\"error\">!</b>" : "") + NameHtml(span.name) +
           "</span><span class=\"api " + std::string(StyleClassOf(origin)) + "\">" +
           std::string(tail::NameOf(origin)) + "</span><span class=\"service\">" +
           Safe(ServiceName(span)) + "</span><span class=\"duration\">" +
           DurationText(Elapsed(span.start, span.end)) + "</span>" + Track(span, origin) +
           "</summary>\n" + Details(row) + "</details>\n";
  }

  static std::string Id(const TreeRow& row) {
    return row.repeats_id ? "" : " id=\"s-" + ToHex(row.span->trace_id) + ToHex(row.span_id) + "\"";
  }

  std::string Track(const Span& span, Origin origin) const {
    const double left = std::clamp(Share(span.start), 0.0, 1.0);
    const double right = std::clamp(Share(std::max(span.start, span.end)), left, 1.0);
    std::string html = "<span class=\"track\"><i class=\"bar " + std::string(StyleClassOf(origin)) +
                       (span.status == StatusCode::kError ? " error" : "") +
                       "\" style=\"left:" + Percent(left) + ";width:" + Percent(right - left) +
                       "\"></i>";
    for (size_t i = 0; i < std::min(span.events.size(), kMaxTicks); ++i) {
      html += "<i class=\"tick\" style=\"left:" + Percent(Share(span.events[i].time)) +
              "\" title=\"" + Safe(span.events[i].name) + "\"></i>";
    }
    return html + "</span>";
  }

  std::string Details(const TreeRow& row) const {
    const Span& span = *row.span;
    std::string html = "<div class=\"details\">" + Block("Span", Identity(row));
    if (!span.attributes.empty()) html += Block("Attributes", Pairs(span.attributes));
    if (!span.events.empty()) html += Block("Events", Events(span));
    if (!span.links.empty()) html += Block("Links", Links(span));
    html += Block("Resource", Pairs(span.resource->attributes));
    return html + "</div>\n";
  }

  std::string Identity(const TreeRow& row) const {
    const Span& span = *row.span;
    std::string html = "<dl>" + Pair("span id", ToHex(span.span_id));
    if (!IsZero(span.parent_span_id)) html += Pair("parent id", ToHex(span.parent_span_id));
    html += Pair("kind", tail::NameOf(span.kind)) +
            Pair("scope", span.scope->name + (span.scope->version.empty() ? "" : " ") +
                              span.scope->version) +
            Pair("starts at", "+" + DurationText(Elapsed(summary_.start, span.start)));
    if (!span.trace_state.empty()) html += Pair("tracestate", span.trace_state);
    if (span.status != StatusCode::kUnset) html += Pair("status", StatusText(span));
    for (const std::string& remark : RemarksOn(row)) html += Pair("note", remark);
    return html + "</dl>";
  }

  std::string Events(const Span& span) const {
    const size_t shown = std::min(span.events.size(), kMaxEntries);
    std::string html;
    for (size_t i = 0; i < shown; ++i) {
      const Event& event = span.events[i];
      html += "<h4>" + NameHtml(event.name) + " <small>+" +
              DurationText(Elapsed(summary_.start, event.time)) + "</small></h4>" +
              Pairs(event.attributes);
    }
    return html + More(shown, span.events.size());
  }

  static std::string Links(const Span& span) {
    const size_t shown = std::min(span.links.size(), kMaxEntries);
    std::string html;
    for (size_t i = 0; i < shown; ++i) {
      const Link& link = span.links[i];
      const std::string trace_id = ToHex(link.trace_id);
      const std::string span_id = ToHex(link.span_id);
      html += "<h4><a href=\"#s-" + trace_id + span_id + "\">span " + span_id + "</a>" +
              (link.trace_id == span.trace_id ? "" : " <small>of trace " + trace_id + "</small>") +
              "</h4>" + Pairs(link.attributes);
    }
    return html + More(shown, span.links.size());
  }

  const Trace& trace_;
  const std::vector<TreeRow> tree_;
  const TraceSummary summary_;
  const size_t max_rows_;
  const int64_t length_;  // nanoseconds
};

}  // namespace

std::string HtmlTrace(const Trace& trace, size_t max_rows) {
  return Waterfall(trace, max_rows).Html();
}

std::string_view StyleClassOf(Origin origin) {
  switch (origin) {
    case Origin::kOpenTracing:
      return "opentracing";
    case Origin::kOpenCensus:
      return "opencensus";
    case Origin::kOpenTelemetry:
      return "opentelemetry";
  }
  return "";
}

}  // namespace tracebridge::tail
