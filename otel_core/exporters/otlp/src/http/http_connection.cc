#include "otel_core/exporters/otlp/src/http/http_connection.h"

#include <curl/curl.h>

#include <algorithm>
#include <limits>
#include <optional>

#include "otel_core/exporters/otlp/src/http/block_sigpipe.h"
#include "otel_core/exporters/otlp/src/http/response.h"
#include "otel_core/exporters/otlp/src/http/tls_lifetime.h"
#include "tracebridge/state.h"

namespace tracebridge::otlp {
namespace {

// "It is RECOMMENDED to use 4 MiB as the default limit [of the response]."
constexpr std::size_t kMaxResponseBytes = 4 << 20;

struct EasyDeleter {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct MultiDeleter {
  void operator()(CURLM* handle) const { curl_multi_cleanup(handle); }
};
struct ListDeleter {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using HeaderList = std::unique_ptr<curl_slist, ListDeleter>;

struct TlsVersion {
  std::string_view name;
  long minimum;
  long maximum;
};

constexpr TlsVersion kTlsVersions[] = {
    {"1.2", CURL_SSLVERSION_TLSv1_2, CURL_SSLVERSION_MAX_TLSv1_2},
    {"1.3", CURL_SSLVERSION_TLSv1_3, CURL_SSLVERSION_MAX_TLSv1_3},
};

long TlsRange(std::string_view minimum, std::string_view maximum) {
  long range =
      static_cast<long>(CURL_SSLVERSION_DEFAULT) | static_cast<long>(CURL_SSLVERSION_MAX_DEFAULT);
  for (const TlsVersion& version : kTlsVersions) {
    if (version.name == minimum) range |= version.minimum;
    if (version.name == maximum) range |= version.maximum;
  }
  return range;
}

// The transport's failures after which the same request may succeed.
bool IsTransient(CURLcode code) {
  switch (code) {
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_CONNECT:
    case CURLE_PARTIAL_FILE:
    case CURLE_OPERATION_TIMEDOUT:
    case CURLE_GOT_NOTHING:
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
      return true;
    default:
      return false;
  }
}

bool Append(HeaderList* list, const std::string& line) {
  curl_slist* longer = curl_slist_append(list->get(), line.c_str());
  if (longer == nullptr) return false;
  (void)list->release();
  list->reset(longer);
  return true;
}

HeaderList MakeHeaders(const ConnectionOptions& options) {
  HeaderList list;
  // libcurl would wait a second for "100 Continue", which collectors do not send.
  if (!Append(&list, "Expect:")) return nullptr;
  for (const auto& [name, value] : options.headers) {
    // The form with ";" is libcurl's for a header without a value.
    std::string line = name;
    line.append(value.empty() ? ";" : ": ").append(value);
    if (!Append(&list, line)) return nullptr;
  }
  return list;
}

// Gives a file's path, or else the text itself.
void SetPem(CURL* curl, CURLoption path_option, const std::string& path, CURLoption blob_option,
            const std::string& text) {
  if (!path.empty()) {
    curl_easy_setopt(curl, path_option, path.c_str());
  } else if (!text.empty()) {
    curl_blob blob{const_cast<char*>(text.data()), text.size(), CURL_BLOB_COPY};
    curl_easy_setopt(curl, blob_option, &blob);
  }
}

void SetTls(CURL* curl, const ConnectionOptions& options) {
  if (options.insecure_skip_verify) {
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 0L);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 0L);
  }
  SetPem(curl, CURLOPT_CAINFO, options.ca_path, CURLOPT_CAINFO_BLOB, options.ca_text);
  SetPem(curl, CURLOPT_SSLKEY, options.client_key_path, CURLOPT_SSLKEY_BLOB,
         options.client_key_text);
  SetPem(curl, CURLOPT_SSLCERT, options.client_certificate_path, CURLOPT_SSLCERT_BLOB,
         options.client_certificate_text);
  curl_easy_setopt(curl, CURLOPT_SSLVERSION, TlsRange(options.min_tls, options.max_tls));
  if (!options.cipher.empty()) {
    curl_easy_setopt(curl, CURLOPT_SSL_CIPHER_LIST, options.cipher.c_str());
  }
  if (!options.cipher_suite.empty()) {
    curl_easy_setopt(curl, CURLOPT_TLS13_CIPHERS, options.cipher_suite.c_str());
  }
}

// A redirected batch stays a POST, and goes where the scheme is HTTP's.
void SetRoute(CURL* curl, const ConnectionOptions& options) {
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, options.max_redirects > 0 ? 1L : 0L);
  curl_easy_setopt(curl, CURLOPT_MAXREDIRS, options.max_redirects);
  curl_easy_setopt(curl, CURLOPT_POSTREDIR, static_cast<long>(CURL_REDIR_POST_ALL));
  curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
  if (!options.proxy.empty()) curl_easy_setopt(curl, CURLOPT_PROXY, options.proxy.c_str());
  if (options.proxy_tunnel) curl_easy_setopt(curl, CURLOPT_HTTPPROXYTUNNEL, 1L);
  if (options.connect_timeout.count() > 0) {
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS,
                     static_cast<long>(options.connect_timeout.count()));
  }
}

std::size_t KeepBody(char* data, std::size_t, std::size_t size, void* body) noexcept {
  auto* const text = static_cast<std::string*>(body);
  if (text->size() + size > kMaxResponseBytes) return 0;  // ends the transfer
  try {
    text->append(data, size);
    return size;
  } catch (...) {
    return 0;
  }
}

