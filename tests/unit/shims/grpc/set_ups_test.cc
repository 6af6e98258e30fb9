// What else a program sets up around its calls: TLS, completion queues, interceptors of its own.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "opentelemetry/trace/scope.h"
#include "tests/unit/otel_core/exporters/otlp/test_certificate.h"
#include "tests/unit/shims/grpc/echo_rig.h"
#include "tracebridge/grpc_census_credentials.h"
#include "tracebridge/grpc_interceptors.h"

namespace tracebridge::test {
namespace set_ups_test {

namespace trace = opentelemetry::trace;
using grpc::experimental::InterceptionHookPoints;
using grpc::experimental::InterceptorBatchMethods;
using testing::ElementsAre;

// Ends a span that begins under whatever is current.
void Mark(const std::string& name) {
  trace::Provider::GetTracerProvider()->GetTracer("test")->StartSpan(name)->End();
}

class Handlers final : public Echo::Service {
 public:
  grpc::Status Say(grpc::ServerContext* context, const Text* request, Text* answer) override {
    Mark("in " + request->text());
    for (const auto& identity : context->auth_context()->GetPeerIdentity()) {
      peer.assign(identity.data(), identity.size());
    }
    is_marked = context->client_metadata().count("x-marked") == 1;
    *answer = *request;
    return grpc::Status::OK;
  }

  std::string peer;
  bool is_marked = false;
};

grpc::Status Say(Echo::Stub& stub) {
  grpc::ClientContext context;
  Text request, answer;
  request.set_text("a");
  return stub.Say(&context, request, &answer);
}

constexpr char kTree[] =
    "client tracebridge.test.Echo/Say 0\n"
    "  server tracebridge.test.Echo/Say 0\n"
    "    in a\n";

// Each with the certificate that it is known by, and the headers of OpenCensus, which only credentials see.
TEST(GrpcSetUpsTest, TlsWithClientsThatMustBeKnown) {
  const otlp::TestCertificate server = otlp::MakeCertificate();
  const otlp::TestCertificate client = otlp::MakeCertificate();
  Handlers handlers;
  EchoRig rig(Headers::kCensus);
  grpc::SslServerCredentialsOptions options(
      GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY);
  options.pem_root_certs = client.certificate;
  options.pem_key_cert_pairs.push_back({server.key, server.certificate});
  rig.server_credentials = GrpcCensusSslServerCredentials(options);
  rig.channel_credentials =
      grpc::SslCredentials({server.certificate, client.key, client.certificate});
  rig.Serve(&handlers);
  const grpc::Status status = Say(rig.stub());
  EXPECT_TRUE(status.ok()) << status.error_message();

  rig.channel_credentials = grpc::SslCredentials({server.certificate, "", ""});
  EXPECT_EQ(Say(*Echo::NewStub(rig.Channel(false))).error_code(), grpc::StatusCode::UNAVAILABLE)
      << "somebody who is not known";
  rig.Stop();
  EXPECT_EQ(rig.Text(), kTree);
  EXPECT_EQ(handlers.peer, "127.0.0.1");
}

// One thread, which asks the queue what to do next.
TEST(GrpcSetUpsTest, AServerWithACompletionQueue) {
  Echo::AsyncService service;
  std::unique_ptr<grpc::ServerCompletionQueue> queue;
  EchoRig rig;
  rig.prepare = [&](grpc::ServerBuilder& builder) { queue = builder.AddCompletionQueue(); };
  rig.Serve(&service);
  std::thread worker([&] {
    grpc::ServerContext context;
    Text request;
    grpc::ServerAsyncResponseWriter<Text> writer(&context);
    int came = 0, went = 0;
    service.RequestSay(&context, &request, &writer, queue.get(), queue.get(), &came);
    void* tag = nullptr;
    bool ok = false;
    while (queue->Next(&tag, &ok)) {
      if (tag != &came || !ok) continue;
      Mark("outside");
      const GrpcServerScope scope(&context);
      Mark("in " + request.text());
      writer.Finish(request, grpc::Status::OK, &went);
    }
  });
  EXPECT_TRUE(Say(rig.stub()).ok());
  rig.server().Shutdown();
  queue->Shutdown();
  worker.join();
  rig.Stop();
  EXPECT_EQ(rig.Text(), std::string("outside\n") + kTree);
}

// Notes what it sees of each call, and adds a header of its own.
class Marker final : public grpc::experimental::ClientInterceptorFactoryInterface {
 public:
  Marker(std::string name, std::vector<std::string>* seen) : name_(std::move(name)), seen_(seen) {}

  grpc::experimental::Interceptor* CreateClientInterceptor(
      grpc::experimental::ClientRpcInfo*) override {
    return new One(*this);
  }

 private:
  struct One final : grpc::experimental::Interceptor {
    explicit One(const Marker& factory) : marker(factory) {}
    void Intercept(InterceptorBatchMethods* methods) override {
      if (methods->QueryInterceptionHookPoint(InterceptionHookPoints::PRE_SEND_INITIAL_METADATA)) {
        auto* const sent = methods->GetSendInitialMetadata();
        marker.seen_->push_back(marker.name_ + (sent->count("traceparent") == 1 ? " traced" : ""));
        if (sent->count("x-marked") == 0) sent->emplace("x-marked", "1");
      }
      methods->Proceed();
    }
    const Marker& marker;
  };

  const std::string name_;
  std::vector<std::string>* const seen_;
};

TEST(GrpcSetUpsTest, AClientWithInterceptorsBeforeAndBehind) {
  std::vector<std::string> seen;
  Handlers handlers;
  EchoRig rig;
  rig.before_clients.push_back(std::make_unique<Marker>("before", &seen));
  rig.behind_clients.push_back(std::make_unique<Marker>("behind", &seen));
  rig.Serve(&handlers);
  EXPECT_TRUE(Say(rig.stub()).ok());
  rig.Stop();
  EXPECT_EQ(rig.Text(), kTree);
  EXPECT_THAT(seen, ElementsAre("before", "behind traced"));
  EXPECT_TRUE(handlers.is_marked) << "what the program's own add arrives";
}

// Turns a call into an error on its way out.
class Refuser final : public grpc::experimental::ServerInterceptorFactoryInterface {
 public:
  grpc::experimental::Interceptor* CreateServerInterceptor(
      grpc::experimental::ServerRpcInfo*) override {
    return new One;
  }

 private:
  struct One final : grpc::experimental::Interceptor {
    void Intercept(InterceptorBatchMethods* methods) override {
      if (methods->QueryInterceptionHookPoint(InterceptionHookPoints::PRE_SEND_STATUS)) {
        methods->ModifySendStatus(grpc::Status(grpc::StatusCode::INTERNAL, "refused"));
      }
      methods->Proceed();
    }
  };
};

// Ours is asked first: the server's span has what the handler said, the client's what arrived.
TEST(GrpcSetUpsTest, AServerWithAnInterceptorBehindThatChangesTheStatus) {
  Handlers handlers;
  EchoRig rig;
  rig.behind_servers.push_back(std::make_unique<Refuser>());
  rig.Serve(&handlers);
  EXPECT_EQ(Say(rig.stub()).error_code(), grpc::StatusCode::INTERNAL);
  rig.Stop();
  EXPECT_EQ(rig.Text(),
            "client tracebridge.test.Echo/Say 13 error \"refused\"\n"
            "  server tracebridge.test.Echo/Say 0\n"
            "    in a\n");
}

}  // namespace set_ups_test
}  // namespace tracebridge::test
