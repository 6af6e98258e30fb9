// The views registered for export, for Prometheus's C++ client:
//
//   prometheus::Exposer exposer("127.0.0.1:8080");
//   auto exporter = std::make_shared<opencensus::exporters::stats::PrometheusExporter>();
//   exposer.RegisterCollectable(exporter);
//
// tracebridge's own page for Prometheus serves it, too (docs/metrics.md, "Prometheus").
#pragma once

#include <vector>

#include "absl/strings/string_view.h"
#include "opencensus/stats/stats.h"
#include "prometheus/collectable.h"
#include "prometheus/metric_family.h"

namespace opencensus {
namespace exporters {
namespace stats {

// Safe from any thread.
class PrometheusExporter final : public ::prometheus::Collectable {
 public:
  // Returns a family for each view, with the name view_unit, in which '_' stands for what is neither letter nor digit.
  // Throws std::bad_alloc.
  std::vector<prometheus::MetricFamily> Collect() const override;
};

}  // namespace stats
}  // namespace exporters
}  // namespace opencensus
