#include "otel_core/exporters/jaeger/thrift/encoder.h"

#include <thrift/protocol/TBinaryProtocol.h>
#include <thrift/protocol/TCompactProtocol.h>
#include <thrift/transport/TBufferTransports.h>

#include <memory>
#include <new>
#include <string>
#include <utility>
#include <vector>

#include "otel_core/proto/jaeger/Agent.h"

namespace tracebridge::jaeger {
namespace {

using apache::thrift::protocol::TProtocol;
using apache::thrift::transport::TMemoryBuffer;

std::string ToThrift(const Text& text) { return std::string(text.data, text.size); }

std::int32_t ToThrift(TagType type) {
  switch (type) {
    case TagType::kString:
      return idl::TagType::STRING;
    case TagType::kDouble:
      return idl::TagType::DOUBLE;
    case TagType::kBool:
      return idl::TagType::BOOL;
    case TagType::kLong:
      return idl::TagType::LONG;
    case TagType::kBinary:
      return idl::TagType::BINARY;
  }
  return idl::TagType::STRING;
}

std::int32_t ToThrift(RefType type) {
  switch (type) {
    case RefType::kChildOf:
      return idl::SpanRefType::CHILD_OF;
    case RefType::kFollowsFrom:
      return idl::SpanRefType::FOLLOWS_FROM;
  }
  return idl::SpanRefType::FOLLOWS_FROM;
}

idl::Tag ToThrift(const Tag& from) {
  idl::Tag tag;
  tag.__set_key(ToThrift(from.key));
  tag.__set_vType(ToThrift(from.type));
  switch (from.type) {
    case TagType::kString:
      tag.__set_vStr(ToThrift(from.v_text));
      break;
    case TagType::kDouble:
      tag.__set_vDouble(from.v_double);
      break;
    case TagType::kBool:
      tag.__set_vBool(from.v_bool);
      break;
    case TagType::kLong:
      tag.__set_vLong(from.v_long);
      break;
    case TagType::kBinary:
      tag.__set_vBinary(ToThrift(from.v_text));
      break;
  }
  return tag;
}

idl::Log ToThrift(const Log& from);
idl::SpanRef ToThrift(const Reference& from);

template <typename To, typename From>
std::vector<To> ToThrift(const Array<From>& from) {
  std::vector<To> list;
  list.reserve(from.size);
  for (std::size_t i = 0; i < from.size; ++i) list.push_back(ToThrift(from.data[i]));
  return list;
}

idl::Log ToThrift(const Log& from) {
  idl::Log log;
  log.__set_timestamp(from.timestamp);
  log.__set_fields(ToThrift<idl::Tag>(from.fields));
  return log;
}

idl::SpanRef ToThrift(const Reference& from) {
  idl::SpanRef reference;
  reference.__set_refType(ToThrift(from.type));
  reference.__set_traceIdLow(from.trace_id_low);
  reference.__set_traceIdHigh(from.trace_id_high);
  reference.__set_spanId(from.span_id);
  return reference;
}

idl::Span ToThrift(const Span& from) {
  idl::Span span;
  span.__set_traceIdLow(from.trace_id_low);
  span.__set_traceIdHigh(from.trace_id_high);
  span.__set_spanId(from.span_id);
  span.__set_parentSpanId(from.parent_span_id);
  span.__set_operationName(ToThrift(from.operation_name));
  span.__set_flags(from.flags);
  span.__set_startTime(from.start_time);
  span.__set_duration(from.duration);
  if (from.references.size != 0) span.__set_references(ToThrift<idl::SpanRef>(from.references));
  if (from.tags.size != 0) span.__set_tags(ToThrift<idl::Tag>(from.tags));
  if (from.logs.size != 0) span.__set_logs(ToThrift<idl::Log>(from.logs));
  return span;
}

// A buffer and the protocol that writes into it.
class Writer {
 public:
  explicit Writer(Form form) : buffer_(std::make_shared<TMemoryBuffer>()), form_(form) {
    if (form == Form::kCompactCall) {
      protocol_ = std::make_unique<apache::thrift::protocol::TCompactProtocol>(buffer_);
    } else {
      protocol_ = std::make_unique<apache::thrift::protocol::TBinaryProtocol>(buffer_);
    }
  }