// Returns the milliseconds until `deadline`, at least 0, rounded up.
long MillisecondsUntil(TimePoint deadline) {
  const auto left =
      std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
  return static_cast<long>(std::clamp<std::int64_t>(left.count(), 0, 1'000'000'000));
}

}  // namespace

struct HttpConnection::Handles {
  // In the order that they must be destroyed in, from the last: easy before multi.
  HeaderList headers;
  std::unique_ptr<CURLM, MultiDeleter> multi;
  std::unique_ptr<CURL, EasyDeleter> easy;
  std::string body;
  char error[CURL_ERROR_SIZE] = {};
  std::uint32_t process = tracebridge_state_v1_process();
  bool uses_tls = false;

  Attempt Finish(CURLcode code);
};

HttpConnection::HttpConnection(std::unique_ptr<Handles> handles) : handles_(std::move(handles)) {}

HttpConnection::~HttpConnection() {
  const bool is_inherited = handles_->process != tracebridge_state_v1_process();
  Cancellation nothing;
  std::optional<TlsRequest> tls;
  if (!is_inherited && handles_->uses_tls) tls.emplace(&nothing);
  if (is_inherited || (tls && !tls->may_run())) {
    (void)handles_.release();
  } else {
    handles_.reset();
  }
}

std::unique_ptr<HttpConnection> HttpConnection::Open(const ConnectionOptions& options) {
  auto handles = std::make_unique<Handles>();
  if (!PrepareHttp())
    return std::unique_ptr<HttpConnection>(new HttpConnection(std::move(handles)));
  handles->headers = MakeHeaders(options);
  handles->multi.reset(curl_multi_init());
  handles->easy.reset(curl_easy_init());
  if (!handles->headers || !handles->multi || !handles->easy) return nullptr;

  CURL* const curl = handles->easy.get();
  curl_easy_setopt(curl, CURLOPT_URL, options.url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  SetRoute(curl, options);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_POST, 1L);
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, handles->headers.get());
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, handles->error);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &KeepBody);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &handles->body);
  // A name server that does not answer must not hold a cancelled request.
  curl_easy_setopt(curl, CURLOPT_QUICK_EXIT, 1L);
  SetTls(curl, options);
  handles->uses_tls = MayUseTls(options.url, options.proxy, options.max_redirects);
  return std::unique_ptr<HttpConnection>(new HttpConnection(std::move(handles)));
}

Attempt HttpConnection::Post(std::string_view body, TimePoint deadline,
                             Cancellation* cancellation) {
  const BlockSigpipe no_sigpipe;
  std::optional<TlsRequest> tls;
  const bool is_open = handles_->easy != nullptr;
  if (!is_open || (handles_->uses_tls && !tls.emplace(cancellation).may_run())) {
    return {Verdict::kRefused, {}, 0, kTlsHasEnded};
  }
  CURL* const easy = handles_->easy.get();
  CURLM* const multi = handles_->multi.get();
  handles_->body.clear();
  handles_->error[0] = '\0';
  curl_easy_setopt(easy, CURLOPT_POSTFIELDS, body.data());
  curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
  // The multi interface, because another thread can wake it at once.
  cancellation->OnCancel([multi] { curl_multi_wakeup(multi); });

  CURLcode code = CURLE_OPERATION_TIMEDOUT;
  curl_multi_add_handle(multi, easy);
  for (bool done = false; !done && !cancellation->cancelled();) {
    int running = 0;
    if (curl_multi_perform(multi, &running) != CURLM_OK) {
      code = CURLE_FAILED_INIT;
      break;
    }
    int queued = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi, &queued)) {
      if (message->msg == CURLMSG_DONE) {
        code = message->data.result;
        done = true;
      }
    }
    const long wait = MillisecondsUntil(deadline);
    if (done || wait == 0) break;
    curl_multi_poll(multi, nullptr, 0, static_cast<int>(wait), nullptr);
  }
  curl_multi_remove_handle(multi, easy);
  cancellation->OnCancel(nullptr);
  return cancellation->cancelled() && code != CURLE_OK
             ? Attempt{Verdict::kCancelled, {}, 0, "cancelled by shutdown"}
             : handles_->Finish(code);
}

Attempt HttpConnection::Handles::Finish(CURLcode code) {
  if (code == CURLE_WRITE_ERROR) {
    return {Verdict::kRefused, {}, 0, "the response is larger than any answer to a batch"};
  }
  if (code != CURLE_OK) {
    return {IsTransient(code) ? Verdict::kTransient : Verdict::kRefused,
            {},
            0,
            OneLine(error[0] != '\0' ? error : curl_easy_strerror(code))};
  }
  long status = 0;
  curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &status);
  const char* content_type = nullptr;
  curl_easy_getinfo(easy.get(), CURLINFO_CONTENT_TYPE, &content_type);
  Attempt attempt = ReadResponse(status, content_type == nullptr ? "" : content_type, body);

  curl_off_t retry_after = 0;
  curl_easy_getinfo(easy.get(), CURLINFO_RETRY_AFTER, &retry_after);
  if (retry_after > 0) attempt.retry_after = std::chrono::seconds(retry_after);
  return attempt;
}

}  // namespace tracebridge::otlp
