// OpenSSL is taken down in a forked child of each test, which is final.
#include "otel_core/exporters/otlp/src/http/tls_lifetime.h"

#include <gtest/gtest.h>
#include <openssl/ssl.h>

#include <atomic>
#include <chrono>
#include <fstream>
#include <functional>
#include <string>
#include <thread>

#include "otel_core/exporters/otlp/src/http/http_connection.h"
#include "tests/support/forked.h"
#include "tests/support/threads.h"
#include "tests/unit/otel_core/exporters/otlp/file/scratch_folder.h"
#include "tests/unit/otel_core/exporters/otlp/test_certificate.h"
#include "tests/unit/otel_core/exporters/otlp/test_collector.h"

namespace tracebridge::otlp {
namespace {

// Where no other thread, the collector's for instance, is inside the heap.
bool InChild(const std::function<bool()>& body) {
  test::WaitUntilOthersSleep();
  return test::InChild(body);
}

constexpr auto kAnHour = std::chrono::hours(1);

TimePoint InAMinute() { return std::chrono::steady_clock::now() + std::chrono::minutes(1); }

void UseOpenSslAsTheHost() { OPENSSL_init_ssl(0, nullptr); }

// A thread in the middle of a request that ends when it is cancelled.
struct RequestUnderWay {
  Cancellation cancellation;
  std::atomic<bool> has_begun{false};
  std::atomic<bool> has_ended{false};
  std::thread thread{[this] {
    const TlsRequest request(&cancellation);
    has_begun = true;
    cancellation.Wait(kAnHour);
    has_ended = request.may_run();
  }};
  RequestUnderWay() {
    while (!has_begun) std::this_thread::yield();
  }
  ~RequestUnderWay() {
    cancellation.Cancel();
    thread.join();
  }
};

TEST(TlsLifetimeTest, RequestsUnderWayEndBeforeTheLibrary) {
  EXPECT_TRUE(InChild([] {
    UseOpenSslAsTheHost();
    PrepareHttp();
    RequestUnderWay request;
    OPENSSL_cleanup();
    return request.has_ended.load();
  }));
}

TEST(TlsLifetimeTest, NoneBeginsAfterTheLibraryHasEnded) {
  EXPECT_TRUE(InChild([] {
    UseOpenSslAsTheHost();
    PrepareHttp();
    Cancellation cancellation;
    const bool before = TlsRequest(&cancellation).may_run();
    OPENSSL_cleanup();
    return before && !TlsRequest(&cancellation).may_run();
  }));
}

// exit() in the middle of one's own request.
TEST(TlsLifetimeTest, DoesNotCancelTheRequestOfTheThreadThatEndsTheLibrary) {
  EXPECT_TRUE(InChild([] {
    UseOpenSslAsTheHost();
    PrepareHttp();
    Cancellation cancellation;
    const TlsRequest own(&cancellation);
    OPENSSL_cleanup();
    return !cancellation.cancelled();
  }));
}

TEST(TlsLifetimeTest, AForkedChildHasNoneOfItsParentsRequests) {
  EXPECT_TRUE(InChild([] {
    UseOpenSslAsTheHost();
    PrepareHttp();
    RequestUnderWay parents;
    return InChild([&parents] {
      OPENSSL_cleanup();
      return !parents.cancellation.cancelled();
    });
  }));
}

// It costs the host neither its configuration of OpenSSL, whoever is first, nor its exit handler.
TEST(TlsLifetimeTest, NothingIsSetUpBeforeTheFirstRequest) {
  const ScratchFolder folder;
  std::ofstream(folder / "openssl.cnf") << "this is no configuration\n";
  EXPECT_TRUE(InChild([&folder] {
    Cancellation cancellation;
    const TlsRequest request(&cancellation);
    OPENSSL_INIT_SETTINGS* const settings = OPENSSL_INIT_new();
    OPENSSL_INIT_set_config_filename(settings, (folder / "openssl.cnf").c_str());
    OPENSSL_INIT_set_config_file_flags(settings, 0);
    const bool is_taken = OPENSSL_init_crypto(OPENSSL_INIT_LOAD_CONFIG, settings) == 1;
    return !request.may_run() && !is_taken;
  }));
}

class TlsConnectionTest : public ::testing::Test {
 protected:
  Verdict Post(HttpConnection& connection) {
    Cancellation cancellation;
    return connection.Post("body", InAMinute(), &cancellation).verdict;
  }
  ConnectionOptions To(const TestCollector& collector) const {
    ConnectionOptions options;
    options.url = collector.url();
    options.ca_text = own_.certificate;
    return options;
  }

  const TestCertificate own_ = MakeCertificate();
  const TlsContext tls_ = ServerContext(own_);
};

TEST_F(TlsConnectionTest, OfALibraryThatHasEndedIsRefusedAndLeftAlone) {
  TestCollector collector({}, tls_.get());
  EXPECT_TRUE(InChild([&] {
    UseOpenSslAsTheHost();
    const auto connection = HttpConnection::Open(To(collector));
    const bool arrived = Post(*connection) == Verdict::kDelivered;
    OPENSSL_cleanup();
    return arrived && Post(*connection) == Verdict::kRefused;
  }));
}

TEST_F(TlsConnectionTest, MadeAfterTheLibraryHasEndedIsRefused) {
  TestCollector collector({}, tls_.get());
  EXPECT_TRUE(InChild([&] {
    UseOpenSslAsTheHost();
    OPENSSL_cleanup();
    return Post(*HttpConnection::Open(To(collector))) == Verdict::kRefused;
  }));
}

// libcurl could not be set up any more.
TEST_F(TlsConnectionTest, WithoutTlsIsRefusedThenToo) {
  TestCollector collector;
  EXPECT_TRUE(InChild([&] {
    UseOpenSslAsTheHost();
    OPENSSL_cleanup();
    return Post(*HttpConnection::Open(To(collector))) == Verdict::kRefused;
  }));
}

TEST_F(TlsConnectionTest, WithoutTlsOutlivesTheLibrary) {
  TestCollector collector;
  EXPECT_TRUE(InChild([&] {
    UseOpenSslAsTheHost();
    const auto connection = HttpConnection::Open(To(collector));
    const bool arrived = Post(*connection) == Verdict::kDelivered;
    OPENSSL_cleanup();
    return arrived && Post(*connection) == Verdict::kDelivered &&
           Post(*HttpConnection::Open(To(collector))) == Verdict::kDelivered;
  }));
}

TEST_F(TlsConnectionTest, MayUseTlsForAProxyOrARedirect) {
  TestCollector collector;
  EXPECT_TRUE(InChild([&] {
    UseOpenSslAsTheHost();
    ConnectionOptions redirected = To(collector);
    redirected.max_redirects = 1;
    ConnectionOptions through_a_proxy = To(collector);
    through_a_proxy.proxy = "https://127.0.0.1:1";
    const auto first = HttpConnection::Open(redirected);
    const auto second = HttpConnection::Open(through_a_proxy);
    setenv("http_proxy", "https://127.0.0.1:1", 1);
    const auto third = HttpConnection::Open(To(collector));
    OPENSSL_cleanup();
    return Post(*first) == Verdict::kRefused && Post(*second) == Verdict::kRefused &&
           Post(*third) == Verdict::kRefused;
  }));
}

}  // namespace
}  // namespace tracebridge::otlp
