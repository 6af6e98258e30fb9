// How programs end, and what has arrived then.
#include <atomic>
#include <fstream>
#include <ostream>
#include <string>
#include <thread>
#include <vector>

#include "tests/interop/opentracing_preload/preloaded.h"
#include "tests/unit/otel_core/exporters/otlp/file/scratch_folder.h"
#include "tests/unit/otel_core/exporters/otlp/test_certificate.h"

namespace tracebridge::test {
namespace {

using ::testing::ElementsAre;
using ::testing::ElementsAreArray;
using ::testing::HasSubstr;

struct Ending {
  std::string how;
  int status;  // -1: a signal
  std::vector<std::string> arrived;
};

void PrintTo(const Ending& row, std::ostream* out) { *out << row.how; }

const Ending kEndings[] = {
    {"return", 7, {"at exit", "finished", "static"}},
    {"exit", 7, {"at exit", "finished", "static"}},
    {"quick_exit", 7, {"finished"}},
    {"_exit", 7, {}},  // what had not left yet is lost
    {"abort", -1, {}},
};

class EndingTest : public Preloaded, public ::testing::WithParamInterface<Ending> {};

TEST_P(EndingTest, DeliversWhatHasFinished) {
  const ChildProgram program = RunUnaware({"end", GetParam().how});
  EXPECT_EQ(program.status, GetParam().status);
  EXPECT_EQ(program.err, "");
  EXPECT_THAT(Names(), ElementsAreArray(GetParam().arrived));
}

INSTANTIATE_TEST_SUITE_P(Programs, EndingTest, ::testing::ValuesIn(kEndings), [](const auto& info) {
  return info.param.how == "_exit" ? "underscore_exit" : info.param.how;
});

// OpenSSL has an exit handler of its own, which it registers when it is first used: here by the first export, during main.
class TlsEndingTest : public Preloaded, public ::testing::WithParamInterface<std::string> {};

TEST_P(TlsEndingTest, DeliversWhatHasFinished) {
  const otlp::TestCertificate certificate = otlp::MakeCertificate();
  const otlp::TlsContext context = otlp::ServerContext(certificate);
  otlp::TestCollector secure({}, context.get());
  const otlp::ScratchFolder folder;
  std::ofstream(folder / "certificate") << certificate.certificate;
  settings["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"] = secure.url();
  settings["OTEL_EXPORTER_OTLP_CERTIFICATE"] = folder / "certificate";
  if (GetParam() == "after an export") settings["OTEL_BSP_SCHEDULE_DELAY"] = "1";
  settings["UNAWARE_EXPORTED"] = folder / "exported";
  std::atomic<bool> has_ended{false};
  std::thread watcher([&] {
    while (!has_ended && secure.requests().empty()) std::this_thread::yield();
    std::ofstream(folder / "exported") << "yes";
  });
  const ChildProgram program = RunUnaware({"end", GetParam()});
  has_ended = true;
  watcher.join();
  EXPECT_EQ(program.status, 7);
  EXPECT_EQ(program.err, "");
  std::string bodies;
  for (const auto& request : secure.requests()) bodies += request.body;
  for (const char* span : {"finished", "static", "at exit"}) EXPECT_THAT(bodies, HasSubstr(span));
}

INSTANTIATE_TEST_SUITE_P(Programs, TlsEndingTest,
                         ::testing::Values("return", "exit", "after an export"),
                         [](const auto& info) {
                           return info.param == "after an export" ? "after_an_export" : info.param;
                         });

class UndeliveredTest : public Preloaded {};

TEST_F(UndeliveredTest, IsSaidAndHoldsTheProgramUpForMomentsOnly) {
  otlp::Reply never;
  never.hang = true;
  otlp::TestCollector silent({never});
  settings["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"] = silent.url();
  settings["OTEL_EXPORTER_OTLP_TRACES_TIMEOUT"] = "3600000";
  const ChildProgram program = RunUnaware({"end", "exit"});
  EXPECT_EQ(program.status, 7);
  EXPECT_THAT(program.err, HasSubstr("not everything arrived: "));
}

TEST_F(UndeliveredTest, IsNothingWithoutSpans) {
  EXPECT_EQ(RunUnaware({"arguments"}).status, 0);
  EXPECT_EQ(collector.requests().size(), 0u);
}

}  // namespace
}  // namespace tracebridge::test
