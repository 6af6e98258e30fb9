// The callback API: what is current when a reactor is made, what GrpcServerScope makes current in it, and what becomes of a call.
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <future>
#include <mutex>
#include <stdexcept>
#include <string>

#include "opentelemetry/context/runtime_context.h"
#include "opentelemetry/trace/context.h"
#include "tests/unit/shims/grpc/echo_rig.h"

namespace tracebridge::test {
namespace callback_test {
namespace {

namespace nostd = opentelemetry::nostd;
namespace trace = opentelemetry::trace;
using opentelemetry::context::Context;
using opentelemetry::context::RuntimeContext;

// Ends a span that begins under whatever is current.
void Mark(const std::string& name) {
  trace::Provider::GetTracerProvider()->GetTracer("test")->StartSpan(name)->End();
}

Text TextOf(const std::string& text) {
  Text message;
  message.set_text(text);
  return message;
}

// Reads all, answers each, in callbacks.
class ChatReactor final : public grpc::ServerBidiReactor<Text, Text> {
 public:
  explicit ChatReactor(grpc::CallbackServerContext* context) : context_(context) {
    Mark("made");
    StartRead(&read_);
  }

  void OnReadDone(bool ok) override {
    {
      const Context nothing;
      EXPECT_TRUE(RuntimeContext::GetCurrent() == nothing);
      const GrpcServerScope scope(context_);
      if (ok) Mark("read " + read_.text());
    }
    if (ok) {
      StartWrite(&read_);
    } else {
      Finish(grpc::Status::OK);
    }
  }
  void OnWriteDone(bool ok) override {
    if (ok) StartRead(&read_);
  }
  void OnDone() override { delete this; }

 private:
  grpc::CallbackServerContext* context_;
  Text read_;
};

class Handlers final : public Echo::CallbackService {
 public:
  grpc::ServerUnaryReactor* Say(grpc::CallbackServerContext* context, const Text* request,
                                Text* answer) override {
    Mark("in " + request->text());
    said_ = context;
    said_in_ = GrpcServerContext(context);
    if (request->text() == "wait") {
      {
        const std::lock_guard<std::mutex> lock(mutex_);
        is_waiting_ = true;
      }
      changed_.notify_all();
      return new Waiting(context);
    }
    if (request->text() == "throw") throw std::runtime_error("no");
    grpc::ServerUnaryReactor* const reactor = context->DefaultReactor();
    answer->set_text(request->text());
    reactor->Finish(grpc::Status::OK);
    return reactor;
  }

  grpc::ServerBidiReactor<Text, Text>* Chat(grpc::CallbackServerContext* context) override {
    return new ChatReactor(context);
  }

  // Of the last call of Say: its context, which may be gone, and what was current in it.
  const grpc::CallbackServerContext* said() const { return said_; }
  const Context& said_in() const { return said_in_; }

  void WaitUntilOneWaits() {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [this] { return is_waiting_; });
    is_waiting_ = false;
  }

 private:
  // Answers when the caller cancels.
  class Waiting final : public grpc::ServerUnaryReactor {
   public:
    explicit Waiting(grpc::CallbackServerContext* context) : context_(context) {}
    void OnCancel() override {
      const GrpcServerScope scope(context_);
      Mark("cancelled");
      Finish(grpc::Status(grpc::StatusCode::ABORTED, "nobody listens"));
    }
    void OnDone() override { delete this; }

   private:
    grpc::CallbackServerContext* context_;
  };

