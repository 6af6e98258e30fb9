#include "shims/opencensus/stats/exemplars.h"

#include <chrono>

#include "opentelemetry/nostd/span.h"
#include "opentelemetry/trace/span.h"
#include "opentelemetry/trace/span_context.h"
#include "shims/opencensus/current.h"

namespace tracebridge::opencensus_shim {
namespace {

using std::chrono::nanoseconds;
using std::chrono::system_clock;

}  // namespace

bool FindWhere(ExemplarFilter filter, Exemplar* where) noexcept {
  if (filter == ExemplarFilter::kOff) return false;
  const Current current;
  if (current.span() != nullptr) {
    const opentelemetry::trace::SpanContext context = current.span()->GetContext();
    if (filter == ExemplarFilter::kTraceBased && !context.IsSampled()) return false;
    context.trace_id().CopyBytesTo(where->trace_id);
    context.span_id().CopyBytesTo(where->span_id);
  } else if (filter == ExemplarFilter::kTraceBased) {
    return false;
  }
  where->time_ns =
      std::chrono::duration_cast<nanoseconds>(system_clock::now().time_since_epoch()).count();
  return true;
}

void Exemplars::Note(std::size_t place, std::size_t places, double value, const Exemplar& where) {
  if (slots_.size() < places) slots_.resize(places);
  Exemplar& slot = slots_[place];
  slot = where;
  slot.value = value;
}

void Exemplars::AddTo(Exemplars* to) const {
  if (to->slots_.size() < slots_.size()) to->slots_.resize(slots_.size());
  for (std::size_t i = 0; i < slots_.size(); ++i) {
    if (slots_[i].time_ns > to->slots_[i].time_ns) to->slots_[i] = slots_[i];
  }
}

std::vector<Exemplar> Exemplars::List() const {
  std::vector<Exemplar> list;
  for (const Exemplar& slot : slots_) {
    if (slot.time_ns != 0) list.push_back(slot);
  }
  return list;
}

void Exemplars::Clear() noexcept {
  for (Exemplar& slot : slots_) slot.time_ns = 0;
}

}  // namespace tracebridge::opencensus_shim
