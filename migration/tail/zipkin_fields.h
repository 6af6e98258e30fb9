// A span of Zipkin's, as its JSON has it, and as one of ours.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "migration/tail/decoded.h"

namespace tracebridge::tail {

struct ZipkinEndpoint {
  std::string service_name;
  std::string ipv4;
  std::string ipv6;
  std::string port;  // digits; "" is absent

  bool operator==(const ZipkinEndpoint& other) const {
    return service_name == other.service_name && ipv4 == other.ipv4 && ipv6 == other.ipv6 &&
           port == other.port;
  }
};

struct ZipkinAnnotation {
  uint64_t time = 0;  // nanoseconds since the Unix epoch
  std::string value;
};

struct ZipkinSpan {
  std::string trace_id;
  std::string id;
  std::string parent_id;
  std::string kind;
  std::string name;
  uint64_t start = 0;     // nanoseconds since the Unix epoch
  uint64_t duration = 0;  // nanoseconds
  bool debug = false;
  bool shared = false;
  ZipkinEndpoint local;
  ZipkinEndpoint remote;
  std::vector<ZipkinAnnotation> annotations;
  std::vector<std::pair<std::string, std::string>> tags;
};

// Makes spans of ours; spans in a row that have one endpoint or scope share it. Its attributes of annotations and links count
// against `*items`, of which there may be `max_items`; over that they stay text.
class ZipkinTranslator {
 public:
  ZipkinTranslator(size_t* items, size_t max_items) : items_(items), max_items_(max_items) {}

  // Adds it to the accepted or to the rejected ones.
  void Translate(ZipkinSpan from, DecodedTraces& traces);

 private:
  void SetResource(ZipkinEndpoint local, Span& span);
  void SetScope(Scope scope, Span& span);
  void AddTags(ZipkinSpan& from, Span& span, Scope& scope);
  bool TakeField(const std::string& key, std::string& value, Span& span, Scope& scope);
  bool TakeLink(const std::string& key, std::string_view value, Span& span);
  Event ToEvent(ZipkinAnnotation from);
  bool ReadAttributes(std::string_view json, std::vector<Attribute>* attributes,
                      uint32_t* dropped_attributes);

  size_t* const items_;
  const size_t max_items_;
  ZipkinEndpoint last_local_;
  std::shared_ptr<const Resource> last_resource_;
  std::shared_ptr<const Scope> last_scope_;
};

}  // namespace tracebridge::tail