  std::atomic<const grpc::CallbackServerContext*> said_{nullptr};
  Context said_in_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool is_waiting_ = false;
};

class GrpcCallbackTest : public testing::Test {
 protected:
  Handlers handlers_;
  EchoRig rig_;
};

TEST_F(GrpcCallbackTest, TheServersSpanIsCurrentWhereTheReactorIsMade) {
  rig_.Serve(&handlers_);
  grpc::ClientContext context;
  Text answer;
  EXPECT_TRUE(rig_.stub().Say(&context, TextOf("a"), &answer).ok());
  rig_.Stop();
  EXPECT_EQ(rig_.Text(),
            "client tracebridge.test.Echo/Say 0\n"
            "  server tracebridge.test.Echo/Say 0\n"
            "    in a\n");
}

TEST_F(GrpcCallbackTest, AScopeMakesItCurrentInCallbacks) {
  rig_.Serve(&handlers_);
  {
    grpc::ClientContext context;
    const auto stream = rig_.stub().Chat(&context);
    Text text;
    for (const char* word : {"x", "y"}) {
      EXPECT_TRUE(stream->Write(TextOf(word)) && stream->Read(&text));
    }
    EXPECT_TRUE(stream->WritesDone());
    EXPECT_FALSE(stream->Read(&text));
    EXPECT_TRUE(stream->Finish().ok());
  }
  rig_.Stop();
  EXPECT_EQ(rig_.Text(),
            "client tracebridge.test.Echo/Chat 0\n"
            "  server tracebridge.test.Echo/Chat 0\n"
            "    made\n"
            "    read x\n"
            "    read y\n");
}

TEST_F(GrpcCallbackTest, TheSpanOfACancelledCallLastsAsLongAsItsReactor) {
  rig_.Serve(&handlers_);
  {
    grpc::ClientContext context;
    std::promise<grpc::Status> ended;
    const Text request = TextOf("wait");
    Text answer;
    rig_.stub().async()->Say(&context, &request, &answer,
                             [&](grpc::Status status) { ended.set_value(std::move(status)); });
    handlers_.WaitUntilOneWaits();
    context.TryCancel();
    EXPECT_EQ(ended.get_future().get().error_code(), grpc::StatusCode::CANCELLED);
  }
  rig_.Stop();
  EXPECT_EQ(rig_.Text(),
            "client tracebridge.test.Echo/Say 1 error \"CANCELLED\"\n"
            "  server tracebridge.test.Echo/Say 10\n"
            "    cancelled\n"
            "    in wait\n");
}

// Whether the call reaches the server before its deadline passes is the machine's.
TEST_F(GrpcCallbackTest, ADeadlineThatPassesEndsAllSpans) {
  rig_.Serve(&handlers_);
  {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::milliseconds(50));
    Text answer;
    EXPECT_EQ(rig_.stub().Say(&context, TextOf("wait"), &answer).error_code(),
              grpc::StatusCode::DEADLINE_EXCEEDED);
  }
  rig_.Stop();
  const std::string text = rig_.Text();
  EXPECT_EQ(text.find("client tracebridge.test.Echo/Say 4 error \"Deadline Exceeded\"\n"), 0u);
  if (text.find("in wait") != std::string::npos) {
    EXPECT_NE(text.find("\n  server tracebridge.test.Echo/Say 10\n    cancelled\n"),
              std::string::npos)
        << text;
  }
}

TEST_F(GrpcCallbackTest, AServerThatIsShutDownWithOpenCallsEndsTheirSpans) {
  rig_.Serve(&handlers_);
  grpc::ClientContext context;
  std::promise<grpc::Status> ended;
  const Text request = TextOf("wait");
  Text answer;
  rig_.stub().async()->Say(&context, &request, &answer,
                           [&](grpc::Status status) { ended.set_value(std::move(status)); });
  handlers_.WaitUntilOneWaits();
  rig_.server().Shutdown(std::chrono::system_clock::now());
  const grpc::Status status = ended.get_future().get();
  EXPECT_FALSE(status.ok());
  rig_.Stop();
  // What the caller is told is gRPC's: that the call was cancelled, or that the connection closed.
  EXPECT_EQ(rig_.Text(), "client tracebridge.test.Echo/Say " + std::to_string(status.error_code()) +
                             " error \"" + status.error_message() +
                             "\"\n"
                             "  server tracebridge.test.Echo/Say 10\n"
                             "    cancelled\n"
                             "    in wait\n");
}

TEST_F(GrpcCallbackTest, AMethodThatThrowsEndsItsSpan) {
  rig_.Serve(&handlers_);
  {
    grpc::ClientContext context;
    Text answer;
    EXPECT_EQ(rig_.stub().Say(&context, TextOf("throw"), &answer).error_code(),
              grpc::StatusCode::UNIMPLEMENTED);
  }
  rig_.Stop();
  EXPECT_EQ(rig_.Text(),
            "client tracebridge.test.Echo/Say 12 error \"\"\n"
            "  server tracebridge.test.Echo/Say 12 error \"\"\n"
            "    in throw\n");
}

TEST_F(GrpcCallbackTest, ACallThatIsGivenUpEndsItsSpanOnce) {
  rig_.Serve(&handlers_);
  {
    grpc::ClientContext context;
    const auto stream = rig_.stub().Chat(&context);
    EXPECT_TRUE(stream->Write(TextOf("x")));
    Text text;
    EXPECT_TRUE(stream->Read(&text));
  }  // no Finish
  rig_.Stop();
  int clients = 0;
  int servers = 0;
  for (const auto& span : rig_.Take()) {
    const std::string line = EchoRig::Line(*span);
    clients += line == "client tracebridge.test.Echo/Chat 1 error \"given up before it ended\"";
    servers += span->GetSpanKind() == trace::SpanKind::kServer;
  }
  EXPECT_EQ(clients, 1);
  EXPECT_EQ(servers, 1);
}

TEST_F(GrpcCallbackTest, ACallThatIsPreparedAndNeverStartedIsNoSpan) {
  rig_.Serve(&handlers_);
  {
    grpc::CompletionQueue queue;
    {
      grpc::ClientContext context;
      const auto never = rig_.stub().PrepareAsyncChat(&context, &queue);
    }
    queue.Shutdown();
    void* tag = nullptr;
    bool ok = false;
    EXPECT_FALSE(queue.Next(&tag, &ok));
  }
  rig_.Stop();
  EXPECT_EQ(rig_.Text(), "");
}

TEST_F(GrpcCallbackTest, AServerContextOfNoOpenCallIsEmpty) {
  const Context nothing;
  EXPECT_TRUE(GrpcServerContext(nullptr) == nothing);
  rig_.Serve(&handlers_);
  {
    grpc::ClientContext context;
    Text answer;
    EXPECT_TRUE(rig_.stub().Say(&context, TextOf("a"), &answer).ok());
  }
  EXPECT_TRUE(trace::GetSpan(handlers_.said_in())->GetContext().IsValid());
  rig_.Stop();
  EXPECT_TRUE(GrpcServerContext(handlers_.said()) == nothing);
}

}  // namespace
}  // namespace callback_test
}  // namespace tracebridge::test
