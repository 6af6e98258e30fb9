#include "otel_core/jaeger_samplers/src/http_get.h"

#include <curl/curl.h>

#include <algorithm>
#include <memory>
#include <new>
#include <optional>

#include "otel_core/exporters/otlp/src/http/block_sigpipe.h"
#include "otel_core/exporters/otlp/src/http/response.h"
#include "otel_core/exporters/otlp/src/http/tls_lifetime.h"

namespace tracebridge::jaeger {
namespace {

using Easy = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;
using Multi = std::unique_ptr<CURLM, decltype(&curl_multi_cleanup)>;

std::size_t Keep(char* data, std::size_t, std::size_t size, void* to) noexcept {
  auto* const body = static_cast<std::string*>(to);
  if (body->size() + size > kMaxAnswerBytes) return 0;  // ends the transfer
  try {
    body->append(data, size);
    return size;
  } catch (...) {
    return 0;
  }
}

// Returns how the transfer ended. The multi interface, because another thread can wake it at once.
CURLcode Perform(CURL* easy, CURLM* multi, otlp::Cancellation* cancellation) {
  CURLcode code = CURLE_ABORTED_BY_CALLBACK;
  cancellation->OnCancel([multi] { curl_multi_wakeup(multi); });
  curl_multi_add_handle(multi, easy);
  for (bool done = false; !done && !cancellation->cancelled();) {
    int running = 0;
    if (curl_multi_perform(multi, &running) != CURLM_OK) break;
    int queued = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi, &queued)) {
      if (message->msg != CURLMSG_DONE) continue;
      code = message->data.result;
      done = true;
    }
    if (!done) curl_multi_poll(multi, nullptr, 0, 1000, nullptr);
  }
  curl_multi_remove_handle(multi, easy);
  cancellation->OnCancel(nullptr);
  return code;
}

}  // namespace

Expected<std::string> HttpGet(const std::string& url, std::chrono::milliseconds timeout,
                              otlp::Cancellation* cancellation) {
  const otlp::BlockSigpipe no_sigpipe;
  std::optional<otlp::TlsRequest> tls;
  if (!otlp::PrepareHttp() || (otlp::MayUseTls(url) && !tls.emplace(cancellation).may_run())) {
    return Error{ErrorCode::kFile, otlp::kTlsHasEnded};
  }
  const Multi multi(curl_multi_init(), &curl_multi_cleanup);
  const Easy easy(curl_easy_init(), &curl_easy_cleanup);
  if (!multi || !easy) throw std::bad_alloc();
  std::string body;
  char error[CURL_ERROR_SIZE] = {};
  curl_easy_setopt(easy.get(), CURLOPT_URL, url.c_str());
  curl_easy_setopt(easy.get(), CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(easy.get(), CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(easy.get(), CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy.get(), CURLOPT_QUICK_EXIT, 1L);
  curl_easy_setopt(easy.get(), CURLOPT_TIMEOUT_MS,
                   static_cast<long>(std::min<std::int64_t>(timeout.count(), 1'000'000'000)));
  curl_easy_setopt(easy.get(), CURLOPT_ERRORBUFFER, error);
  curl_easy_setopt(easy.get(), CURLOPT_WRITEFUNCTION, &Keep);
  curl_easy_setopt(easy.get(), CURLOPT_WRITEDATA, &body);
  const CURLcode code = Perform(easy.get(), multi.get(), cancellation);
  if (code == CURLE_WRITE_ERROR) {
    return Error{ErrorCode::kOutOfRange, "the answer is larger than 1 MiB"};
  }
  if (code != CURLE_OK) {
    return Error{ErrorCode::kFile,
                 otlp::OneLine(*error != '\0' ? error : curl_easy_strerror(code))};
  }
  long status = 0;
  curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &status);
  if (status != 200) {
    return Error{ErrorCode::kFile, "it answers with status " + std::to_string(status)};
  }
  return body;
}

std::string EscapeQuery(const std::string& text) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  std::string escaped;
  for (const char c : text) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                       c == '-' || c == '_' || c == '.' || c == '~';
    if (plain) {
      escaped += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      escaped += {'%', kDigits[byte >> 4], kDigits[byte & 15]};
    }
  }
  return escaped;
}

}  // namespace tracebridge::jaeger
