// A tracer that lists what is asked of it, one line a call, with its name in front:
//
//   a: start "get" child_of a1 user="u42" -> a2
//   a: a2 log event="miss"
//
// It sends `<name>-id: <number>`, in streams `<name><digit>`, and refuses contexts of others.
#pragma once

#include <opentracing/tracer.h>

#include <istream>
#include <map>
#include <memory>
#include <mutex>
#include <ostream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "tracebridge/opentracing_tee.h"

namespace tracebridge::opentracing_tee {

using Lines = std::vector<std::string>;

// What several tracers list, in order.
struct List {
  std::mutex mutex;
  Lines lines;

  void Add(const std::string& line) {
    const std::lock_guard<std::mutex> lock(mutex);
    lines.push_back(line);
  }
};

struct ListedContext final : opentracing::SpanContext {
  ListedContext(std::string name, std::map<std::string, std::string> items = {})
      : id(std::move(name)), baggage(std::move(items)) {}

  void ForeachBaggageItem(
      std::function<bool(const std::string&, const std::string&)> f) const override {
    for (const auto& [key, value] : baggage) {
      if (!f(key, value)) return;
    }
  }
  std::unique_ptr<opentracing::SpanContext> Clone() const noexcept override {
    return std::unique_ptr<opentracing::SpanContext>(new ListedContext(id, baggage));
  }
  std::string ToTraceID() const noexcept override { return id.empty() ? "" : "trace " + id; }
  std::string ToSpanID() const noexcept override { return id; }

  std::string id;
  std::map<std::string, std::string> baggage;
};

class ListedTracer final : public opentracing::Tracer,
                           public std::enable_shared_from_this<ListedTracer> {
 public:
  // How it fails.
  struct Faults {
    bool no_spans = false;
    bool inject_throws = false;
    std::error_code inject, extract;
  };

  ListedTracer(std::string name, std::shared_ptr<List> list)
      : name_(std::move(name)), list_(std::move(list)), header(name_ + "-id") {}
  ~ListedTracer() override { Add("destroyed"); }

  std::unique_ptr<opentracing::Span> StartSpanWithOptions(
      opentracing::string_view name,
      const opentracing::StartSpanOptions& options) const noexcept override;

  opentracing::expected<void> Inject(const opentracing::SpanContext& context,
                                     std::ostream& writer) const override {
    const auto own = Own(context);
    if (own) writer << *own;
    return Result(own);
  }
  opentracing::expected<void> Inject(const opentracing::SpanContext& context,
                                     const opentracing::TextMapWriter& writer) const override {
    return InjectPairs(context, writer);
  }
  opentracing::expected<void> Inject(const opentracing::SpanContext& context,
                                     const opentracing::HTTPHeadersWriter& writer) const override {
    return InjectPairs(context, writer);
  }

  using Extracted = opentracing::expected<std::unique_ptr<opentracing::SpanContext>>;
  Extracted Extract(std::istream& reader) const override {
    if (faults.extract) return opentracing::make_unexpected(faults.extract);
    char text[2] = {};
    if (reader.peek() == std::istream::traits_type::eof()) return Made("");
    if (!reader.read(text, 2) || text[0] != name_[0]) {
      return opentracing::make_unexpected(opentracing::span_context_corrupted_error);
    }
    return Made({text, 2});
  }
  Extracted Extract(const opentracing::TextMapReader& reader) const override {
    return ExtractPairs(reader);
  }
  Extracted Extract(const opentracing::HTTPHeadersReader& reader) const override {
    return ExtractPairs(reader);
  }

  void Close() noexcept override { Add("close"); }

  void Add(const std::string& line) const { list_->Add(name_ + ": " + line); }

 private:
  opentracing::expected<std::string> Own(const opentracing::SpanContext& context) const {
    if (faults.inject_throws) throw std::runtime_error(name_);
    if (faults.inject) return opentracing::make_unexpected(faults.inject);
    const auto* own = dynamic_cast<const ListedContext*>(&context);
    if (own == nullptr || own->id.compare(0, 1, name_) != 0) {
      return opentracing::make_unexpected(opentracing::invalid_span_context_error);
    }
    return own->id;
  }
  static opentracing::expected<void> Result(const opentracing::expected<std::string>& own) {
    if (!own) return opentracing::make_unexpected(own.error());
    return {};
  }
  opentracing::expected<void> InjectPairs(const opentracing::SpanContext& context,
                                          const opentracing::TextMapWriter& writer) const {
    const auto own = Own(context);
    if (!own) return Result(own);
    for (const auto& [key, value] : more_headers) {
      const auto set = writer.Set(key, value);
      if (!set) return set;
    }
    return writer.Set(header, *own);
  }
  Extracted ExtractPairs(const opentracing::TextMapReader& reader) const {
    if (faults.extract) return opentracing::make_unexpected(faults.extract);
    std::string id;
    const auto read =
        reader.ForeachKey([&](opentracing::string_view key,
                              opentracing::string_view value) -> opentracing::expected<void> {
          if (key == opentracing::string_view(header)) id = value;
          return {};
        });
    if (!read) return opentracing::make_unexpected(read.error());
    return Made(id);
  }
  static Extracted Made(const std::string& id) {
    std::unique_ptr<opentracing::SpanContext> context;
    if (!id.empty()) context.reset(new ListedContext(id));
    return context;
  }

  const std::string name_;
  const std::shared_ptr<List> list_;
  mutable std::mutex mutex_;
  mutable int spans_ = 0;

 public:
  std::string header;
  std::vector<std::pair<std::string, std::string>> more_headers;
  Faults faults;
};

class ListedSpan final : public opentracing::Span {
 public:
  ListedSpan(std::shared_ptr<const ListedTracer> tracer, std::string id)
      : tracer_(std::move(tracer)), context_(std::move(id)) {}
  ~ListedSpan() override { Add("gone"); }

