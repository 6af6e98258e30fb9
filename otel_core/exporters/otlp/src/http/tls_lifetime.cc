#include "otel_core/exporters/otlp/src/http/tls_lifetime.h"

#include <curl/curl.h>
#include <dlfcn.h>
#include <pthread.h>

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <new>

namespace tracebridge::otlp {

// Those that run. Never destroyed: they may run until the process is gone.
class TlsRequests {
 public:
  static TlsRequests& Get() noexcept {
    alignas(TlsRequests) static unsigned char place[sizeof(TlsRequests)];
    static auto& requests = *new (place) TlsRequests;
    return requests;
  }

  TlsRequests(const TlsRequests&) = delete;
  TlsRequests& operator=(const TlsRequests&) = delete;

  void Add(TlsRequest* request) {
    const std::lock_guard lock(mutex_);
    if (has_ended_) return;
    request->may_run_ = true;
    request->next_ = first_;
    if (first_ != nullptr) first_->previous_ = request;
    first_ = request;
  }

  void Remove(TlsRequest* request) {
    const std::lock_guard lock(mutex_);
    (request->previous_ != nullptr ? request->previous_->next_ : first_) = request->next_;
    if (request->next_ != nullptr) request->next_->previous_ = request->previous_;
    if (first_ == nullptr) none_runs_.notify_all();
  }

  // What libcurl does not give up, such as the wait for a name server, must not hold the end of the process up.
  void End() {
    std::unique_lock lock(mutex_);
    has_ended_ = true;
    for (TlsRequest* request = first_; request != nullptr; request = request->next_) {
      request->cancellation_->Cancel();
    }
    none_runs_.wait_for(lock, std::chrono::seconds(1), [this] { return first_ == nullptr; });
  }

  bool has_ended() {
    const std::lock_guard lock(mutex_);
    return has_ended_;
  }

 private:
  TlsRequests() noexcept {
    pthread_atfork([] { Get().mutex_.lock(); }, [] { Get().mutex_.unlock(); },
                   [] {
                     Get().first_ = nullptr;  // their threads are the parent's
                     Get().mutex_.unlock();
                   });
  }

  std::mutex mutex_;
  std::condition_variable none_runs_;
  TlsRequest* first_ = nullptr;
  bool has_ended_ = false;
};

namespace {

// Null without that function. OpenSSL is not linked: libcurl brings it, or another library in its place.
template <class Function>
Function* Find(const char* name) noexcept {
  return reinterpret_cast<Function*>(dlsym(RTLD_DEFAULT, name));
}

// Source: openssl/crypto.h, OPENSSL_INIT_NO_ATEXIT and OPENSSL_atexit(), whose handlers OPENSSL_cleanup() calls first.
bool Prepare() noexcept {
  constexpr std::uint64_t kNoAtExit = 0x00080000;
  TlsRequests::Get();
  const auto init = Find<int(std::uint64_t, const void*)>("OPENSSL_init_crypto");
  const auto at_exit = Find<int(void (*)())>("OPENSSL_atexit");
  if (init != nullptr && at_exit != nullptr) {
    init(kNoAtExit, nullptr);
    at_exit([] { TlsRequests::Get().End(); });
  }
  return curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
}

}  // namespace

void PrepareHttp() noexcept {
  static const bool is_prepared = Prepare();
  static_cast<void>(is_prepared);
}

bool TlsHasEnded() noexcept { return TlsRequests::Get().has_ended(); }

TlsRequest::TlsRequest(Cancellation* cancellation) noexcept : cancellation_(cancellation) {
  TlsRequests::Get().Add(this);
}

TlsRequest::~TlsRequest() {
  if (may_run_) TlsRequests::Get().Remove(this);
}

}  // namespace tracebridge::otlp
