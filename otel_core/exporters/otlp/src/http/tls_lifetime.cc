#include "otel_core/exporters/otlp/src/http/tls_lifetime.h"

#include <curl/curl.h>
#include <dlfcn.h>
#include <strings.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <mutex>
#include <new>
#include <string_view>

#include "tracebridge/state.h"

namespace tracebridge::otlp {

// Those that run, in no order.
struct TlsRequestList {
  TlsRequest* first = nullptr;

  void Add(TlsRequest* request) noexcept {
    request->may_run_ = true;
    request->next_ = first;
    if (first != nullptr) first->previous_ = request;
    first = request;
  }
  void Remove(TlsRequest* request) noexcept {
    (request->previous_ != nullptr ? request->previous_->next_ : first) = request->next_;
    if (request->next_ != nullptr) request->next_->previous_ = request->previous_;
  }
  // Whether any is another thread's: who waits for its own waits in vain.
  bool AnyOfOthers() const noexcept {
    for (const TlsRequest* request = first; request != nullptr; request = request->next_) {
      if (pthread_equal(request->thread_, pthread_self()) == 0) return true;
    }
    return false;
  }
  void CancelThoseOfOthers() const {
    for (const TlsRequest* request = first; request != nullptr; request = request->next_) {
      if (pthread_equal(request->thread_, pthread_self()) == 0) request->cancellation_->Cancel();
    }
  }
};

namespace {

constexpr auto kLongestWait = std::chrono::seconds(1);

// What is called of OpenSSL's: libcurl's, which is not linked but looked up, for libcurl may stand on another library.
//
// Source: openssl/crypto.h, OPENSSL_INIT_NO_ATEXIT and OPENSSL_atexit(), whose handlers OPENSSL_cleanup() calls first, the last one
// that was registered before the others.
struct OpenSsl {
  static constexpr std::uint64_t kNoAtExit = 0x00080000;

  int (*init)(std::uint64_t, const void*) = nullptr;
  int (*at_exit)(void (*)()) = nullptr;
  void (*thread_stop)() = nullptr;

  bool is_there() const noexcept {
    return init != nullptr && at_exit != nullptr && thread_stop != nullptr;
  }
};

// Returns a handle of the library, or the program, that `function` is of, which is not unloaded any more; null if it cannot be told.
template <class Function>
void* LibraryOf(Function* function) noexcept {
  Dl_info found;
  if (dladdr(reinterpret_cast<void*>(function), &found) == 0) return nullptr;
  return dlopen(found.dli_fname, RTLD_LAZY | RTLD_NOLOAD | RTLD_NODELETE);
}

OpenSsl FindOpenSsl() noexcept {
  const curl_version_info_data* const version = curl_version_info(CURLVERSION_NOW);
  OpenSsl found;
  if (version->ssl_version == nullptr ||
      std::string_view(version->ssl_version).rfind("OpenSSL/", 0) != 0) {
    return found;
  }
  void* const libcurl = LibraryOf(&curl_version_info);  // null: where this code looks for names
  found.init = reinterpret_cast<decltype(found.init)>(dlsym(libcurl, "OPENSSL_init_crypto"));
  found.at_exit = reinterpret_cast<decltype(found.at_exit)>(dlsym(libcurl, "OPENSSL_atexit"));
  found.thread_stop =
      reinterpret_cast<decltype(found.thread_stop)>(dlsym(libcurl, "OPENSSL_thread_stop"));
  return found;
}

class Lifetime {
 public:
  static Lifetime& Get() noexcept {
    alignas(Lifetime) static unsigned char place[sizeof(Lifetime)];  // never destroyed
    static auto& lifetime = *new (place) Lifetime;
    return lifetime;
  }

  Lifetime(const Lifetime&) = delete;
  Lifetime& operator=(const Lifetime&) = delete;

  bool Prepare() noexcept {
    if (step_.load(std::memory_order_acquire) == Step::kPrepared) return is_usable_;
    const OpenSsl found =
        FindOpenSsl();  // without the lock: another thread may fork, and have the loader's
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return step_ != Step::kPreparing; });
    if (step_ == Step::kPrepared) return is_usable_;
    step_ = Step::kPreparing;
    lock.unlock();
    const Step reached = SetUp(found);
    lock.lock();
    if (step_ == Step::kPreparing) step_ = reached;
    changed_.notify_all();
    return is_usable_;
  }

  void Add(TlsRequest* request) noexcept {
    const std::lock_guard lock(mutex_);
    if (step_ == Step::kPrepared && !has_ended_) requests_.Add(request);
  }