  void FinishWithOptions(const opentracing::FinishSpanOptions& options) noexcept override {
    Add("finish with " + std::to_string(options.log_records.size()) + " logs");
  }
  void SetOperationName(opentracing::string_view name) noexcept override {
    Add("name " + std::string(name));
  }
  void SetTag(opentracing::string_view key, const opentracing::Value& value) noexcept override {
    Add("tag " + std::string(key) + "=" + Text(value));
  }
  void SetBaggageItem(opentracing::string_view key,
                      opentracing::string_view value) noexcept override {
    Add("baggage " + std::string(key) + "=" + std::string(value));
    context_.baggage[key] = value;
  }
  std::string BaggageItem(opentracing::string_view key) const noexcept override {
    const auto found = context_.baggage.find(key);
    return found == context_.baggage.end() ? "" : found->second;
  }
  using Field = std::pair<opentracing::string_view, opentracing::Value>;
  void Log(std::initializer_list<Field> fields) noexcept override { AddLog("log", fields); }
  void Log(opentracing::SystemTime timestamp,
           std::initializer_list<Field> fields) noexcept override {
    AddLog("log at " + Seconds(timestamp), fields);
  }
  void Log(opentracing::SystemTime timestamp, const std::vector<Field>& fields) noexcept override {
    AddLog("log of many at " + Seconds(timestamp), fields);
  }
  const opentracing::SpanContext& context() const noexcept override { return context_; }
  const opentracing::Tracer& tracer() const noexcept override { return *tracer_; }

  static std::string Text(const opentracing::Value& value) {
    return value.is<const char*>()   ? value.get<const char*>()
           : value.is<std::string>() ? value.get<std::string>()
                                     : "?";
  }

 private:
  static std::string Seconds(opentracing::SystemTime time) {
    return std::to_string(opentracing::SystemClock::to_time_t(time));
  }
  template <class Fields>
  void AddLog(std::string text, const Fields& fields) {
    for (const auto& [key, value] : fields) text += " " + std::string(key) + "=" + Text(value);
    Add(text);
  }
  void Add(const std::string& line) const { tracer_->Add(context_.id + " " + line); }

  const std::shared_ptr<const ListedTracer> tracer_;
  ListedContext context_;
};

inline std::unique_ptr<opentracing::Span> ListedTracer::StartSpanWithOptions(
    opentracing::string_view name, const opentracing::StartSpanOptions& options) const noexcept {
  std::string text = "start " + std::string(name);
  for (const auto& [type, context] : options.references) {
    text += type == opentracing::SpanReferenceType::ChildOfRef ? " child_of " : " follows_from ";
    text += context == nullptr ? "null" : context->ToSpanID();
  }
  for (const auto& [key, value] : options.tags) text += " " + key + "=" + ListedSpan::Text(value);
  if (options.start_system_timestamp != opentracing::SystemTime()) text += " timed";
  if (faults.no_spans) {
    Add(text + " -> none");
    return nullptr;
  }
  std::string id;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    id = name_ + std::to_string(++spans_);
  }
  Add(text + " -> " + id);
  return std::unique_ptr<opentracing::Span>(new ListedSpan(shared_from_this(), id));
}

// A tee of tracers `a` and `b`.
struct Listed {
  // Returns what was listed since the last time.
  Lines Take() {
    Lines taken;
    taken.swap(list->lines);
    return taken;
  }

  std::shared_ptr<List> list = std::make_shared<List>();
  std::shared_ptr<ListedTracer> a = std::make_shared<ListedTracer>("a", list);
  std::shared_ptr<ListedTracer> b = std::make_shared<ListedTracer>("b", list);
  std::shared_ptr<opentracing::Tracer> tee = MakeOpenTracingTee(a, b);
};

}  // namespace tracebridge::opentracing_tee
