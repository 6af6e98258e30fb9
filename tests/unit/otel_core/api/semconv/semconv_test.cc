// The names that programs spell, as opentelemetry-cpp spells them; the values are the registry's.
#include <gtest/gtest.h>

#include <string_view>

#include "opentelemetry/semconv/client_attributes.h"
#include "opentelemetry/semconv/db_attributes.h"
#include "opentelemetry/semconv/http_attributes.h"
#include "opentelemetry/semconv/http_metrics.h"
#include "opentelemetry/semconv/incubating/system_metrics.h"
#include "opentelemetry/semconv/k8s_attributes.h"
#include "opentelemetry/semconv/otel_attributes.h"
#include "opentelemetry/semconv/schema_url.h"
#include "opentelemetry/semconv/service_attributes.h"
#include "opentelemetry/semconv/telemetry_attributes.h"
#include "opentelemetry/semconv/url_attributes.h"
#include "opentelemetry/semconv/user_agent_attributes.h"

namespace opentelemetry::semconv {
namespace {

struct Row {
  std::string_view constant;
  std::string_view value;
};

// Constants with a dot, an underscore or a digit in their name, and values of each shape.
constexpr Row kRows[] = {
    {client::kClientAddress, "client.address"},
    {db::DbSystemNameValues::kMicrosoftSqlServer, "microsoft.sql_server"},
    {http::kHttpRequestMethod, "http.request.method"},
    {http::kMetricHttpServerRequestDuration, "http.server.request.duration"},
    {http::unitMetricHttpServerRequestDuration, "s"},
    {system::kMetricSystemMemoryLinuxHugepagesPageSize, "system.memory.linux.hugepages.page_size"},
    {http::kHttpRequestMethodOriginal, "http.request.method_original"},
    {http::HttpRequestMethodValues::kGet, "GET"},
    {http::HttpRequestMethodValues::kOther, "_OTHER"},
    {k8s::kK8sPodUid, "k8s.pod.uid"},
    {otel::kOtelStatusCode, "otel.status_code"},
    {otel::OtelStatusCodeValues::kError, "ERROR"},
    {service::kServiceName, "service.name"},
    {telemetry::TelemetrySdkLanguageValues::kCpp, "cpp"},
    {url::kUrlFull, "url.full"},
    {user_agent::kUserAgentOriginal, "user_agent.original"},
    {kSchemaUrl, "https://opentelemetry.io/schemas/1.44.0"},
};

TEST(SemconvTest, ConstantsHaveTheRegistrysNames) {
  for (const Row& row : kRows) EXPECT_EQ(row.constant, row.value);
}

}  // namespace
}  // namespace opentelemetry::semconv
