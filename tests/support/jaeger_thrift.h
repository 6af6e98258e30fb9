// What Jaeger's clients send, decoded by Thrift, and as text that shows a difference.
#pragma once

#include <thrift/protocol/TBinaryProtocol.h>
#include <thrift/protocol/TCompactProtocol.h>
#include <thrift/transport/TBufferTransports.h>

#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "otel_core/proto/jaeger/Agent.h"

namespace tracebridge::test {

namespace idl = tracebridge::jaeger::idl;

enum class JaegerForm { kCompactCall, kBinaryCall, kBinaryBatch };

// Throws what Thrift throws, also for bytes after the message.
inline idl::Batch DecodeJaeger(JaegerForm form, const std::string& bytes) {
  using namespace apache::thrift;
  const auto buffer = std::make_shared<transport::TMemoryBuffer>(
      reinterpret_cast<std::uint8_t*>(const_cast<char*>(bytes.data())),
      static_cast<std::uint32_t>(bytes.size()));
  std::unique_ptr<protocol::TProtocol> protocol;
  if (form == JaegerForm::kCompactCall) {
    protocol = std::make_unique<protocol::TCompactProtocol>(buffer);
  } else {
    protocol = std::make_unique<protocol::TBinaryProtocol>(buffer);
  }
  idl::Batch batch;
  if (form == JaegerForm::kBinaryBatch) {
    batch.read(protocol.get());
  } else {
    std::string name;
    protocol::TMessageType type{};
    std::int32_t sequence = 0;
    protocol->readMessageBegin(name, type, sequence);
    if (name != "emitBatch") throw TException("a call of " + name);
    idl::Agent_emitBatch_args arguments;
    arguments.read(protocol.get());
    batch = arguments.batch;
  }
  if (buffer->available_read() != 0) throw TException("bytes after the message");
  return batch;
}

inline std::string HexText(std::int64_t number) {
  char text[17];
  std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(number));
  return text;
}

// key = "text", key = 7, key = 0.5, key = true, key = <00ff>
inline std::string TagText(const idl::Tag& tag) {
  std::string text = tag.key + " = ";
  switch (tag.vType) {
    case idl::TagType::STRING:
      return text + "\"" + tag.vStr + "\"";
    case idl::TagType::DOUBLE: {
      char number[40];
      std::snprintf(number, sizeof number, "%.17g", tag.vDouble);
      text += number;
      const bool is_whole =
          text.find_first_of(".en", text.size() - std::string(number).size()) == std::string::npos;
      return is_whole ? text + ".0" : text;
    }
    case idl::TagType::BOOL:
      return text + (tag.vBool ? "true" : "false");
    case idl::TagType::LONG:
      return text + std::to_string(tag.vLong);
    case idl::TagType::BINARY: {
      text += "<";
      for (const char c : tag.vBinary) text += HexText(static_cast<unsigned char>(c)).substr(14);
      return text + ">";
    }
  }
  return text + "?";
}

inline std::string SpanText(const idl::Span& span) {
  std::string text = "span " + span.operationName + "\n";
  text += "  id " + HexText(span.traceIdHigh) + HexText(span.traceIdLow) + " " +
          HexText(span.spanId) + " parent " + HexText(span.parentSpanId) + " flags " +
          std::to_string(span.flags) + "\n";
  text += "  time " + std::to_string(span.startTime) + " + " + std::to_string(span.duration) + "\n";
  for (const idl::SpanRef& ref : span.references) {
    text += std::string("  ") +
            (ref.refType == idl::SpanRefType::CHILD_OF ? "child of " : "follows from ") +
            HexText(ref.traceIdHigh) + HexText(ref.traceIdLow) + " " + HexText(ref.spanId) + "\n";
  }
  for (const idl::Tag& tag : span.tags) text += "  " + TagText(tag) + "\n";
  for (const idl::Log& log : span.logs) {
    text += "  log " + std::to_string(log.timestamp) + "\n";
    for (const idl::Tag& tag : log.fields) text += "    " + TagText(tag) + "\n";
  }
  return text;
}

inline std::string BatchText(const idl::Batch& batch) {
  std::string text = "process " + batch.process.serviceName + "\n";
  for (const idl::Tag& tag : batch.process.tags) text += "  " + TagText(tag) + "\n";
  for (const idl::Span& span : batch.spans) text += SpanText(span);
  return text;
}

}  // namespace tracebridge::test
