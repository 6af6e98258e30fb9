#include "tracebridge/opencensus_propagator.h"

#include <cstddef>
#include <cstdint>
#include <string>

#include "opentelemetry/trace/context.h"
#include "otel_core/propagators/base64.h"
#include "otel_core/propagators/grpc_trace_bytes.h"
#include "otel_core/propagators/text.h"
#include "tracebridge/diagnostics.h"
#include "tracebridge/grpc_tags_bin.h"
#include "tracebridge/malformed_header.h"

namespace tracebridge {
namespace {

namespace context = opentelemetry::context;
namespace nostd = opentelemetry::nostd;
using context::propagation::TextMapCarrier;
using propagators::Base64Size;
using propagators::kGrpcTraceBytes;
using propagators::MaxBytesOfBase64;
using propagators::ReadBase64;
using propagators::Remote;
using propagators::Trim;
using propagators::WriteBase64;

constexpr nostd::string_view kTraceBin = "grpc-trace-bin";
constexpr nostd::string_view kTagsBin = "grpc-tags-bin";

// Many times the fields that are known; those of later versions come behind them.
constexpr std::size_t kMaxTraceBin = 512;
constexpr std::size_t kMaxTagsBin = 44000;  // more than the limits of tags allow

bool IsRaw(nostd::string_view value) { return value.front() == '\0'; }

bool ReadTrace(nostd::string_view value, Remote* remote) {
  if (value.size() > kMaxTraceBin) return false;
  if (IsRaw(value)) return propagators::ReadGrpcTrace(value, remote);
  std::uint8_t bytes[MaxBytesOfBase64(kMaxTraceBin)];
  std::size_t size = 0;
  return ReadBase64(Trim(value), bytes, &size) &&
         propagators::ReadGrpcTrace({reinterpret_cast<const char*>(bytes), size}, remote);
}

context::Context ExtractTrace(const TextMapCarrier& carrier, const context::Context& context) {
  const nostd::string_view value = carrier.Get(kTraceBin);
  if (value.empty()) return context;
  Remote remote;
  if (ReadTrace(value, &remote)) return propagators::SetRemote(context, remote);
  CountMalformedHeader();
  return context;
}

context::Context ExtractTags(const TextMapCarrier& carrier, const context::Context& context) {
  const nostd::string_view value = carrier.Get(kTagsBin);
  if (value.empty()) return context;
  if (IsRaw(value)) return GrpcTagsBin().FromBytes(value, context);
  if (value.size() <= kMaxTagsBin) {
    std::string bytes(MaxBytesOfBase64(value.size()), '\0');
    std::size_t size = 0;
    if (ReadBase64(Trim(value), reinterpret_cast<std::uint8_t*>(bytes.data()), &size)) {
      return GrpcTagsBin().FromBytes({bytes.data(), size}, context);
    }
  }
  CountMalformedHeader();
  return context;
}

void InjectTrace(const context::Context& context, TextMapCarrier& carrier) {
  const auto span_context = opentelemetry::trace::GetSpanContext(context);
  if (!span_context.IsValid()) return;
  std::uint8_t bytes[kGrpcTraceBytes];
  char text[Base64Size(kGrpcTraceBytes)];
  propagators::WriteGrpcTrace(span_context, bytes);
  WriteBase64(bytes, sizeof bytes, text);
  carrier.Set(kTraceBin, {text, sizeof text});
}

void InjectTags(const context::Context& context, TextMapCarrier& carrier) {
  std::string bytes;
  if (!GrpcTagsBin().ToBytes(context, &bytes)) return;
  std::string text(Base64Size(bytes.size()), '\0');
  WriteBase64(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size(), text.data());
  carrier.Set(kTagsBin, text);
}

}  // namespace

void OpenCensusPropagator::Inject(TextMapCarrier& carrier,
                                  const context::Context& context) noexcept {
  try {
    InjectTrace(context, carrier);
    if (tags_ == OpenCensusTags::kAsBaggage) InjectTags(context, carrier);
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
  }
}

context::Context OpenCensusPropagator::Extract(const TextMapCarrier& carrier,
                                               context::Context& context) noexcept {
  const context::Context with_trace = ExtractTrace(carrier, context);
  if (tags_ == OpenCensusTags::kIgnored) return with_trace;
  try {
    return ExtractTags(carrier, with_trace);
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
    return with_trace;
  }
}

bool OpenCensusPropagator::Fields(
    nostd::function_ref<bool(nostd::string_view)> callback) const noexcept {
  return callback(kTraceBin) && (tags_ == OpenCensusTags::kIgnored || callback(kTagsBin));
}

}  // namespace tracebridge
