#include "tests/conformance/opentracing/observed_tracer.h"

#include <chrono>
#include <map>
#include <string_view>

#include "opentelemetry/nostd/variant.h"
#include "tests/support/attribute_text.h"
#include "tests/support/sdk_shim.h"

namespace observed {
namespace {
namespace nostd = opentelemetry::nostd;
namespace trace = opentelemetry::trace;
using tracebridge::test::SdkShim;

constexpr long long kYear2000 = 946684800LL * 1000000000;

struct State {
  std::unique_ptr<SdkShim> shim;
  SdkShim::Spans finished;
  std::map<std::string, std::string> names;  // by span id
};

State& Get() {
  static State state;
  return state;
}

const SdkShim::Spans& Finished() {
  for (auto& span : Get().shim->Finished()) Get().finished.push_back(std::move(span));
  return Get().finished;
}

std::string Hex(const trace::SpanId& id) {
  std::string text(16, '0');
  id.ToLowerBase16(nostd::span<char, 16>{text.data(), text.size()});
  return text;
}

std::string Name(const trace::SpanId& id) {
  const auto found = Get().names.find(Hex(id));
  return found == Get().names.end() ? Hex(id) : found->second;
}

struct OwnedText : tracebridge::test::AttributeText {
  using AttributeText::operator();
  std::string operator()(const std::string& x) const { return '"' + x + '"'; }
  template <class T>
  std::string operator()(const std::vector<T>& x) const {
    return std::to_string(x.size()) + " elements";
  }
};

template <class Attributes>
std::string Text(const Attributes& attributes) {
  std::map<std::string, std::string> sorted;
  for (const auto& [key, value] : attributes) sorted[key] = nostd::visit(OwnedText{}, value);
  std::string text;
  for (const auto& [key, value] : sorted) {
    text.append(text.empty() ? "" : ", ").append(key).append(": ").append(value);
  }
  return "{" + text + "}";
}

std::string_view Kind(trace::SpanKind kind) {
  switch (kind) {
    case trace::SpanKind::kInternal:
      return "";
    case trace::SpanKind::kServer:
      return " server";
    case trace::SpanKind::kClient:
      return " client";
    case trace::SpanKind::kProducer:
      return " producer";
    case trace::SpanKind::kConsumer:
      return " consumer";
  }
  return " ?";
}

std::string_view Status(trace::StatusCode status) {
  switch (status) {
    case trace::StatusCode::kUnset:
      return "";
    case trace::StatusCode::kOk:
      return " ok";
    case trace::StatusCode::kError:
      return " error";
  }
  return " ?";
}

std::string Text(const opentelemetry::sdk::trace::SpanData& span) {
  std::string text{span.GetName()};
  if (span.GetParentSpanId().IsValid()) text += " < " + Name(span.GetParentSpanId());
  text.append(Kind(span.GetSpanKind())).append(Status(span.GetStatus()));
  text += " " + Text(span.GetAttributes());
  for (const auto& link : span.GetLinks()) {
    text += " ->" + Name(link.GetSpanContext().span_id()) + Text(link.GetAttributes());
  }
  for (const auto& event : span.GetEvents()) {
    const long long time = event.GetTimestamp().time_since_epoch().count();
    text += " [" + event.GetName() + (time < kYear2000 ? " @" + std::to_string(time) : "") + " " +
            Text(event.GetAttributes()) + "]";
  }
  return text + "\n";
}

}  // namespace

std::shared_ptr<opentracing::Tracer> MakeTracer(const tracebridge::OpenTracingOptions& options) {
  Get() = State{};
  Get().shim = std::make_unique<SdkShim>(options);
  return Get().shim->tracer;
}

std::string TakeFinished() {
  for (const auto& span : Finished()) {
    Get().names[Hex(span->GetSpanId())] = std::string(span->GetName());
  }
  std::string text;
  for (const auto& span : Finished()) text += Text(*span);
  Get().finished.clear();
  return text;
}

Times TimesOfFirst() {
  const auto& first = *Finished().at(0);
  return {first.GetStartTime().time_since_epoch().count(), first.GetDuration().count()};
}

}  // namespace observed
