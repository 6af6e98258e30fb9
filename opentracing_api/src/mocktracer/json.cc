#include <opentracing/mocktracer/json.h>

#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <ostream>
#include <string>

namespace {
using opentracing::string_view;
using opentracing::Value;
using namespace opentracing::mocktracer;

struct Escape {
  char character;
  const char* text;
};

constexpr Escape kEscapes[] = {
    {'"', "\\\""}, {'\\', "\\\\"}, {'\b', "\\b"}, {'\n', "\\n"}, {'\r', "\\r"}, {'\t', "\\t"},
};

void Write(std::ostream& writer, char c) {
  for (const Escape& row : kEscapes) {
    if (row.character == c) {
      writer << row.text;
      return;
    }
  }
  if (0 <= c && c < 0x20) {
    char text[8];
    std::snprintf(text, sizeof(text), "\\u%04x", static_cast<unsigned>(c));
    writer << text;
  } else {
    writer << c;
  }
}

void Write(std::ostream& writer, string_view text) {
  writer << '"';
  for (const char c : text) Write(writer, c);
  writer << '"';
}

// Writes `open`, each element by `write`, commas between them, `close`.
template <typename Elements, typename WriteOne>
void WriteAll(std::ostream& writer, char open, const Elements& elements, char close,
              WriteOne write) {
  writer << open;
  bool first = true;
  for (const auto& element : elements) {
    if (!first) writer << ',';
    first = false;
    write(element);
  }
  writer << close;
}

void Write(std::ostream& writer, const Value& value);

template <typename Map>
void WriteObject(std::ostream& writer, const Map& map) {
  WriteAll(writer, '{', map, '}', [&](const auto& item) {
    Write(writer, string_view(item.first));
    writer << ':';
    Write(writer, item.second);
  });
}

struct WriteAlternative {
  std::ostream& writer;

  void operator()(bool value) const { writer << (value ? "true" : "false"); }
  void operator()(double value) const {
    if (std::isnan(value)) {
      writer << R"("NaN")";
    } else if (std::isinf(value)) {
      writer << (value < 0 ? R"("-Inf")" : R"("+Inf")");
    } else {
      writer << value;
    }
  }
  void operator()(std::int64_t value) const { writer << value; }
  void operator()(std::uint64_t value) const { writer << value; }
  void operator()(const std::string& value) const { Write(writer, string_view(value)); }
  void operator()(string_view value) const { Write(writer, value); }
  void operator()(std::nullptr_t) const { writer << "null"; }
  void operator()(const char* value) const { Write(writer, string_view(value)); }
  void operator()(const opentracing::Values& values) const {
    WriteAll(writer, '[', values, ']', [this](const Value& value) { Write(writer, value); });
  }
  void operator()(const opentracing::Dictionary& values) const { WriteObject(writer, values); }
};

void Write(std::ostream& writer, const Value& value) {
  apply_visitor(WriteAlternative{writer}, value);
}

void WriteIds(std::ostream& writer, std::uint64_t trace_id, std::uint64_t span_id) {
  char text[80];
  std::snprintf(text, sizeof(text), R"("trace_id":"%016llx","span_id":"%016llx")",
                static_cast<unsigned long long>(trace_id),
                static_cast<unsigned long long>(span_id));
  writer << text;
}

template <typename Rep, typename Period>
void WriteMicroseconds(std::ostream& writer, std::chrono::duration<Rep, Period> duration) {
  writer << std::chrono::duration_cast<std::chrono::microseconds>(duration).count();
}

void Write(std::ostream& writer, const SpanReferenceData& reference) {
  const bool is_child = reference.reference_type == opentracing::SpanReferenceType::ChildOfRef;
  writer << R"({"reference_type":")" << (is_child ? "CHILD_OF" : "FOLLOWS_FROM") << R"(",)";
  WriteIds(writer, reference.trace_id, reference.span_id);
  writer << '}';
}

void Write(std::ostream& writer, const opentracing::LogRecord& log) {
  writer << R"({"timestamp":)";
  WriteMicroseconds(writer, log.timestamp.time_since_epoch());
  writer << R"(,"fields":)";
  WriteAll(writer, '[', log.fields, ']', [&](const opentracing::LogRecord::Field& field) {
    writer << R"({"key":)";
    Write(writer, string_view(field.first));
    writer << R"(,"value":)";
    Write(writer, field.second);
    writer << '}';
  });
  writer << '}';
}

void Write(std::ostream& writer, const SpanData& span) {
  writer << R"({"span_context":{)";
  WriteIds(writer, span.span_context.trace_id, span.span_context.span_id);
  writer << R"(,"baggage":)";
  WriteAll(writer, '{', span.span_context.baggage, '}', [&](const auto& item) {
    Write(writer, string_view(item.first));
    writer << ':';
    Write(writer, string_view(item.second));
  });
  writer << R"(},"references":)";
  WriteAll(writer, '[', span.references, ']',
           [&](const SpanReferenceData& reference) { Write(writer, reference); });
  writer << R"(,"operation_name":)";
  Write(writer, string_view(span.operation_name));
  writer << R"(,"start_timestamp":)";
  WriteMicroseconds(writer, span.start_timestamp.time_since_epoch());
  writer << R"(,"duration":)";
  WriteMicroseconds(writer, span.duration);
  writer << R"(,"tags":)";
  WriteObject(writer, span.tags);
  writer << R"(,"logs":)";
  WriteAll(writer, '[', span.logs, ']',
           [&](const opentracing::LogRecord& log) { Write(writer, log); });
  writer << '}';
}
}  // namespace

namespace opentracing {
BEGIN_OPENTRACING_ABI_NAMESPACE
namespace mocktracer {
void ToJson(std::ostream& writer, const std::vector<SpanData>& spans) {
  WriteAll(writer, '[', spans, ']', [&](const SpanData& span) { Write(writer, span); });
}
}  // namespace mocktracer
END_OPENTRACING_ABI_NAMESPACE
}  // namespace opentracing
