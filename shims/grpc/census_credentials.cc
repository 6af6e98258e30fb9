// Server credentials that note OpenCensus's headers: see tracebridge/grpc_census_credentials.h.
#include <grpc/grpc_security.h>
#include <grpc/slice.h>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "shims/grpc/census_headers.h"
#include "shims/grpc/metadata.h"
#include "tracebridge/diagnostics.h"
#include "tracebridge/grpc_census_credentials.h"

namespace tracebridge {
namespace grpc_interceptors {
namespace {

std::string_view View(const grpc_slice& slice) {
  return {reinterpret_cast<const char*>(GRPC_SLICE_START_PTR(slice)), GRPC_SLICE_LENGTH(slice)};
}

// gRPC calls it with the headers of each call, and goes on when it calls `done`. `part` is of the call.
void Process(void*, grpc_auth_context* connection, const grpc_metadata* metadata, std::size_t size,
             grpc_process_auth_metadata_done_cb done, void* part) {
  try {
    CensusHeaders headers;
    for (std::size_t i = 0; i < size; ++i) {
      const std::string_view name = View(metadata[i].key);
      if (name == kTraceBin) headers.trace_bin = View(metadata[i].value);
      if (name == kTagsBin) headers.tags_bin = View(metadata[i].value);
    }
    NoteCensusHeaders(part, connection, std::move(headers));
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
    NoteCensusHeaders(part, connection, {});
  }
  done(part, nullptr, 0, nullptr, 0, GRPC_STATUS_OK, nullptr);
}

class CensusServerCredentials : public grpc::ServerCredentials {
 public:
  // Its place is taken: a server that checked nobody would be worse than one that does not start.
  void SetAuthMetadataProcessor(const std::shared_ptr<grpc::AuthMetadataProcessor>&) override {
    has_processor_ = true;
  }

 private:
  virtual grpc_server_credentials* Make() const = 0;

  int AddPortToServer(const std::string& address, grpc_server* server) override {
    if (has_processor_) return 0;
    grpc_server_credentials* const credentials = Make();
    if (credentials == nullptr) return 0;
    grpc_server_credentials_set_auth_metadata_processor(credentials, {Process, nullptr, nullptr});
    const int port = grpc_server_add_http2_port(server, address.c_str(), credentials);
    grpc_server_credentials_release(credentials);
    return port;
  }

  bool has_processor_ = false;
};

class Insecure final : public CensusServerCredentials {
  grpc_server_credentials* Make() const override {
    return grpc_insecure_server_credentials_create();
  }
};

class Ssl final : public CensusServerCredentials {
 public:
  explicit Ssl(grpc::SslServerCredentialsOptions options) : options_(std::move(options)) {}

 private:
  grpc_server_credentials* Make() const override {
    std::vector<grpc_ssl_pem_key_cert_pair> pairs;
    for (const auto& pair : options_.pem_key_cert_pairs) {
      pairs.push_back({pair.private_key.c_str(), pair.cert_chain.c_str()});
    }
    const char* const roots =
        options_.pem_root_certs.empty() ? nullptr : options_.pem_root_certs.c_str();
    const auto asks = options_.force_client_auth
                          ? GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY
                          : options_.client_certificate_request;
    return grpc_ssl_server_credentials_create_ex(roots, pairs.data(), pairs.size(), asks, nullptr);
  }

  const grpc::SslServerCredentialsOptions options_;
};

}  // namespace
}  // namespace grpc_interceptors

std::shared_ptr<grpc::ServerCredentials> GrpcCensusInsecureServerCredentials() {
  return std::make_shared<grpc_interceptors::Insecure>();
}

std::shared_ptr<grpc::ServerCredentials> GrpcCensusSslServerCredentials(
    const grpc::SslServerCredentialsOptions& options) {
  return std::make_shared<grpc_interceptors::Ssl>(options);
}

}  // namespace tracebridge
