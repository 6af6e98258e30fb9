// The synchronous API: what is current in a handler, and what becomes of a call.
#include <grpcpp/generic/generic_stub.h>
#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <future>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "opencensus/tags/context_util.h"
#include "opencensus/tags/with_tag_map.h"
#include "opentelemetry/baggage/baggage_context.h"
#include "opentelemetry/context/runtime_context.h"
#include "opentelemetry/trace/context.h"
#include "opentelemetry/trace/scope.h"
#include "tests/unit/shims/grpc/echo_rig.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::test {
namespace sync_test {
namespace {

namespace nostd = opentelemetry::nostd;
namespace trace = opentelemetry::trace;
using opentelemetry::context::Context;
using opentelemetry::context::RuntimeContext;

nostd::shared_ptr<trace::Tracer> Tracer() {
  return trace::Provider::GetTracerProvider()->GetTracer("test");
}

// Ends a span that begins under whatever is current.
void Mark(const std::string& name) { Tracer()->StartSpan(name)->End(); }

// Returns `key=value` of each item.
std::string BaggageText(const Context& context) {
  std::string text;
  opentelemetry::baggage::GetBaggage(context)->GetAllEntries(
      [&](nostd::string_view key, nostd::string_view value) {
        text.append(key.data(), key.size()).append("=").append(value.data(), value.size());
        return true;
      });
  return text;
}

class Handlers final : public Echo::Service {
 public:
  std::function<grpc::Status(grpc::ServerContext*, const Text&, Text*)> say =
      [](grpc::ServerContext*, const Text& request, Text* answer) {
        Mark("in " + request.text());
        *answer = request;
        return grpc::Status::OK;
      };

  grpc::Status Say(grpc::ServerContext* context, const Text* request, Text* answer) override {
    return say(context, *request, answer);
  }
  grpc::Status Collect(grpc::ServerContext*, grpc::ServerReader<Text>* reader,
                       Text* answer) override {
    for (Text text; reader->Read(&text);) {
      Mark("read " + text.text());
      answer->mutable_text()->append(text.text());
    }
    return grpc::Status::OK;
  }
  grpc::Status Spread(grpc::ServerContext*, const Text* request,
                      grpc::ServerWriter<Text>* writer) override {
    writer->Write(*request);
    Mark("between");
    writer->Write(*request);
    return grpc::Status::OK;
  }
  grpc::Status Chat(grpc::ServerContext*, grpc::ServerReaderWriter<Text, Text>* stream) override {
    for (Text text; stream->Read(&text);) {
      Mark("chat " + text.text());
      stream->Write(text);
    }
    return grpc::Status::OK;
  }
};

Text TextOf(const std::string& text) {
  Text message;
  message.set_text(text);
  return message;
}

class GrpcSyncTest : public testing::Test {
 protected:
  // Returns whether a call of Say succeeded.
  grpc::Status Say(const std::string& text, grpc::ClientContext* context) {
    Text answer;
    return rig_.stub().Say(context, TextOf(text), &answer);
  }
  grpc::Status Say(const std::string& text) {
    grpc::ClientContext context;
    return Say(text, &context);
  }

