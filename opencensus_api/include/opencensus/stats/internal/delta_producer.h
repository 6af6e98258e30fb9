// The name under which programs ask that what was recorded reaches the views, and how often that
// happens by itself. `SetHarvestInterval` and `Shutdown` are of a patched copy in wide use.
#pragma once

#include "absl/time/time.h"

namespace opencensus {
namespace stats {

class DeltaProducer final {
 public:
  static DeltaProducer* Get();

  // Gives all views what was recorded before the call. Reading a view does so too.
  void Flush();

  // Sets how often views with an interval or an expiry get what was recorded (5 s until set; at least
  // 1 ms). The others get it when they are read.
  void SetHarvestInterval(absl::Duration interval);

  // Flushes, and ends the thread that does so periodically. It starts again with the next view that
  // needs it.
  void Shutdown();

 private:
  DeltaProducer() = default;
};

}  // namespace stats
}  // namespace opencensus
