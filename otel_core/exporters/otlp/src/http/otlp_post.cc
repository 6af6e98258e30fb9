#include "otel_core/exporters/otlp/src/http/otlp_post.h"

#include <strings.h>

#include <algorithm>
#include <new>

#include "opentelemetry/exporters/otlp/otlp_environment.h"
#include "opentelemetry/sdk/common/global_log_handler.h"
#include "otel_core/exporters/otlp/src/http/gzip.h"
#include "otel_core/exporters/otlp/src/http/url_text.h"

namespace tracebridge::otlp {
namespace {

using opentelemetry::sdk::common::ExportResult;

// "The client SHOULD limit the size of the request body, including before compression."
constexpr std::size_t kMaxRequestBytes = 64 << 20;

ConnectionOptions WithHeaders(const PostOptions& options) {
  ConnectionOptions connection = options.connection;
  auto& headers = connection.headers;
  const bool has_user_agent = std::any_of(headers.begin(), headers.end(), [](const auto& header) {
    return strcasecmp(header.first.c_str(), "User-Agent") == 0;
  });
  if (!has_user_agent) {
    headers.emplace_back("User-Agent", opentelemetry::exporter::otlp::GetOtlpDefaultUserAgent());
  }
  headers.emplace_back("Content-Type",
                       options.is_json ? "application/json" : "application/x-protobuf");
  if (options.is_gzip) headers.emplace_back("Content-Encoding", "gzip");
  return connection;
}

}  // namespace

OtlpPost::OtlpPost(const PostOptions& options, Cancellation* cancellation)
    : options_(options),
      cancellation_(cancellation),
      connection_(WithHeaders(options), options.retry) {}

ExportResult OtlpPost::Send(const std::function<std::string_view()>& encode,
                            std::size_t items) noexcept {
  Attempt last{Verdict::kRefused, {}, 0, "no memory"};  // short enough not to need any
  try {
    last = SendOnce(encode);
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
  }
  Report(last, items);
  return last.verdict == Verdict::kDelivered ? ExportResult::kSuccess : ExportResult::kFailure;
}

Attempt OtlpPost::SendOnce(const std::function<std::string_view()>& encode) {
  const TimePoint deadline = DeadlineAfter(options_.timeout);
  const std::string_view body = encode();
  if (body.size() > kMaxRequestBytes) {
    return {Verdict::kRefused, {}, 0, "the batch is larger than 64 MiB"};
  }
  if (options_.is_gzip && !Gzip(body, &compressed_)) throw std::bad_alloc();
  return connection_.Post(options_.is_gzip ? std::string_view(compressed_) : body, deadline,
                          cancellation_);
}

// One line when exports begin to fail and one when they work again. What is lost is counted by the
// processor or the reader, for every exporter alike.
void OtlpPost::Report(const Attempt& last, std::size_t items) noexcept try {
  const std::string where = LoggableUrl(options_.connection.url);
  if (last.verdict != Verdict::kDelivered) {
    if (!failing_) {
      OTEL_INTERNAL_LOG_ERROR("OTLP export to " << where << " fails, " << items << " "
                                                << options_.items << " are lost: " << last.message);
    }
    failing_ = true;
    return;
  }
  if (failing_) OTEL_INTERNAL_LOG_INFO("OTLP export to " << where << " works again");
  failing_ = false;
  if (last.rejected != 0) Count(options_.rejected, last.rejected);
  if (last.rejected != 0 || !last.message.empty()) {
    OTEL_INTERNAL_LOG_WARN(where << " rejected " << last.rejected << " of " << items << " "
                                 << options_.items << ": " << last.message);
  }
  if (options_.console_debug) {
    OTEL_INTERNAL_LOG_DEBUG("OTLP export to " << where << ": " << items << " " << options_.items);
  }
} catch (...) {
  // Out of memory: the counters are all that is left.
}

}  // namespace tracebridge::otlp