  Handlers handlers_;
  EchoRig rig_;
};

TEST_F(GrpcSyncTest, ACallIsTwoSpansAndTheServersIsCurrentInItsHandler) {
  rig_.Serve(&handlers_);
  {
    const trace::Scope scope(Tracer()->StartSpan("root"));
    EXPECT_TRUE(Say("a").ok());
    trace::Tracer::GetCurrentSpan()->End();
  }
  rig_.Stop();
  EXPECT_EQ(rig_.Text(),
            "root\n"
            "  client tracebridge.test.Echo/Say 0\n"
            "    server tracebridge.test.Echo/Say 0\n"
            "      in a\n");
}

TEST_F(GrpcSyncTest, ACallBelowNothingIsARoot) {
  rig_.Serve(&handlers_);
  EXPECT_TRUE(Say("a").ok());
  rig_.Stop();
  EXPECT_EQ(rig_.Text(),
            "client tracebridge.test.Echo/Say 0\n"
            "  server tracebridge.test.Echo/Say 0\n"
            "    in a\n");
}

TEST_F(GrpcSyncTest, SpansHaveTheAttributesOfTheConventions) {
  rig_.Serve(&handlers_);
  EXPECT_TRUE(Say("a").ok());
  rig_.Stop();
  int seen = 0;
  for (const auto& span : rig_.Take()) {
    if (span->GetSpanKind() == trace::SpanKind::kInternal) continue;
    ++seen;
    const auto& attributes = span->GetAttributes();
    EXPECT_EQ(nostd::get<std::string>(attributes.at("rpc.system")), "grpc");
    EXPECT_EQ(nostd::get<std::string>(attributes.at("rpc.service")), "tracebridge.test.Echo");
    EXPECT_EQ(nostd::get<std::string>(attributes.at("rpc.method")), "Say");
    EXPECT_EQ(span->GetInstrumentationScope().GetName(), "tracebridge.grpc");
  }
  EXPECT_EQ(seen, 2);
}

TEST_F(GrpcSyncTest, WithoutHeadersTheServersSpanIsARoot) {
  rig_.Serve(&handlers_);
  const auto stub = Echo::NewStub(rig_.Channel(false));
  grpc::ClientContext context;
  Text answer;
  EXPECT_TRUE(stub->Say(&context, TextOf("a"), &answer).ok());
  rig_.Stop();
  EXPECT_EQ(rig_.Text(),
            "server tracebridge.test.Echo/Say 0\n"
            "  in a\n");
}

TEST_F(GrpcSyncTest, StreamsAreOneSpanEach) {
  rig_.Serve(&handlers_);
  {
    grpc::ClientContext context;
    Text answer;
    const auto writer = rig_.stub().Collect(&context, &answer);
    EXPECT_TRUE(writer->Write(TextOf("1")) && writer->Write(TextOf("2")) && writer->WritesDone());
    EXPECT_TRUE(writer->Finish().ok());
    EXPECT_EQ(answer.text(), "12");
  }
  {
    grpc::ClientContext context;
    const auto reader = rig_.stub().Spread(&context, TextOf("a"));
    for (Text text; reader->Read(&text);) EXPECT_EQ(text.text(), "a");
    EXPECT_TRUE(reader->Finish().ok());
  }
  {
    grpc::ClientContext context;
    const auto stream = rig_.stub().Chat(&context);
    Text text;
    EXPECT_TRUE(stream->Write(TextOf("x")) && stream->Read(&text) && stream->WritesDone());
    EXPECT_FALSE(stream->Read(&text));
    EXPECT_TRUE(stream->Finish().ok());
  }
  rig_.Stop();
  EXPECT_EQ(rig_.Text(),
            "client tracebridge.test.Echo/Collect 0\n"
            "  server tracebridge.test.Echo/Collect 0\n"
            "    read 1\n"
            "    read 2\n"
            "client tracebridge.test.Echo/Spread 0\n"
            "  server tracebridge.test.Echo/Spread 0\n"
            "    between\n"
            "client tracebridge.test.Echo/Chat 0\n"
            "  server tracebridge.test.Echo/Chat 0\n"
            "    chat x\n");
}

// One row a code: semantic conventions, "gRPC", "Server" and "Client".
TEST_F(GrpcSyncTest, AClientsErrorsAreAllAndAServersAreItsOwn) {
  handlers_.say = [](grpc::ServerContext*, const Text& request, Text*) {
    return grpc::Status(static_cast<grpc::StatusCode>(std::stoi(request.text())), "why");
  };
  rig_.Serve(&handlers_);
  std::string expected;
  for (int code = 1; code <= 16; ++code) {
    EXPECT_EQ(Say(std::to_string(code)).error_code(), code);
    const bool is_servers = code == 2 || code == 4 || (code >= 12 && code <= 15);
    const std::string end = " " + std::to_string(code);
    expected += "client tracebridge.test.Echo/Say" + end + " error \"why\"\n";
    expected += "  server tracebridge.test.Echo/Say" + end;
    expected += is_servers ? " error \"why\"\n" : "\n";
  }
  rig_.Stop();
  EXPECT_EQ(rig_.Text(), expected);
}

TEST_F(GrpcSyncTest, AHandlerThatThrowsEndsItsSpan) {
  handlers_.say = [](grpc::ServerContext*, const Text&, Text*) -> grpc::Status {
    throw std::runtime_error("no");
  };
  rig_.Serve(&handlers_);
  for (int i = 0; i < 20; ++i) {
    EXPECT_EQ(Say("a").error_code(), grpc::StatusCode::UNKNOWN);
  }
  rig_.Stop();
  const auto spans = rig_.Take();
  EXPECT_EQ(spans.size(), 40u);
  for (const auto& span : spans) EXPECT_EQ(span->GetStatus(), trace::StatusCode::kError);
}

TEST_F(GrpcSyncTest, AnUnknownMethodIsUnimplemented) {
  rig_.Serve(&handlers_);
  grpc::GenericStub generic(rig_.Channel(true));
  grpc::ClientContext context;
  const grpc::Slice bytes("");
  const grpc::ByteBuffer request(&bytes, 1);
  grpc::ByteBuffer answer;
  std::promise<grpc::Status> ended;
  generic.UnaryCall(&context, "/tracebridge.test.Echo/Shout", {}, &request, &answer,
                    [&](grpc::Status status) { ended.set_value(std::move(status)); });
  EXPECT_EQ(ended.get_future().get().error_code(), grpc::StatusCode::UNIMPLEMENTED);
  rig_.Stop();
  EXPECT_EQ(rig_.Text(),
            "client tracebridge.test.Echo/Shout 12 error \"\"\n"
            "  server unknown 12 error \"\"\n");
}

TEST_F(GrpcSyncTest, BaggageArrives) {
  std::string arrived;
  handlers_.say = [&](grpc::ServerContext*, const Text&, Text*) {
    opentelemetry::baggage::GetBaggage(RuntimeContext::GetCurrent())->GetValue("user", arrived);
    return grpc::Status::OK;
  };
  rig_.Serve(&handlers_);
  Context context = RuntimeContext::GetCurrent();
  const auto baggage = opentelemetry::baggage::Baggage::GetDefault()->Set("user", "alice");
  const auto token = RuntimeContext::Attach(opentelemetry::baggage::SetBaggage(context, baggage));
  EXPECT_TRUE(Say("a").ok());
  rig_.Stop();
  EXPECT_EQ(arrived, "alice");
}

// gRPC's servers take 8 KiB of metadata and end the connection over more, with all calls that are open on it.
TEST_F(GrpcSyncTest, MoreBaggageThanServersTakeIsLeftOut) {
  std::string arrived = "?";
  handlers_.say = [&](grpc::ServerContext*, const Text&, Text*) {
    Mark("in");
    arrived = BaggageText(RuntimeContext::GetCurrent());
    return grpc::Status::OK;
  };
  rig_.Serve(&handlers_);
  grpc::ClientContext other;
  const auto stream = rig_.stub().Chat(&other);
  Text text;
  EXPECT_TRUE(stream->Write(TextOf("x")) && stream->Read(&text));

  const auto before = Counted(Diagnostic::kBaggageLimit);
  {
    const auto baggage = opentelemetry::baggage::Baggage::GetDefault()
                             ->Set("a", std::string(4000, 'a'))
                             ->Set("b", std::string(4000, 'b'));
    Context context = RuntimeContext::GetCurrent();
    const auto token = RuntimeContext::Attach(opentelemetry::baggage::SetBaggage(context, baggage));
    EXPECT_EQ(Say("a").error_message(), "");
  }
  EXPECT_EQ(arrived, "");
  EXPECT_EQ(Counted(Diagnostic::kBaggageLimit), before + 2);

  EXPECT_TRUE(stream->Write(TextOf("y")) && stream->Read(&text) && stream->WritesDone());
  EXPECT_FALSE(stream->Read(&text));
  EXPECT_TRUE(stream->Finish().ok());
  rig_.Stop();
  EXPECT_EQ(rig_.Text(),
            "client tracebridge.test.Echo/Say 0\n"
            "  server tracebridge.test.Echo/Say 0\n"
            "    in\n"
            "client tracebridge.test.Echo/Chat 0\n"
            "  server tracebridge.test.Echo/Chat 0\n"
            "    chat x\n"
            "    chat y\n");
}

TEST_F(GrpcSyncTest, TagsAreLeftOutWhereBaggageHasTheRoom) {
  namespace tags = opencensus::tags;
  std::string arrived_tags;
  std::string arrived_baggage;
  handlers_.say = [&](grpc::ServerContext*, const Text&, Text*) {
    arrived_tags = std::to_string(tags::GetCurrentTagMap().tags().size());
    arrived_baggage = BaggageText(RuntimeContext::GetCurrent()).substr(0, 3);
    return grpc::Status::OK;
  };
  EchoRig::SetHeaders(Headers::kBoth);
  rig_.Serve(&handlers_);
  const tags::WithTagMap current(
      tags::TagMap({{tags::TagKey::Register("caller"), std::string(2000, 'v')}}));
  EXPECT_TRUE(Say("a").ok());
  EXPECT_EQ(arrived_tags, "1");

  const auto before = Counted(Diagnostic::kBaggageLimit);
  Context context = RuntimeContext::GetCurrent();
  const auto token = RuntimeContext::Attach(opentelemetry::baggage::SetBaggage(
      context, opentelemetry::baggage::Baggage::GetDefault()->Set("a", std::string(4000, 'a'))));
  EXPECT_TRUE(Say("a").ok());
  EXPECT_EQ(arrived_tags, "0");
  EXPECT_EQ(arrived_baggage, "a=a");
  EXPECT_EQ(Counted(Diagnostic::kBaggageLimit), before + 1);
}

TEST_F(GrpcSyncTest, OpenCensusTagsGoWithItsTraceHeader) {
  namespace tags = opencensus::tags;
  const auto key = tags::TagKey::Register("caller");
  std::string arrived;
  handlers_.say = [&](grpc::ServerContext*, const Text&, Text*) {
    arrived = tags::GetCurrentTagMap().DebugString();
    return grpc::Status::OK;
  };
  EchoRig::SetHeaders(Headers::kCensus);
  rig_.Serve(&handlers_);
  const tags::TagMap sent({{key, "me"}});
  {
    const tags::WithTagMap current(sent);
    EXPECT_TRUE(Say("a").ok());
    EXPECT_EQ(arrived, sent.DebugString());
    EchoRig::SetHeaders(Headers::kW3c);
    EXPECT_TRUE(Say("a").ok());
    EXPECT_EQ(arrived, tags::TagMap({}).DebugString());
  }
  rig_.Stop();
  EXPECT_EQ(rig_.Text(),
            "client tracebridge.test.Echo/Say 0\n"
            "  server tracebridge.test.Echo/Say 0\n"
            "client tracebridge.test.Echo/Say 0\n"
            "  server tracebridge.test.Echo/Say 0\n");
}

}  // namespace
}  // namespace sync_test
}  // namespace tracebridge::test