  void Remove(TlsRequest* request) noexcept {
    std::unique_lock lock(mutex_);
    if (has_ended_ && openssl_.is_there()) {
      // What OpenSSL keeps for this thread: it would free that when the thread ends, and who takes it down does that already.
      lock.unlock();
      openssl_.thread_stop();
      lock.lock();
    }
    requests_.Remove(request);
    changed_.notify_all();
  }

 private:
  enum class Step { kNew, kPreparing, kPrepared };

  Lifetime() noexcept {
    pthread_atfork([] { Get().BeforeFork(); }, [] { Get().mutex_.unlock(); },
                   [] { Get().InChild(); });
  }

  Step SetUp(const OpenSsl& found) noexcept {
    openssl_ = found;
    if (!found.is_there()) {
      curl_global_init(CURL_GLOBAL_DEFAULT);
      return Step::kPrepared;
    }
    LibraryOf(&PrepareHttp);  // the handler's code stays where it is
    const auto end = [] { Get().End(); };
    // Before anything else: who takes OpenSSL down from now on waits until this is done.
    if (found.at_exit(end) == 0) return Step::kNew;
    if (found.init(OpenSsl::kNoAtExit, nullptr) == 0) {  // it has been taken down
      has_ended_ = true;
      is_usable_ = false;
      return Step::kPrepared;
    }
    curl_global_init(CURL_GLOBAL_DEFAULT);
    // Again, to run before the handlers of libssl and others, which libcurl has had registered.
    return found.at_exit(end) != 0 ? Step::kPrepared : Step::kNew;
  }

  // What libcurl does not give up, such as the wait for a name server, must not hold the end of the process up.
  void End() {
    std::unique_lock lock(mutex_);
    has_ended_ = true;
    requests_.CancelThoseOfOthers();
    changed_.wait_for(lock, kLongestWait,
                      [this] { return step_ != Step::kPreparing && !requests_.AnyOfOthers(); });
  }

  // libcurl and OpenSSL would stay locked in a child that is born in the middle of setting them up.
  void BeforeFork() {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, kLongestWait, [this] { return step_ != Step::kPreparing; });
    lock.release();
  }

  void InChild() {
    new (&changed_) std::condition_variable;  // whoever waits is the parent's
    requests_.first = nullptr;
    if (step_ == Step::kPreparing) {
      step_ = Step::kPrepared;
      has_ended_ = true;
      is_usable_ = false;
    }
    mutex_.unlock();
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::atomic<Step> step_{Step::kNew};  // written under the lock
  std::atomic<bool> has_ended_{false};  // likewise, but for SetUp()
  std::atomic<bool> is_usable_{true};   // libcurl
  TlsRequestList requests_;
  OpenSsl openssl_;
};

std::atomic<bool> prepares_at_first_request{false};

bool IsHttps(const char* url) { return url != nullptr && strncasecmp(url, "https:", 6) == 0; }

// Made when the library is loaded: who makes it meanwhile is not seen by a fork that has begun.
[[maybe_unused]] const Lifetime& made_at_load = Lifetime::Get();

}  // namespace

bool PrepareHttp() noexcept { return Lifetime::Get().Prepare(); }

void PrepareHttpAhead() noexcept {
  if (!prepares_at_first_request.load(std::memory_order_relaxed)) PrepareHttp();
}

void PrepareHttpAtFirstRequest(bool uses_tls) noexcept {
  prepares_at_first_request.store(true, std::memory_order_relaxed);
  if (!uses_tls) return;
  const OpenSsl found = FindOpenSsl();
  if (found.is_there()) found.init(OpenSsl::kNoAtExit, nullptr);
}

bool MayUseTls(const std::string& url, const std::string& proxy, long max_redirects) noexcept {
  if (IsHttps(url.c_str()) || max_redirects > 0) return true;
  if (!proxy.empty()) return IsHttps(proxy.c_str());
  // Source: libcurl's CURLOPT_PROXY, "Environment variables".
  for (const char* name : {"http_proxy", "all_proxy", "ALL_PROXY"}) {
    if (IsHttps(std::getenv(name))) return true;
  }
  return false;
}

TlsRequest::TlsRequest(Cancellation* cancellation) noexcept
    : cancellation_(cancellation), process_(tracebridge_state_v1_process()) {
  Lifetime::Get().Add(this);
}

TlsRequest::~TlsRequest() {
  if (may_run_ && process_ == tracebridge_state_v1_process()) Lifetime::Get().Remove(this);
}

}  // namespace tracebridge::otlp
