#include "tests/interop/prometheus/prometheus_process.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <utility>
#include <vector>

#include "tests/support/free_port.h"
#include "tests/unit/otel_core/exporters/prometheus/plain_client.h"

extern char** environ;

namespace tracebridge {
namespace {

constexpr std::chrono::seconds kPatience{60};

std::string Escaped(const std::string& text) {
  static constexpr char kDigits[] = "0123456789ABCDEF";
  std::string escaped;
  for (const unsigned char c : text) {
    if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
      escaped += static_cast<char>(c);
    } else {
      escaped.append({'%', kDigits[c >> 4], kDigits[c & 15]});
    }
  }
  return escaped;
}

}  // namespace

PrometheusProcess::PrometheusProcess(std::uint16_t page) : port_(test::FreePort()) {
  char folder[] = "/tmp/tracebridge-prometheus-XXXXXX";
  EXPECT_NE(mkdtemp(folder), nullptr);
  folder_ = folder;
  std::ofstream(folder_ + "/prometheus.yml")
      << "global: {scrape_interval: 100ms, scrape_timeout: 100ms}\n"
      << "scrape_configs:\n"
      << "  - job_name: program\n"
      << "    static_configs: [{targets: ['127.0.0.1:" << page << "']}]\n";

  std::vector<std::string> words = {
      TRACEBRIDGE_PROMETHEUS, "--config.file=" + folder_ + "/prometheus.yml",
      "--storage.tsdb.path=" + folder_ + "/data",
      "--web.listen-address=127.0.0.1:" + std::to_string(port_), "--log.level=warn"};
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, (folder_ + "/log").c_str(),
                                   O_WRONLY | O_CREAT, 0600);
  EXPECT_EQ(posix_spawn(&pid_, arguments[0], &actions, nullptr, arguments.data(), environ), 0);
  posix_spawn_file_actions_destroy(&actions);
}

PrometheusProcess::~PrometheusProcess() {
  if (testing::Test::HasFailure()) ADD_FAILURE() << Log();
  if (pid_ > 0) {
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
  }
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

nlohmann::json PrometheusProcess::Get(const std::string& path) const {
  prometheus_exporter::PlainClient client(port_);
  if (!client.is_connected()) return nullptr;
  client.Send("GET /api/v1/" + path + " HTTP/1.0\r\nHost: localhost\r\n\r\n");
  const auto answer =
      nlohmann::json::parse(prometheus_exporter::BodyOf(client.ReadAll()), nullptr, false);
  return answer.is_object() ? answer.value("data", nlohmann::json()) : nlohmann::json();
}

nlohmann::json PrometheusProcess::Query(
    const std::string& expression,
    const std::function<bool(const nlohmann::json&)>& is_enough) const {
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  nlohmann::json result;
  do {
    const nlohmann::json data = Get("query?query=" + Escaped(expression));
    result = data.is_object() ? data.value("result", nlohmann::json()) : nlohmann::json();
    if (result.is_array() && is_enough(result)) return result;
    poll(nullptr, 0, 20);
  } while (std::chrono::steady_clock::now() < deadline);
  return result;
}

std::string PrometheusProcess::Value(const std::string& expression,
                                     const std::string& expected) const {
  const auto value = [](const nlohmann::json& result) -> std::string {
    if (!result.is_array() || result.size() != 1) return "not one series: " + result.dump();
    return result[0]["value"][1].get<std::string>();
  };
  return value(
      Query(expression, [&](const nlohmann::json& result) { return value(result) == expected; }));
}

std::string PrometheusProcess::Log() const {
  std::ostringstream text;
  text << std::ifstream(folder_ + "/log").rdbuf();
  return text.str();
}

}  // namespace tracebridge
