#include "shims/bridge/wire_settings.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "migration/wire/other_parents.h"
#include "opentelemetry/sdk/common/global_log_handler.h"
#include "opentelemetry/sdk/trace/remote_parent_observer.h"
#include "opentelemetry/trace/span.h"
#include "tracebridge/sdk_builder.h"

namespace tracebridge::bridge {
namespace {

constexpr char kFormatAttribute[] = "tracebridge.wire.format";

bool IsW3c(Propagator format) {
  return format == Propagator::kTraceContext || format == Propagator::kBaggage;
}

bool IsPlain(const SdkOptions& options) {
  const SdkOptions defaults;
  return options.wire_phase == defaults.wire_phase && options.wire_read.empty() &&
         options.wire_write.empty() && options.wire_precedence.empty() &&
         options.wire_file.empty() && options.baggage_allow.empty() &&
         std::all_of(options.propagators.begin(), options.propagators.end(), [](Propagator format) {
           return IsW3c(format) || format == Propagator::kNone;
         });
}

wire::Phase ToWire(WirePhase phase) {
  switch (phase) {
    case WirePhase::kLegacy:
      return wire::Phase::kLegacy;
    case WirePhase::kBoth:
      return wire::Phase::kBoth;
    case WirePhase::kW3c:
      return wire::Phase::kW3c;
  }
  return wire::Phase::kBoth;
}

std::string Text(Propagator format) {
  const auto name = NameOf(format);
  return std::string(name.data(), name.size());
}

std::vector<std::string> Names(const std::vector<Propagator>& formats) {
  std::vector<std::string> names;
  for (const Propagator format : formats) {
    if (format != Propagator::kNone) names.push_back(Text(format));
  }
  return names;
}

// `tenant, billing: user.*`. A rule that makes no sense lets nothing go.
std::vector<wire::BaggageRule> ToRules(std::string_view text) {
  std::vector<wire::BaggageRule> rules;
  while (!text.empty() && text != "none") {
    const auto comma = std::min(text.find(','), text.size());
    auto rule = wire::ParseBaggageRule(text.substr(0, comma));
    if (rule) {
      rules.push_back(*std::move(rule));
    } else {
      OTEL_INTERNAL_LOG_WARN("TRACEBRIDGE_BAGGAGE_ALLOW: " << rule.error().message);
    }
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return rules;
}

wire::Policy ToPolicy(const SdkOptions& options) {
  wire::Policy policy;
  policy.phase = ToWire(options.wire_phase);
  if (!options.wire_read.empty()) policy.read = Names(options.wire_read);
  if (!options.wire_write.empty()) policy.write = Names(options.wire_write);
  policy.precedence = Names(options.wire_precedence);
  if (!options.baggage_allow.empty()) policy.baggage = ToRules(options.baggage_allow);
  return policy;
}

void LinkOthers(const opentelemetry::trace::SpanContext& parent,
                opentelemetry::trace::Span& span) noexcept {
  wire::TakeOthers(parent, [&span](const wire::OtherParent& other) {
    span.AddLink(other.context, {{kFormatAttribute, other.format.data()}});
  });
}

}  // namespace

std::shared_ptr<wire::WirePropagator> MakeWirePropagator(const SdkOptions& options) {
  if (IsPlain(options)) return nullptr;
  std::vector<wire::NamedFormat> formats;
  for (const Propagator format : options.propagators) {
    if (auto propagator = MakePropagator(format, options)) {
      formats.push_back({Text(format), std::move(propagator)});
    }
  }
  auto wire = std::make_shared<wire::WirePropagator>(std::move(formats));
  const wire::Policy policy = ToPolicy(options);
  if (const auto taken = wire->SetPolicy(policy); !taken) {
    OTEL_INTERNAL_LOG_WARN("TRACEBRIDGE_WIRE_*: all formats are read and written, for "
                           << taken.error().message);
    wire::Policy of_baggage;
    of_baggage.baggage = policy.baggage;
    static_cast<void>(wire->SetPolicy(of_baggage));  // it names no format
  }
  if (!options.wire_file.empty()) {
    wire->WatchFile(options.wire_file, [](bool is_taken, const std::string& what) {
      if (is_taken) {
        OTEL_INTERNAL_LOG_INFO("TRACEBRIDGE_WIRE_FILE: " << what);
      } else {
        OTEL_INTERNAL_LOG_WARN("TRACEBRIDGE_WIRE_FILE: " << what);
      }
    });
  }
  opentelemetry::sdk::trace::SetRemoteParentObserver(LinkOthers);
  return wire;
}

}  // namespace tracebridge::bridge
