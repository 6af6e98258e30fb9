#include "otel_core/exporters/otlp/src/http/response.h"

#include <cstdlib>
#include <nlohmann/json.hpp>

namespace tracebridge::otlp {
namespace {

// The little of the Protobuf format that two answers need. Reads fields one by one; anything malformed
// ends the message.
class MessageReader {
 public:
  explicit MessageReader(std::string_view wire) : rest_(wire) {}

  bool Next() {
    std::uint64_t tag = 0;
    if (rest_.empty() || !Varint(&tag)) return false;
    field = tag >> 3;
    bytes = {};
    number = 0;
    switch (tag & 7) {
      case 0:
        return Varint(&number);
      case 1:
        return Skip(8);
      case 2: {
        std::uint64_t size = 0;
        if (!Varint(&size) || size > rest_.size()) return false;
        bytes = rest_.substr(0, static_cast<std::size_t>(size));
        return Skip(static_cast<std::size_t>(size));
      }
      case 5:
        return Skip(4);
      default:
        return false;
    }
  }

  std::uint64_t field = 0;
  std::uint64_t number = 0;
  std::string_view bytes;

 private:
  bool Varint(std::uint64_t* value) {
    *value = 0;
    for (unsigned shift = 0; shift < 64 && !rest_.empty(); shift += 7) {
      const auto byte = static_cast<unsigned char>(rest_.front());
      rest_.remove_prefix(1);
      *value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
      if (byte < 0x80) return true;
    }
    return false;
  }
  bool Skip(std::size_t size) {
    if (size > rest_.size()) return false;
    rest_.remove_prefix(size);
    return true;
  }

  std::string_view rest_;
};

struct Answer {
  std::int64_t rejected = 0;
  std::string message;
};

// ExportTraceServiceResponse.partial_success (1): rejected_spans (1), error_message (2). ExportMetricsServiceResponse has
// rejected_data_points for the former.
Answer ReadSuccess(std::string_view wire) {
  Answer answer;
  for (MessageReader response(wire); response.Next();) {
    if (response.field != 1) continue;
    for (MessageReader partial(response.bytes); partial.Next();) {
      if (partial.field == 1) answer.rejected = static_cast<std::int64_t>(partial.number);
      if (partial.field == 2) answer.message = partial.bytes;
    }
  }
  return answer;
}

// google.rpc.Status: message (2).
Answer ReadStatus(std::string_view wire) {
  Answer answer;
  for (MessageReader status(wire); status.Next();) {
    if (status.field == 2) answer.message = status.bytes;
  }
  return answer;
}

// The same two in JSON, where an int64 may be text.
Answer ReadJson(std::string_view text, bool success) {
  Answer answer;
  const nlohmann::json root = nlohmann::json::parse(text, nullptr, /*allow_exceptions=*/false);
  const auto member = [](const nlohmann::json& object, const char* name) {
    return object.is_object() && object.contains(name) ? object[name] : nlohmann::json();
  };
  const nlohmann::json part = success ? member(root, "partialSuccess") : root;
  const nlohmann::json message = member(part, success ? "errorMessage" : "message");
  if (message.is_string()) answer.message = message.get<std::string>();
  for (const char* const name : {"rejectedSpans", "rejectedDataPoints"}) {
    const nlohmann::json rejected = member(part, name);
    if (rejected.is_number_integer()) answer.rejected = rejected.get<std::int64_t>();
    if (rejected.is_string()) {
      answer.rejected = std::strtoll(rejected.get<std::string>().c_str(), nullptr, 10);
    }
  }
  return answer;
}

Verdict VerdictOf(long status) {
  if (status >= 200 && status < 300) return Verdict::kDelivered;
  for (const long retryable : {429, 502, 503, 504}) {
    if (status == retryable) return Verdict::kTransient;
  }
  return Verdict::kRefused;
}

bool StartsWith(std::string_view text, std::string_view start) {
  return text.substr(0, start.size()) == start;
}

}  // namespace

Attempt ReadResponse(long status, std::string_view content_type, std::string_view body) {
  Attempt attempt;
  attempt.verdict = VerdictOf(status);
  const bool success = attempt.verdict == Verdict::kDelivered;

  Answer answer;
  if (StartsWith(content_type, "application/json")) {
    answer = ReadJson(body, success);
  } else if (StartsWith(content_type, "application/x-protobuf")) {
    answer = success ? ReadSuccess(body) : ReadStatus(body);
  }
  if (answer.rejected > 0) {
    attempt.rejected = static_cast<std::uint64_t>(answer.rejected);
  }
  if (!success) attempt.message = "HTTP status " + std::to_string(status);
  if (!answer.message.empty()) {
    attempt.message += (success ? "" : ": ") + OneLine(answer.message);
  }
  return attempt;
}

std::string OneLine(std::string_view text) {
  constexpr std::size_t kLongest = 200;
  std::string line(text.substr(0, kLongest));
  for (char& c : line) {
    if (c < ' ' || c > '~') c = '?';
  }
  return line;
}

}  // namespace tracebridge::otlp