  void Write(const idl::Batch& batch) {
    buffer_->resetBuffer();
    if (form_ == Form::kBinaryBatch) {
      batch.write(protocol_.get());
      return;
    }
    protocol_->writeMessageBegin("emitBatch", apache::thrift::protocol::T_ONEWAY, 0);
    idl::Agent_emitBatch_pargs call;
    call.batch = &batch;
    call.write(protocol_.get());
    protocol_->writeMessageEnd();
  }

  // The sizes of parts. A span takes the same number of bytes in any list.
  std::size_t SizeOf(const idl::Span& span) {
    buffer_->resetBuffer();
    span.write(protocol_.get());
    return size();
  }
  std::size_t SizeOfListHeader(std::size_t count) {
    buffer_->resetBuffer();
    protocol_->writeListBegin(apache::thrift::protocol::T_STRUCT,
                              static_cast<std::uint32_t>(count));
    return size();
  }
  std::size_t SizeOf(const idl::Batch& batch) {
    Write(batch);
    return size();
  }

  std::size_t size() const { return buffer_->writeEnd(); }
  const char* data() const {
    std::uint8_t* bytes = nullptr;
    std::uint32_t size = 0;
    buffer_->getBuffer(&bytes, &size);
    return reinterpret_cast<const char*>(bytes);
  }

 private:
  const std::shared_ptr<TMemoryBuffer> buffer_;
  const Form form_;
  std::unique_ptr<TProtocol> protocol_;
};

class Packets {
 public:
  Packets(Form form, const Batch& batch, std::size_t max_size, const Sink& sink)
      : batch_(batch), max_size_(max_size), sink_(sink), writer_(form) {
    packet_.process.__set_serviceName(ToThrift(batch.service_name));
    if (batch.process_tags.size != 0) {
      packet_.process.__set_tags(ToThrift<idl::Tag>(batch.process_tags));
    }
    frame_ = writer_.SizeOf(packet_) - writer_.SizeOfListHeader(0);
  }

  Status Send() {
    for (std::size_t i = 0; i < batch_.spans.size; ++i) {
      idl::Span span = ToThrift(batch_.spans.data[i]);
      const std::size_t size = writer_.SizeOf(span);
      if (PacketSize(0, 1, size) > max_size_) {
        sink_.too_large(sink_.context, i, PacketSize(0, 1, size));
        // The packet's spans are a run of the batch's.
        if (!Finish()) return Status::kStopped;
        continue;
      }
      if (PacketSize(spans_size_, packet_.spans.size() + 1, size) > max_size_ && !Finish()) {
        return Status::kStopped;
      }
      if (packet_.spans.empty()) first_ = i;
      packet_.spans.push_back(std::move(span));
      spans_size_ += size;
    }
    return Finish() ? Status::kDone : Status::kStopped;
  }

 private:
  std::size_t PacketSize(std::size_t spans_size, std::size_t count, std::size_t more) {
    return frame_ + writer_.SizeOfListHeader(count) + spans_size + more;
  }

  bool Finish() {
    if (packet_.spans.empty()) return true;
    writer_.Write(packet_);
    const std::size_t count = packet_.spans.size();
    packet_.spans.clear();
    spans_size_ = 0;
    return sink_.packet(sink_.context, writer_.data(), writer_.size(), first_, count);
  }

  const Batch& batch_;
  const std::size_t max_size_;
  const Sink& sink_;
  Writer writer_;
  idl::Batch packet_;
  std::size_t frame_ = 0;       // bytes of a packet without its list of spans
  std::size_t spans_size_ = 0;  // bytes of the spans in `packet_`
  std::size_t first_ = 0;       // number of the first of them in the batch
};

Status EncodePackets(Form form, const Batch* batch, std::size_t max_size,
                     const Sink* sink) noexcept {
  try {
    return Packets(form, *batch, max_size, *sink).Send();
  } catch (const std::bad_alloc&) {
    return Status::kNoMemory;
  } catch (...) {
    return Status::kFailed;
  }
}

}  // namespace
}  // namespace tracebridge::jaeger

extern "C" __attribute__((visibility("default"))) tracebridge::jaeger::Encode
tracebridge_jaeger_thrift(std::uint32_t version) noexcept {
  return version == tracebridge::jaeger::kVersion ? &tracebridge::jaeger::EncodePackets : nullptr;
}
