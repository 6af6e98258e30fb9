// One small answer from a server, by libcurl.
#pragma once

#include <chrono>
#include <string>

#include "otel_core/exporters/otlp/src/http/cancellation.h"
#include "tracebridge/expected.h"

namespace tracebridge::jaeger {

constexpr std::size_t kMaxAnswerBytes = 1 << 20;

// Returns the body of a 200 answer. Blocks until it is there, `timeout` is over or `cancellation` cancels. Follows no
// redirect. Not traced: nothing here uses the API.
Expected<std::string> HttpGet(const std::string& url, std::chrono::milliseconds timeout,
                              otlp::Cancellation* cancellation);

// Returns `text` as part of a URL's query.
std::string EscapeQuery(const std::string& text);

}  // namespace tracebridge::jaeger
