#include "migration/tail/jaeger_decoder.h"

#include <thrift/protocol/TBinaryProtocol.h>
#include <thrift/protocol/TCompactProtocol.h>
#include <thrift/transport/TBufferTransports.h>

#include <algorithm>
#include <limits>
#include <memory>
#include <new>
#include <optional>
#include <utility>

#include "migration/tail/limited_protocol.h"
#include "migration/tail/origin.h"
#include "migration/tail/text.h"
#include "otel_core/proto/jaeger/Agent.h"

namespace tracebridge::tail {
namespace {
namespace idl = jaeger::idl;
namespace thrift = apache::thrift;
using thrift::protocol::TProtocol;
using thrift::protocol::TProtocolException;
using thrift::transport::TMemoryBuffer;

// Reads the whole of `bytes` with `read`.
template <class Read>
std::optional<DecodeError> ReadAll(std::string_view bytes, JaegerEncoding encoding,
                                   const DecodeLimits& limits, Read read) {
  if (bytes.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) {
    return DecodeError{DecodeError::Code::kTooLarge, "the body is larger than 2 GiB"};
  }
  try {
    constexpr int kMaxFrameSize = thrift::TConfiguration::DEFAULT_MAX_FRAME_SIZE;
    const auto configuration =
        std::make_shared<thrift::TConfiguration>(std::max(static_cast<int>(bytes.size()), 1),
                                                 kMaxFrameSize, static_cast<int>(limits.max_depth));
    // It only looks at them.
    const auto buffer = std::make_shared<TMemoryBuffer>(
        reinterpret_cast<std::uint8_t*>(const_cast<char*>(bytes.data())),
        static_cast<std::uint32_t>(bytes.size()), TMemoryBuffer::OBSERVE, configuration);
    if (encoding == JaegerEncoding::kCompact) {
      LimitedProtocol<thrift::protocol::TCompactProtocol> protocol(buffer, limits.max_items);
      read(protocol);
    } else {
      LimitedProtocol<thrift::protocol::TBinaryProtocol> protocol(
          buffer, limits.max_items, /*strict_read=*/false, /*strict_write=*/true);
      read(protocol);
    }
    if (buffer->available_read() != 0) {
      return DecodeError{DecodeError::Code::kMalformed, "there are bytes after the message"};
    }
    return std::nullopt;
  } catch (const ThriftTooLarge& error) {
    return DecodeError{DecodeError::Code::kTooLarge, error.what()};
  } catch (const thrift::TException& error) {
    return DecodeError{DecodeError::Code::kMalformed,
                       std::string("not a Thrift batch of Jaeger's: ") + error.what()};
  }
}

std::string ToModel(std::string&& from) {
  std::string_view rest = from;
  std::string text;
  bool is_utf8 = true;
  for (std::string_view look = rest; !look.empty() && is_utf8;) {
    const std::size_t before = look.size();
    const char32_t code_point = TakeCodePoint(look);
    is_utf8 = code_point != 0xfffd || before - look.size() == 3;
  }
  if (is_utf8) return std::move(from);
  while (!rest.empty()) text += ToUtf8(TakeCodePoint(rest));
  return text;
}

Value ToValue(idl::Tag& tag) {
  switch (tag.vType) {
    case idl::TagType::STRING:
      return {ToModel(std::move(tag.vStr))};
    case idl::TagType::DOUBLE:
      return {tag.vDouble};
    case idl::TagType::BOOL:
      return {tag.vBool};
    case idl::TagType::LONG:
      return {static_cast<int64_t>(tag.vLong)};
    case idl::TagType::BINARY:
      return {Bytes{std::move(tag.vBinary)}};
  }
  return {};  // a type that this version does not know
}

template <class Id>
void PutNumber(std::int64_t number, std::size_t at, Id& id) {
  auto bits = static_cast<std::uint64_t>(number);
  for (std::size_t i = 8; i-- > 0; bits >>= 8) id[at + i] = static_cast<std::uint8_t>(bits);
}

TraceId ToTraceId(std::int64_t high, std::int64_t low) {
  TraceId id{};
  PutNumber(high, 0, id);
  PutNumber(low, 8, id);
  return id;
}

SpanId ToSpanId(std::int64_t number) {
  SpanId id{};
  PutNumber(number, 0, id);
  return id;
}

// Times before the epoch, and beyond what nanoseconds can say, are the nearest that can be.
std::uint64_t Nanoseconds(std::int64_t microseconds) {
  constexpr std::uint64_t kMost = std::numeric_limits<std::uint64_t>::max() / 2 / 1000;
  if (microseconds < 0) return 0;
  return std::min(static_cast<std::uint64_t>(microseconds), kMost) * 1000;
}

struct KindName {
  std::string_view tag_value;
  SpanKind kind;
};

// OpenTracing semantic conventions 1.1, "span.kind"; `internal` is what OpenTelemetry SDKs for Jaeger send.
constexpr KindName kKindNames[] = {
    {"server", SpanKind::kServer},     {"client", SpanKind::kClient},
    {"producer", SpanKind::kProducer}, {"consumer", SpanKind::kConsumer},
    {"internal", SpanKind::kInternal},
};

std::optional<SpanKind> KindOf(const Value& value) {
  const auto* text = std::get_if<std::string>(&value.value);
  if (text == nullptr) return std::nullopt;
  for (const KindName& row : kKindNames) {
    if (row.tag_value == *text) return row.kind;
  }
  return std::nullopt;
}

// In words; older SDKs sent their own numbers, which differ, and are left to the reader.
std::optional<StatusCode> StatusOf(const Value& value) {
  const auto* text = std::get_if<std::string>(&value.value);
  if (text == nullptr) return std::nullopt;
  if (*text == "OK") return StatusCode::kOk;
  if (*text == "ERROR") return StatusCode::kError;
  return std::nullopt;
}

bool IsTrue(const Value& value) {
  const auto* flag = std::get_if<bool>(&value.value);
  const auto* text = std::get_if<std::string>(&value.value);
  return (flag != nullptr && *flag) || (text != nullptr && *text == "true");
}

bool TakeText(Value& value, std::string* to) {
  auto* text = std::get_if<std::string>(&value.value);
  if (text == nullptr) return false;
  *to = std::move(*text);
  return true;
}

bool TakeCount(const Value& value, std::uint32_t* to) {
  const auto* number = std::get_if<int64_t>(&value.value);
  if (number == nullptr || *number < 0 || *number > std::numeric_limits<std::uint32_t>::max()) {
    return false;
  }
  *to = static_cast<std::uint32_t>(*number);
  return true;
}

// Returns whether `tag` is a field of `span` or of its scope, and sets that.
bool TakeField(const std::string& key, Value& value, Span& span, Scope& scope) {
  if (key == "span.kind") {
    const auto kind = KindOf(value);
    if (kind) span.kind = *kind;
    return kind.has_value();
  }
  if (key == "otel.status_code") {
    const auto status = StatusOf(value);
    if (status) span.status = *status;
    return status.has_value();
  }
  if (key == "otel.status_description") return TakeText(value, &span.status_message);
  if (key == "otel.scope.name" || key == "otel.library.name") return TakeText(value, &scope.name);
  if (key == "otel.scope.version" || key == "otel.library.version") {
    return TakeText(value, &scope.version);
  }
  if (key == "w3c.tracestate") return TakeText(value, &span.trace_state);
  if (key == "otel.dropped_attributes_count") return TakeCount(value, &span.dropped_attributes);
  if (key == "otel.dropped_events_count") return TakeCount(value, &span.dropped_events);
  if (key == "otel.dropped_links_count") return TakeCount(value, &span.dropped_links);
  return false;
}

void AddTags(std::vector<idl::Tag>& tags, Span& span, Scope& scope) {
  bool has_error = false;
  for (idl::Tag& tag : tags) {
    Value value = ToValue(tag);
    std::string key = ToModel(std::move(tag.key));
    if (key == "error" && IsTrue(value)) {
      has_error = true;
    } else if (!TakeField(key, value, span, scope)) {
      span.attributes.push_back({std::move(key), std::move(value)});
    }
  }
  if (has_error && span.status == StatusCode::kUnset) span.status = StatusCode::kError;
}

Event ToModel(idl::Log& log) {
  Event event;
  event.time = Nanoseconds(log.timestamp);
  event.name =
      "log";  // as OpenTelemetry's specification calls a log of OpenTracing without `event`
  bool has_name = false;
  for (idl::Tag& tag : log.fields) {
    Value value = ToValue(tag);
    std::string key = ToModel(std::move(tag.key));
    if (!has_name && key == "event" && TakeText(value, &event.name))
      has_name = true;
    else if (key == "otel.dropped_attributes_count" && TakeCount(value, &event.dropped_attributes))
      continue;
    else
      event.attributes.push_back({std::move(key), std::move(value)});
  }
  return event;
}

Link ToModel(const idl::SpanRef& from) {
  Link link;
  link.trace_id = ToTraceId(from.traceIdHigh, from.traceIdLow);
  link.span_id = ToSpanId(from.spanId);
  const bool is_child_of = from.refType == idl::SpanRefType::CHILD_OF;
  link.attributes.push_back(
      {"opentracing.ref_type", {std::string(is_child_of ? "child_of" : "follows_from")}});
  return link;
}

bool IsParent(const Link& link, const Span& span) {
  return link.trace_id == span.trace_id && link.span_id == span.parent_span_id;
}

void AddReferences(const std::vector<idl::SpanRef>& references, Span& span) {
  for (const idl::SpanRef& reference : references) {
    Link link = ToModel(reference);
    // Proto-minded senders name their parent here alone.
    if (IsZero(span.parent_span_id) && reference.refType == idl::SpanRefType::CHILD_OF &&
        link.trace_id == span.trace_id) {
      span.parent_span_id = link.span_id;
    }
    if (!IsParent(link, span)) span.links.push_back(std::move(link));
  }
}

Span ToModel(idl::Span& from, Scope& scope) {
  Span span;
  span.trace_id = ToTraceId(from.traceIdHigh, from.traceIdLow);
  span.span_id = ToSpanId(from.spanId);
  span.parent_span_id = ToSpanId(from.parentSpanId);
  span.flags = static_cast<std::uint32_t>(from.flags) & 1u;
  span.name = ToModel(std::move(from.operationName));
  span.start = Nanoseconds(from.startTime);
  span.end = span.start + Nanoseconds(from.duration);
  AddTags(from.tags, span, scope);
  AddReferences(from.references, span);
  for (idl::Log& log : from.logs) span.events.push_back(ToModel(log));
  return span;
}

// A client of Jaeger's is one of OpenTracing; OpenCensus had exporters of its own, which say so.
Scope ScopeOfClient(const Resource& resource) {
  Scope scope;
  scope.name = kJaegerClientScope;
  for (const Attribute& tag : resource.attributes) {
    const auto* text = std::get_if<std::string>(&tag.value.value);
    if (text == nullptr) continue;
    if (tag.key == "jaeger.version") scope.version = *text;
    if (tag.key.compare(0, 19, "opencensus.exporter") == 0) {
      scope.name = kOpenCensusJaegerScope;
      if (tag.key.find("version") != tag.key.npos) scope.version = *text;
    }
  }
  return scope;
}

DecodedTraces ToModel(idl::Batch& batch) {
  Resource resource;
  resource.attributes.push_back({"service.name", {ToModel(std::move(batch.process.serviceName))}});
  for (idl::Tag& tag : batch.process.tags) {
    Value value = ToValue(tag);
    resource.attributes.push_back({ToModel(std::move(tag.key)), std::move(value)});
  }
  const auto shared_resource = std::make_shared<const Resource>(std::move(resource));
  const Scope client = ScopeOfClient(*shared_resource);
  std::shared_ptr<const Scope> last;

  DecodedTraces traces;
  for (idl::Span& from : batch.spans) {
    Scope scope;
    Span span = ToModel(from, scope);
    if (scope.name.empty()) scope = client;
    if (last == nullptr || last->name != scope.name || last->version != scope.version) {
      last = std::make_shared<const Scope>(std::move(scope));
    }
    span.resource = shared_resource;
    span.scope = last;
    Accept(std::move(span), /*parent_is_well_formed=*/true, traces);
  }
  return traces;
}

DecodeResult Finish(std::optional<DecodeError> error, idl::Batch& batch,
                    const DecodeLimits& limits) {
  if (error) return *std::move(error);
  if (batch.spans.size() > limits.max_spans) {
    return DecodeError{DecodeError::Code::kTooLarge,
                       "more than " + std::to_string(limits.max_spans) + " spans"};
  }
  return ToModel(batch);
}

}  // namespace

DecodeResult DecodeJaegerBatch(std::string_view body, const DecodeLimits& limits) {
  idl::Batch batch;
  auto error = ReadAll(body, JaegerEncoding::kBinary, limits,
                       [&batch](TProtocol& protocol) { batch.read(&protocol); });
  return Finish(std::move(error), batch, limits);
}

DecodeResult DecodeJaegerCall(std::string_view datagram, JaegerEncoding encoding,
                              const DecodeLimits& limits) {
  idl::Agent_emitBatch_args call;
  std::string name;
  auto error = ReadAll(datagram, encoding, limits, [&](TProtocol& protocol) {
    thrift::protocol::TMessageType type{};
    std::int32_t sequence = 0;
    protocol.readMessageBegin(name, type, sequence);
    if (name != "emitBatch")
      throw TProtocolException(TProtocolException::INVALID_DATA, "not a call of emitBatch");
    call.read(&protocol);
    protocol.readMessageEnd();
  });
  return Finish(std::move(error), call.batch, limits);
}

}  // namespace tracebridge::tail
