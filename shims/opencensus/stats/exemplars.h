// Examples of what a row shows: for each bucket of a distribution, else for the row, the latest measurement that was made
// under a sampled span, whichever API made that current.
//
// OpenCensus C++ has none itself. Source: OpenTelemetry specification 1.60.0, metrics/sdk.md, "ExemplarFilter" and
// "AlignedHistogramBucketExemplarReservoir".
#pragma once

#include <cstddef>
#include <vector>

#include "opencensus_api/src/stats/view_data_impl.h"

namespace tracebridge::opencensus_shim {

// The value is another one's until Exemplars::Note.
using opencensus::stats::Exemplar;

// Which measurements may be one.
enum class ExemplarFilter : unsigned char { kOff, kTraceBased, kOn };

// Returns whether a measurement that is made now may be one, and then fills in `*where`: time and span.
bool FindWhere(ExemplarFilter filter, Exemplar* where) noexcept;

// One thread at a time.
class Exemplars {
 public:
  // Puts `value`, which is finite, into `place` of `places`. Allocates the first time. Throws std::bad_alloc.
  void Note(std::size_t place, std::size_t places, double value, const Exemplar& where);

  // Gives each place of `*to` the later of the two. Throws std::bad_alloc.
  void AddTo(Exemplars* to) const;

  // Returns them in the order of their places. Throws std::bad_alloc.
  std::vector<Exemplar> List() const;

  bool empty() const noexcept { return slots_.empty(); }
  void Clear() noexcept;  // keeps the memory

 private:
  std::vector<Exemplar> slots_;  // time_ns is 0 where there is none
};

}  // namespace tracebridge::opencensus_shim
