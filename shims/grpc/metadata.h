// gRPC's metadata as what propagators write into and read from.
//
//   Set("X-B3-TraceId", "4bf9...")        ->  x-b3-traceid: 4bf9...      gRPC's names are in lower case
//   Set("grpc-trace-bin", "AABL+S81...")  ->  grpc-trace-bin: 00 00 4b f9 ...   and a name in -bin has bytes
//   Set("ot-baggage-a-bin", "1")          ->  left out and counted: text that would arrive as other text
//   Set("ot-baggage-a*b", "1")            ->  left out and counted: gRPC ends the process over such a name
//
// Source: gRPC over HTTP/2, "Requests", Custom-Metadata; OpenCensus specification, encodings/BinaryEncoding.md.
#pragma once

#include <grpcpp/support/string_ref.h>

#include <cstddef>
#include <functional>
#include <list>
#include <map>
#include <string>
#include <string_view>

#include "opentelemetry/context/propagation/text_map_propagator.h"
#include "opentelemetry/nostd/function_ref.h"
#include "opentelemetry/nostd/string_view.h"

namespace tracebridge::grpc_interceptors {

inline constexpr char kTraceBin[] = "grpc-trace-bin";
inline constexpr char kTagsBin[] = "grpc-tags-bin";

// What a call sends: of what the program put there itself, a name that is set is replaced.
class SentMetadata final : public opentelemetry::context::propagation::TextMapCarrier {
 public:
  // `metadata` must outlive this object.
  explicit SentMetadata(std::multimap<std::string, std::string>* metadata) noexcept
      : metadata_(metadata) {}

  opentelemetry::nostd::string_view Get(
      opentelemetry::nostd::string_view key) const noexcept override;
  void Set(opentelemetry::nostd::string_view key,
           opentelemetry::nostd::string_view value) noexcept override;

  // Sets bytes, which Set() takes as base64, of OpenCensus's names.
  void SetBytes(const char* key, std::string bytes);

  // Forgets what was set.
  void Clear() noexcept;

  // Moves what was set into the metadata.
  void Send() noexcept;

  // Returns the size that the metadata has for receivers once this is sent: of each entry name, value and 32 bytes.
  std::size_t Size() const noexcept;
  static std::size_t SizeOf(std::string_view name, std::string_view value) noexcept;

  // Whether OpenCensus's headers were set through this object: does the policy write them, and are tags baggage?
  bool has_trace_bin() const noexcept { return set_.count(kTraceBin) != 0; }
  bool has_tags_bin() const noexcept { return set_.count(kTagsBin) != 0; }

 private:
  using Metadata = std::multimap<std::string, std::string, std::less<>>;

  std::multimap<std::string, std::string>* metadata_;
  Metadata set_;  // each name once
};

// OpenCensus's headers of a call, which gRPC does not show among the others. Empty: not there.
struct CensusHeaders {
  std::string trace_bin;
  std::string tags_bin;
};

// What a call brought.
class ReceivedMetadata final : public opentelemetry::context::propagation::TextMapCarrier {
 public:
  // Both must outlive this object.
  ReceivedMetadata(const std::multimap<grpc::string_ref, grpc::string_ref>& metadata,
                   const CensusHeaders& census) noexcept
      : metadata_(metadata), census_(census) {}

  // Several values of a name are one, with commas, as RFC 9110, 5.3, has it; of bytes the first counts.
  opentelemetry::nostd::string_view Get(
      opentelemetry::nostd::string_view key) const noexcept override;
  void Set(opentelemetry::nostd::string_view, opentelemetry::nostd::string_view) noexcept override {
  }
  bool Keys(opentelemetry::nostd::function_ref<bool(opentelemetry::nostd::string_view)> callback)
      const noexcept override;

  // Whether OpenCensus's headers were asked for: does the policy read them, and are tags baggage?
  bool is_trace_bin_read() const noexcept { return is_trace_bin_read_; }
  bool is_tags_bin_read() const noexcept { return is_tags_bin_read_; }

 private:
  const std::multimap<grpc::string_ref, grpc::string_ref>& metadata_;
  const CensusHeaders& census_;
  mutable std::list<std::string> joined_;  // values that Get() made
  mutable bool is_trace_bin_read_ = false;
  mutable bool is_tags_bin_read_ = false;
};

}  // namespace tracebridge::grpc_interceptors
