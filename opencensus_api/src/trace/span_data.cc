// Finished spans and their parts as text, in the layout that the original prints.
#include "opencensus/trace/exporter/span_data.h"

#include "absl/strings/str_cat.h"

namespace opencensus {
namespace trace {
namespace exporter {
namespace {

absl::string_view Name(MessageEvent::Type type) {
  switch (type) {
    case MessageEvent::Type::SENT:
      return "SENT";
    case MessageEvent::Type::RECEIVED:
      return "RECEIVED";
  }
  return "UNKNOWN";
}

absl::string_view YesNo(bool value) { return value ? "true" : "false"; }

template <typename T>
void AppendEvents(absl::string_view title, const SpanData::TimeEvents<T>& events,
                  std::string* out) {
  absl::StrAppend(out, title, ": (", events.dropped_events_count(), " dropped)\n");
  for (const auto& event : events.events()) {
    absl::StrAppend(out, "  ", absl::FormatTime(event.timestamp()), ": ",
                    event.event().DebugString(), "\n");
  }
}

}  // namespace

std::string Annotation::DebugString() const {
  if (attributes_.empty()) return description_;
  std::string out = absl::StrCat(description_, " (attributes: ");
  absl::string_view separator;
  for (const auto& attribute : attributes_) {
    absl::StrAppend(&out, separator, "\"", attribute.first, "\":", attribute.second.DebugString());
    separator = ", ";
  }
  return out + ")";
}

std::string MessageEvent::DebugString() const {
  return absl::StrCat("Type: ", Name(type_), "  Message Id: ", id_,
                      "  compressed message size: ", compressed_size_,
                      "  uncompressed message size: ", uncompressed_size_);
}

std::string Link::DebugString() const {
  return absl::StrCat(type_ == Type::kChildLinkedSpan ? "child:" : "parent:", trace_id_.ToHex(),
                      "-", span_id_.ToHex());
}

SpanData::SpanData(absl::string_view name, SpanContext context, SpanId parent_span_id,
                   TimeEvents<Annotation>&& annotations, TimeEvents<MessageEvent>&& message_events,
                   std::vector<Link>&& links, int num_links_dropped,
                   std::unordered_map<std::string, AttributeValue>&& attributes,
                   int num_attributes_dropped, bool has_ended, absl::Time start_time,
                   absl::Time end_time, Status status, bool has_remote_parent)
    : name_(name),
      context_(context),
      parent_span_id_(parent_span_id),
      annotations_(std::move(annotations)),
      message_events_(std::move(message_events)),
      links_(std::move(links)),
      attributes_(std::move(attributes)),
      num_links_dropped_(num_links_dropped),
      num_attributes_dropped_(num_attributes_dropped),
      start_time_(start_time),
      end_time_(end_time),
      status_(std::move(status)),
      has_remote_parent_(has_remote_parent),
      has_ended_(has_ended) {}

std::string SpanData::DebugString() const {
  std::string out = absl::StrCat("Name: ", name_, "\nTraceId-SpanId-Options: ", context_.ToString(),
                                 "\nParent SpanId: ", parent_span_id_.ToHex(),
                                 " (remote: ", YesNo(has_remote_parent_),
                                 ")\nStart time: ", absl::FormatTime(start_time_),
                                 "\nEnd time: ", absl::FormatTime(end_time_), "\n");
  absl::StrAppend(&out, "Attributes: (", num_attributes_dropped_, " dropped)\n");
  for (const auto& attribute : attributes_) {
    absl::StrAppend(&out, "  \"", attribute.first, "\":", attribute.second.DebugString(), "\n");
  }
  AppendEvents("Annotations", annotations_, &out);
  AppendEvents("Message events", message_events_, &out);
  absl::StrAppend(&out, "Links: (", num_links_dropped_, " dropped)\n");
  for (const Link& link : links_) absl::StrAppend(&out, "  ", link.DebugString(), "\n");
  absl::StrAppend(&out, "Span ended: ", YesNo(has_ended_), "\nStatus: ", status_.ToString(), "\n");
  return out;
}

}  // namespace exporter
}  // namespace trace
}  // namespace opencensus
