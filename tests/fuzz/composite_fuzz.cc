// Input: headers of any format (header_lines.h), read by all formats in turn. Whatever they make of one another, what is sent on
// is safe and within the limits of each, and each format says the same parent.
#include <memory>
#include <utility>
#include <vector>

#include "opentelemetry/context/propagation/composite_propagator.h"
#include "tests/fuzz/all_formats.h"

namespace {

namespace propagation = opentelemetry::context::propagation;
using opentelemetry::context::Context;

// A composite owns its parts; these are shared with the oracle.
class Shared final : public propagation::TextMapPropagator {
 public:
  explicit Shared(std::shared_ptr<TextMapPropagator> propagator)
      : propagator_(std::move(propagator)) {}

  void Inject(propagation::TextMapCarrier& carrier, const Context& context) noexcept override {
    propagator_->Inject(carrier, context);
  }
  Context Extract(const propagation::TextMapCarrier& carrier, Context& context) noexcept override {
    return propagator_->Extract(carrier, context);
  }
  bool Fields(opentelemetry::nostd::function_ref<bool(opentelemetry::nostd::string_view)> callback)
      const noexcept override {
    return propagator_->Fields(callback);
  }

 private:
  std::shared_ptr<TextMapPropagator> propagator_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tracebridge::fuzz;
  static const std::vector<AnyFormat> formats = AllFormats();
  std::vector<std::unique_ptr<propagation::TextMapPropagator>> parts;
  for (const AnyFormat& format : formats) {
    parts.push_back(std::make_unique<Shared>(format.propagator));
  }
  propagation::CompositePropagator all(std::move(parts));

  Context empty;
  const Context context = all.Extract(Headers(data, size), empty);
  tracebridge::test::HeaderCarrier sent;
  all.Inject(sent, context);
  RequireSendable(sent, kMostBytes);
  RequireOneParent(formats, context);
  return 0;
}
