#include "otel_core/exporters/otlp/src/request_encoder.h"

#include <algorithm>
#include <string>
#include <utility>

#include "otel_core/exporters/otlp/src/origin_wire.h"
#include "otel_core/sdk/src/common/wire.h"
#include "otel_core/sdk/src/trace/span_wire.h"

namespace tracebridge::otlp {
namespace {

using SdkResource = opentelemetry::sdk::resource::Resource;
using wire::DelimitedSize;
using wire::Tag;

// ExportTraceServiceRequest
constexpr std::uint8_t kResourceSpans = Tag(1, wire::kBytes);

std::uint8_t* PutPrefix(std::uint8_t* p, std::uint8_t tag, std::size_t size) {
  *p++ = tag;
  return wire::PutVarint(p, size);
}

}  // namespace

// Lengths come before what they measure, so all are worked out first.
struct RequestEncoder::Measured {
  struct Scope {
    std::string header;
    std::size_t size;
    const ScopeGroup* records;  // or null, and
    std::string_view spans;
  };

  explicit Measured(const SdkResource* resource)
      : resource(resource), header(ResourceHeader(resource)), size(header.size()) {}

  void Add(Scope&& scope) {
    scope.size += scope.header.size();
    size += 1 + DelimitedSize(scope.size);
    scopes.push_back(std::move(scope));
  }

  const SdkResource* resource;
  std::string header;
  std::size_t size;
  std::vector<Scope> scopes;
};

std::string_view RequestEncoder::Encode(const SpanGroups& groups) {
  std::vector<Measured> resources;
  for (const ResourceGroup& group : groups.resources) {
    Measured& resource = resources.emplace_back(group.resource);
    for (const ScopeGroup& scope : group.scopes) {
      std::size_t size = 0;
      for (const SpanRecord* span : scope.spans) size += MemberSize(SpanSize(*span));
      resource.Add({ScopeHeader(scope.scope), size, &scope, {}});
    }
  }
  return Write(resources);
}

std::string_view RequestEncoder::Encode(const WireBatch& batch) {
  std::vector<Measured> resources;
  for (const WireGroup& group : batch.groups) {
    if (group.count == 0) continue;
    auto resource = std::find_if(resources.begin(), resources.end(), [&](const Measured& known) {
      return known.resource == group.resource;
    });
    if (resource == resources.end()) {
      resources.emplace_back(group.resource);
      resource = resources.end() - 1;
    }
    resource->Add({ScopeHeader(group.scope), group.spans.size(), nullptr, group.spans});
  }
  return Write(resources);
}

std::string_view RequestEncoder::Write(const std::vector<Measured>& resources) {
  std::size_t size = 0;
  for (const Measured& resource : resources) size += 1 + DelimitedSize(resource.size);

  std::uint8_t* const begin = Reserve(size);
  std::uint8_t* p = begin;
  for (const Measured& resource : resources) {
    p = PutPrefix(p, kResourceSpans, resource.size);
    p = wire::PutRaw(p, resource.header.data(), resource.header.size());
    for (const Measured::Scope& scope : resource.scopes) {
      p = PutPrefix(p, kMembers, scope.size);
      p = wire::PutRaw(p, scope.header.data(), scope.header.size());
      p = wire::PutRaw(p, scope.spans.data(), scope.spans.size());
      if (scope.records == nullptr) continue;
      for (const SpanRecord* span : scope.records->spans) {
        p = PutMember(p, *span, SpanSize(*span));
      }
    }
  }
  return {reinterpret_cast<const char*>(begin), static_cast<std::size_t>(p - begin)};
}

std::uint8_t* RequestEncoder::Reserve(std::size_t size) {
  if (size > capacity_) {
    buffer_.reset();
    capacity_ = 0;
    buffer_.reset(new std::uint8_t[size]);
    capacity_ = size;
  }
  return buffer_.get();
}

}  // namespace tracebridge::otlp
