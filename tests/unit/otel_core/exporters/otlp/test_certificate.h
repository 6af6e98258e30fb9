// A key and a self-signed certificate, made in the test.
#pragma once

#include <openssl/ssl.h>

#include <memory>
#include <string>

namespace tracebridge::otlp {

struct TestCertificate {
  std::string key;          // PEM
  std::string certificate;  // PEM, for 127.0.0.1, valid for an hour
};

TestCertificate MakeCertificate();

struct ContextDeleter {
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
};
using TlsContext = std::unique_ptr<SSL_CTX, ContextDeleter>;

// Returns what a server with `own` needs; with `trusted_client`, it accepts only clients that have it.
TlsContext ServerContext(const TestCertificate& own,
                         const TestCertificate* trusted_client = nullptr);

}  // namespace tracebridge::otlp
