#include "opencensus/exporters/stats/stdout/stdout_exporter.h"

#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/time/time.h"
#include "opencensus/stats/stats.h"

namespace opencensus {
namespace exporters {
namespace stats {
namespace {
using ::opencensus::stats::Distribution;
using ::opencensus::stats::StatsExporter;
using ::opencensus::stats::ViewData;
using ::opencensus::stats::ViewDescriptor;

std::string Text(double value) { return absl::StrCat(": ", value, "\n"); }
std::string Text(int64_t value) { return absl::StrCat(": ", value, "\n"); }
std::string Text(const Distribution& value) {
  return absl::StrCat("\n    ", absl::StrReplaceAll(value.DebugString(), {{"\n", "\n    "}}), "\n");
}

// The original's layout.
template <typename T>
std::string Text(const ViewDescriptor& descriptor, const ViewData& data,
                 const ViewData::DataMap<T>& rows) {
  if (rows.empty()) return absl::StrCat("No data for view \"", descriptor.name(), "\".\n");
  std::string out = absl::StrCat("Data for view \"", descriptor.name(), "\":\n");
  for (const auto& row : rows) {
    absl::StrAppend(&out, "Row data from ", absl::FormatTime(data.start_times().at(row.first)),
                    " to ", absl::FormatTime(data.end_time()), ":\n  ");
    for (std::size_t i = 0; i < row.first.size(); ++i) {
      absl::StrAppend(&out, descriptor.columns()[i].name(), "=", row.first[i], " ");
    }
    out += Text(row.second);
  }
  return out + "\n";
}

std::string Text(const ViewDescriptor& descriptor, const ViewData& data) {
  switch (data.type()) {
    case ViewData::Type::kDouble:
      return Text(descriptor, data, data.double_data());
    case ViewData::Type::kInt64:
      return Text(descriptor, data, data.int_data());
    case ViewData::Type::kDistribution:
      return Text(descriptor, data, data.distribution_data());
  }
  return "";
}

class Printer final : public StatsExporter::Handler {
 public:
  explicit Printer(std::ostream* stream) : stream_(*stream) {}

  void ExportViewData(const std::vector<std::pair<ViewDescriptor, ViewData>>& data) override {
    for (const auto& view : data) stream_ << Text(view.first, view.second);
    stream_.flush();
  }

 private:
  std::ostream& stream_;
};

}  // namespace

void StdoutExporter::Register(std::ostream* stream) {
  StatsExporter::RegisterPushHandler(std::make_unique<Printer>(stream));
}

}  // namespace stats
}  // namespace exporters
}  // namespace opencensus
