// Calls of several callers at once, on few threads, in both APIs and with each kind of headers: whatever a call does is below
// the span that its caller had.
#include <gtest/gtest.h>

#include <cstddef>
#include <future>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/trace/scope.h"
#include "opentelemetry/trace/tracer.h"
#include "tests/unit/shims/grpc/echo_rig.h"

namespace tracebridge::test {
namespace mixed_calls_test {
namespace {

namespace trace = opentelemetry::trace;

opentelemetry::nostd::shared_ptr<trace::Span> Start(const std::string& name) {
  return trace::Provider::GetTracerProvider()->GetTracer("test")->StartSpan(name);
}

class SyncHandlers final : public Echo::Service {
  grpc::Status Say(grpc::ServerContext*, const Text* request, Text* answer) override {
    Start("say " + request->text())->End();
    *answer = *request;
    return grpc::Status::OK;
  }
  grpc::Status Chat(grpc::ServerContext*, grpc::ServerReaderWriter<Text, Text>* stream) override {
    for (Text text; stream->Read(&text);) {
      Start("chat " + text.text())->End();
      stream->Write(text);
    }
    return grpc::Status::OK;
  }
};

class CallbackHandlers final : public Echo::CallbackService {
  class Chatting final : public grpc::ServerBidiReactor<Text, Text> {
   public:
    explicit Chatting(grpc::CallbackServerContext* context) : context_(context) {
      StartRead(&text_);
    }
    void OnReadDone(bool ok) override {
      if (!ok) return Finish(grpc::Status::OK);
      const GrpcServerScope scope(context_);
      Start("chat " + text_.text())->End();
      StartWrite(&text_);
    }
    void OnWriteDone(bool ok) override {
      if (ok) StartRead(&text_);
    }
    void OnDone() override { delete this; }

   private:
    grpc::CallbackServerContext* context_;
    Text text_;
  };

  grpc::ServerUnaryReactor* Say(grpc::CallbackServerContext* context, const Text* request,
                                Text* answer) override {
    Start("say " + request->text())->End();
    *answer = *request;
    grpc::ServerUnaryReactor* const reactor = context->DefaultReactor();
    reactor->Finish(grpc::Status::OK);
    return reactor;
  }
  grpc::ServerBidiReactor<Text, Text>* Chat(grpc::CallbackServerContext* context) override {
    return new Chatting(context);
  }
};

struct MixedCase {
  std::string name;
  bool has_callbacks;
  Headers headers;
};

const MixedCase kCases[] = {
    {"Sync_W3c", false, Headers::kW3c},          {"Sync_Census", false, Headers::kCensus},
    {"Sync_Both", false, Headers::kBoth},        {"Callback_W3c", true, Headers::kW3c},
    {"Callback_Census", true, Headers::kCensus}, {"Callback_Both", true, Headers::kBoth},
};

class GrpcMixedCallsTest : public testing::TestWithParam<MixedCase> {};

// One of each kind, at once.
void Call(Echo::Stub& stub, const std::string& name) {
  const auto root = Start(name);
  const trace::Scope scope(root);
  grpc::ClientContext said;
  std::promise<grpc::Status> ended;
  Text request;
  request.set_text(name);
  Text answer;
  stub.async()->Say(&said, &request, &answer,
                    [&](grpc::Status status) { ended.set_value(std::move(status)); });
  grpc::ClientContext chatted;
  const auto stream = stub.Chat(&chatted);
  Text text;
  EXPECT_TRUE(stream->Write(request) && stream->Read(&text) && stream->WritesDone());
  EXPECT_FALSE(stream->Read(&text));
  EXPECT_TRUE(stream->Finish().ok());
  EXPECT_TRUE(ended.get_future().get().ok());
  root->End();
}

// Returns the trees by the name of their root.
std::map<std::string, std::string> Trees(const std::string& text) {
  std::map<std::string, std::string> trees;
  std::string root;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = text.find('\n', begin) + 1;
    const std::string line = text.substr(begin, end - begin);
    if (line[0] != ' ') root = line.substr(0, line.size() - 1);
    trees[root] += line;
    begin = end;
  }
  return trees;
}

TEST_P(GrpcMixedCallsTest, KeepToThemselves) {
  constexpr int kCallers = 4;
  constexpr int kCalls = 25;
  SyncHandlers in_threads;
  CallbackHandlers in_callbacks;
  EchoRig rig(GetParam().headers);
  rig.Serve(GetParam().has_callbacks ? static_cast<grpc::Service*>(&in_callbacks) : &in_threads);

  std::vector<std::thread> callers;
  for (int caller = 0; caller < kCallers; ++caller) {
    callers.emplace_back([&rig, caller] {
      for (int i = 0; i < kCalls; ++i) {
        Call(rig.stub(), std::to_string(caller) + "." + std::to_string(i));
      }
    });
  }
  for (std::thread& caller : callers) caller.join();
  rig.Stop();

  const auto trees = Trees(rig.Text());
  EXPECT_EQ(trees.size(), std::size_t{kCallers} * kCalls);
  for (const auto& [name, tree] : trees) {
    EXPECT_EQ(tree, name +
                        "\n  client tracebridge.test.Echo/Chat 0\n"
                        "    server tracebridge.test.Echo/Chat 0\n"
                        "      chat " +
                        name +
                        "\n  client tracebridge.test.Echo/Say 0\n"
                        "    server tracebridge.test.Echo/Say 0\n"
                        "      say " +
                        name + "\n");
  }
}

INSTANTIATE_TEST_SUITE_P(ApisAndHeaders, GrpcMixedCallsTest, testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace mixed_calls_test
}  // namespace tracebridge::test
