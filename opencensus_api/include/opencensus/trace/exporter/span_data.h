// A finished span, with everything in it, as exporters get it. Owns all of it.
#pragma once

#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "opencensus/trace/exporter/annotation.h"
#include "opencensus/trace/exporter/attribute_value.h"
#include "opencensus/trace/exporter/link.h"
#include "opencensus/trace/exporter/message_event.h"
#include "opencensus/trace/exporter/status.h"
#include "opencensus/trace/span_context.h"
#include "opencensus/trace/span_id.h"

namespace opencensus {
namespace trace {
namespace exporter {

class SpanData final {
 public:
  // Something that happened at a time.
  template <typename T>
  class TimeEvent final {
   public:
    TimeEvent(absl::Time timestamp, T&& event) : timestamp_(timestamp), event_(std::move(event)) {}

    absl::Time timestamp() const { return timestamp_; }
    const T& event() const { return event_; }

   private:
    absl::Time timestamp_;
    T event_;
  };

  // What is left of what happened, oldest first, and how many more were dropped.
  template <typename T>
  class TimeEvents final {
   public:
    TimeEvents(std::vector<TimeEvent<T>>&& events, int dropped_events_count)
        : events_(std::move(events)), dropped_events_count_(dropped_events_count) {}

    const std::vector<TimeEvent<T>>& events() const { return events_; }
    int dropped_events_count() const { return dropped_events_count_; }

   private:
    std::vector<TimeEvent<T>> events_;
    int dropped_events_count_;
  };

  // Public for the tests of exporters.
  SpanData(absl::string_view name, SpanContext context, SpanId parent_span_id,
           TimeEvents<Annotation>&& annotations, TimeEvents<MessageEvent>&& message_events,
           std::vector<Link>&& links, int num_links_dropped,
           std::unordered_map<std::string, AttributeValue>&& attributes, int num_attributes_dropped,
           bool has_ended, absl::Time start_time, absl::Time end_time, Status status,
           bool has_remote_parent);

  absl::string_view name() const { return name_; }
  SpanContext context() const { return context_; }
  // All zeros: a root.
  SpanId parent_span_id() const { return parent_span_id_; }

  const TimeEvents<Annotation>& annotations() const { return annotations_; }
  const TimeEvents<MessageEvent>& message_events() const { return message_events_; }
  const std::vector<Link>& links() const { return links_; }
  int num_links_dropped() const { return num_links_dropped_; }
  const std::unordered_map<std::string, AttributeValue>& attributes() const { return attributes_; }
  int num_attributes_dropped() const { return num_attributes_dropped_; }

  bool has_ended() const { return has_ended_; }
  absl::Time start_time() const { return start_time_; }
  absl::Time end_time() const { return end_time_; }
  Status status() const { return status_; }
  // Whether the parent was in another process.
  bool has_remote_parent() const { return has_remote_parent_; }

  // Returns text for people, in several lines; its form may change.
  std::string DebugString() const;

 private:
  std::string name_;
  SpanContext context_;
  SpanId parent_span_id_;
  TimeEvents<Annotation> annotations_;
  TimeEvents<MessageEvent> message_events_;
  std::vector<Link> links_;
  std::unordered_map<std::string, AttributeValue> attributes_;
  int num_links_dropped_;
  int num_attributes_dropped_;
  absl::Time start_time_;
  absl::Time end_time_;
  Status status_;
  bool has_remote_parent_;
  bool has_ended_;
};

}  // namespace exporter
}  // namespace trace
}  // namespace opencensus
