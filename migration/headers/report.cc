#include "migration/headers/report.h"

#include <algorithm>
#include <map>
#include <set>

#include "migration/headers/beside.h"
#include "migration/headers/grammar.h"
#include "migration/tail/text.h"
#include "migration/wire/compiled_policy.h"
#include "migration/wire/merge.h"
#include "opentelemetry/baggage/baggage.h"
#include "opentelemetry/baggage/baggage_context.h"
#include "opentelemetry/trace/context.h"
#include "otel_core/propagators/whole_trace_id.h"
#include "tracebridge/wire_notes.h"

namespace tracebridge::headers {
namespace {

namespace nostd = opentelemetry::nostd;
using opentelemetry::context::Context;
using Verdict = FormatRow::Verdict;
using Reading = wire::Readings::Reading;

template <typename Id>
std::string Hex(const Id& id) {
  char digits[2 * Id::kSize];
  id.ToLowerBase16(digits);
  return std::string(digits, sizeof digits);
}

Decision DecisionOf(const opentelemetry::trace::SpanContext& parent) {
  const unsigned notes = parent.wire_notes();
  if (!parent.IsValid() && (notes & WireNotes::kNoIds) == 0) return Decision::kNone;
  if ((notes & WireNotes::kDebug) != 0) return Decision::kDebug;
  if ((notes & WireNotes::kDeferred) != 0) return Decision::kUndecided;
  return parent.IsSampled() ? Decision::kYes : Decision::kNo;
}

std::vector<std::pair<std::string, std::string>> BaggageIn(const Context& context) {
  std::vector<std::pair<std::string, std::string>> items;
  opentelemetry::baggage::GetBaggage(context)->GetAllEntries(
      [&](nostd::string_view key, nostd::string_view value) {
        items.emplace_back(key, value);
        return true;
      });
  return items;
}

// Those of the headers of `carrier` that `format` reads or writes: by their names, and by how they begin.
std::set<std::string> HeadersOf(const wire::NamedFormat& format, const Carrier& carrier) {
  std::set<std::string> names;
  const auto take = [&](nostd::string_view text, bool is_prefix) {
    const std::string lower = tail::AsciiLower(std::string_view(text.data(), text.size()));
    for (const auto& [name, value] : carrier.values()) {
      if (is_prefix ? name.rfind(lower, 0) == 0 : name == lower) names.insert(name);
    }
    return true;
  };
  format.propagator->Fields([&](nostd::string_view name) { return take(name, false); });
  format.propagator->Prefixes([&](nostd::string_view prefix) { return take(prefix, true); });
  return names;
}

// `is_silent`: nothing was read from them, so that one which is empty is a reason too.
std::vector<std::string> Problems(const std::set<std::string>& names, const Carrier& carrier,
                                  bool is_silent) {
  std::vector<std::string> problems;
  for (const std::string& name : names) {
    const std::string& value = carrier.values().at(name);
    if (IsOverruled(name, carrier) || (value.empty() && !is_silent)) continue;
    const auto malformed = WhyMalformed(name, value);
    const auto why = malformed ? malformed : WhatIsMissing(name, carrier);
    if (why) problems.push_back(name + ": " + *why);
  }
  return problems;
}

// Why `names`, a first and others, are not read.
std::string NoRoomFor(const std::vector<std::string>& names, const char* why) {
  using opentelemetry::baggage::Baggage;
  std::string text = names.front();
  if (names.size() > 1) text += " and " + std::to_string(names.size() - 1) + " more";
  return text + ": no room is left" + why + "; there is room for " +
         std::to_string(Baggage::kMaxKeyValuePairs) + " items of " +
         std::to_string(Baggage::kMaxSize) + " bytes in all";
}

bool HasItem(const FormatRow& row, std::string_view key) {
  return std::any_of(row.baggage.begin(), row.baggage.end(),
                     [key](const auto& item) { return item.first == key; });
}

// Each header by itself is well-formed and short enough; together they are too many.
void AddItemsWithoutRoom(const std::set<std::string>& names, const Carrier& carrier,
                         FormatRow* row) {
  std::vector<std::string> left_out;
  for (const std::string& name : names) {
    const auto key = ItemKey(name);
    if (!key || *key == propagators::kWholeTraceId || HasItem(*row, *key)) continue;
    const auto why = WhyMalformed(name, carrier.values().at(name));
    if (!why) left_out.push_back(name);
  }
  if (!left_out.empty()) row->problems.push_back(NoRoomFor(left_out, ""));
}

// What formats with precedence have left of the room.
void AddItemsThatMergeLeftOut(const Context& merged, FormatRow* row) {
  const auto items = opentelemetry::baggage::GetBaggage(merged);
  std::vector<std::string> left_out;
  for (const auto& [key, value] : row->baggage) {
    std::string found;
    if (!items->GetValue(key, found)) left_out.push_back(key);
  }
  if (left_out.empty()) return;
  row->problems.push_back("item " + NoRoomFor(left_out, " beside those of other formats"));
}

FormatRow ToRow(const std::string& format, const Reading& reading, const Reading* believed) {
  FormatRow row;
  row.format = format;
  row.decision = DecisionOf(reading.parent);
  if (reading.parent.IsValid()) {
    row.trace_id = Hex(reading.parent.trace_id());
    row.span_id = Hex(reading.parent.span_id());
    row.trace_state = reading.parent.trace_state()->ToHeader();
    row.verdict = &reading == believed                                   ? Verdict::kWins
                  : wire::IsSameParent(believed->parent, reading.parent) ? Verdict::kAgrees
                                                                         : Verdict::kDisagrees;
  }
  if (reading.has_baggage) row.baggage = BaggageIn(reading.extracted);
  return row;
}

}  // namespace

Expected<Report> Decode(const std::vector<Header>& headers,
                        const std::vector<wire::NamedFormat>& formats, const wire::Policy& policy) {
  std::vector<std::string> names;
  for (const wire::NamedFormat& format : formats) names.push_back(format.name);
  const auto compiled = wire::Compile(policy, names);
  if (!compiled) return compiled.error();

  Report report;
  const Carrier carrier(headers);
  Context empty;
  wire::Readings readings(empty);
  std::set<std::set<std::string>> seen;  // two formats may read the same headers: one row is enough
  std::set<std::string> known;
  std::vector<std::size_t> silent;  // formats that are there and found nothing
  std::map<std::size_t, std::set<std::string>> headers_of;
  for (const std::size_t place : compiled->read) {
    std::set<std::string> own = HeadersOf(formats[place], carrier);
    if (own.empty() || !seen.insert(own).second) continue;
    known.insert(own.begin(), own.end());
    Context extracted = formats[place].propagator->Extract(carrier, empty);
    if (extracted == empty) {
      silent.push_back(place);
    } else {
      readings.Add(place, std::move(extracted));
    }
    headers_of[place] = std::move(own);
  }

  const Reading* believed = wire::Believed(readings);
  report.context = wire::Merge(readings, believed);
  for (const Reading& reading : readings) {
    FormatRow row = ToRow(names[reading.format], reading, believed);
    row.problems = Problems(headers_of[reading.format], carrier, /*is_silent=*/false);
    AddItemsWithoutRoom(headers_of[reading.format], carrier, &row);
    AddItemsThatMergeLeftOut(report.context, &row);
    report.rows.push_back(std::move(row));
  }
  for (const std::size_t place : silent) {
    const std::set<std::string>& own = headers_of[place];
    // Of headers that formats share, such as ot-baggage-*, the one knows more that has others besides.
    const bool is_part = std::any_of(headers_of.begin(), headers_of.end(), [&](const auto& other) {
      return other.second.size() > own.size() &&
             std::includes(other.second.begin(), other.second.end(), own.begin(), own.end());
    });
    if (is_part) continue;
    FormatRow& row = report.rows.emplace_back();
    row.format = names[place];
    row.problems = Problems(own, carrier, /*is_silent=*/true);
    if (!row.problems.empty()) row.verdict = Verdict::kMalformed;
  }
  for (const auto& [name, value] : carrier.values()) {
    if (known.count(name) == 0) report.unknown.push_back(name);
  }
  return report;
}

std::vector<std::pair<std::string, std::vector<Header>>> Encode(
    const Context& context, const std::vector<wire::NamedFormat>& formats) {
  std::vector<std::pair<std::string, std::vector<Header>>> encoded;
  for (const wire::NamedFormat& format : formats) {
    Carrier carrier;
    format.propagator->Inject(carrier, context);
    std::vector<Header> headers;
    for (const auto& [name, value] : carrier.values()) headers.push_back({name, value});
    encoded.emplace_back(format.name, std::move(headers));
  }
  return encoded;
}

}  // namespace tracebridge::headers
