// What the OTEL_EXPORTER_OTLP_* variables say of the exporters of traces and metrics. Each function reads the
// environment of the process anew; what is not set, or makes no sense, is the default of
// docs/settings.md.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <string>

#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace exporter {
namespace otlp {

// Orders the names of HTTP headers, which have no case.
struct cmp_ic {
  bool operator()(const std::string& a, const std::string& b) const;
};

using OtlpHeaders = std::multimap<std::string, std::string, cmp_ic>;

// "OTel-OTLP-Exporter-Cpp/<version>", after this library's own name and version.
std::string GetOtlpDefaultUserAgent();

// The URL that spans go to, path included.
std::string GetOtlpDefaultHttpTracesEndpoint();
std::string GetOtlpDefaultHttpEndpoint();
std::string GetOtlpDefaultHttpTracesProtocol();

std::chrono::system_clock::duration GetOtlpDefaultTracesTimeout();
std::chrono::system_clock::duration GetOtlpDefaultTimeout();
OtlpHeaders GetOtlpDefaultTracesHeaders();
OtlpHeaders GetOtlpDefaultHeaders();
std::string GetOtlpDefaultTracesCompression();

std::string GetOtlpDefaultTracesSslCertificatePath();
std::string GetOtlpDefaultTracesSslClientKeyPath();
std::string GetOtlpDefaultTracesSslClientCertificatePath();

std::uint32_t GetOtlpDefaultTracesRetryMaxAttempts();
std::chrono::duration<float> GetOtlpDefaultTracesRetryInitialBackoff();
std::chrono::duration<float> GetOtlpDefaultTracesRetryMaxBackoff();
float GetOtlpDefaultTracesRetryBackoffMultiplier();

// The URL that metrics go to, path included.
std::string GetOtlpDefaultHttpMetricsEndpoint();
std::string GetOtlpDefaultMetricsEndpoint();
std::string GetOtlpDefaultHttpMetricsProtocol();

std::chrono::system_clock::duration GetOtlpDefaultMetricsTimeout();
OtlpHeaders GetOtlpDefaultMetricsHeaders();
std::string GetOtlpDefaultMetricsCompression();

std::string GetOtlpDefaultMetricsSslCertificatePath();
std::string GetOtlpDefaultMetricsSslClientKeyPath();
std::string GetOtlpDefaultMetricsSslClientCertificatePath();

std::uint32_t GetOtlpDefaultMetricsRetryMaxAttempts();
std::chrono::duration<float> GetOtlpDefaultMetricsRetryInitialBackoff();
std::chrono::duration<float> GetOtlpDefaultMetricsRetryMaxBackoff();
float GetOtlpDefaultMetricsRetryBackoffMultiplier();

}  // namespace otlp
}  // namespace exporter
OPENTELEMETRY_END_NAMESPACE
