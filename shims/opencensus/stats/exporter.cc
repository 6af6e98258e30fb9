#include "shims/opencensus/stats/exporter.h"

#include <condition_variable>
#include <cstdio>
#include <map>
#include <memory>
#include <mutex>
#include <new>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "opencensus/stats/stats_exporter.h"
#include "opencensus_api/src/stats/access.h"
#include "otel_core/state/src/process_object.h"
#include "shims/opencensus/stats/background.h"
#include "shims/opencensus/stats/stats_core.h"
#include "tracebridge/diagnostics.h"

namespace opencensus {
namespace stats {
namespace {
namespace shim = ::tracebridge::opencensus_shim;
using ::tracebridge::Count;
using ::tracebridge::Diagnostic;
using Handler = StatsExporter::Handler;
using Data = std::vector<std::pair<ViewDescriptor, ViewData>>;

// One in the process, never destroyed. No lock is held while handlers run or views are read.
class Exporter {
 public:
  // Returns null without memory, counted.
  static Exporter* Get() noexcept {
    auto* exporter = tracebridge::state::ProcessObjectHeldInForks<Exporter>(
        "opencensus.stats_exporter/" TRACEBRIDGE_VERSION);
    if (exporter == nullptr) Count(Diagnostic::kOutOfMemory);
    return exporter;
  }

  void AddView(const ViewDescriptor& descriptor) {
    // Before the one that it replaces goes: alike, they share their data.
    auto view = std::make_shared<View>(descriptor);
    const std::lock_guard<std::mutex> lock(mutex_);
    views_[descriptor.name()].swap(view);
  }

  void RemoveView(absl::string_view name) {
    std::shared_ptr<View> removed;
    const std::lock_guard<std::mutex> lock(mutex_);
    const auto found = views_.find(std::string(name));
    if (found == views_.end()) return;
    removed = std::move(found->second);
    views_.erase(found);
  }

  void Register(std::unique_ptr<Handler> handler) {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      handlers_.push_back(std::move(handler));
    }
    thread_.Start(&ExportPeriodically);
  }

  void SetInterval(absl::Duration interval) { thread_.SetInterval(interval); }

  Data Read() {
    std::vector<std::shared_ptr<View>> views;
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      views.reserve(views_.size());
      for (const auto& view : views_) views.push_back(view.second);
    }
    return Read(views);
  }

  void Export() noexcept {
    std::vector<std::shared_ptr<Handler>> handlers;
    if (!Begin(&handlers)) return;
    try {
      if (!handlers.empty()) Call(handlers, Read());
    } catch (...) {
      Count(Diagnostic::kOutOfMemory);
    }
    handlers.clear();
    End();
  }

  void ClearHandlers() noexcept {
    std::vector<std::shared_ptr<Handler>> cleared;
    std::unique_lock<std::mutex> lock(mutex_);
    if (exporting_ != std::this_thread::get_id()) {
      idle_.wait(lock, [this] { return exporting_ == std::thread::id(); });
    }
    handlers_.swap(cleared);
  }

  void Shutdown() noexcept {
    thread_.Stop();
    Export();
  }

  void Restart() noexcept { thread_.Restart(); }

  Exporter() : thread_(absl::Seconds(10)) {}  // by Get()

  // A fork waits for no handler.
  void BeforeFork() {
    mutex_.lock();
    thread_.BeforeFork();
  }
  void InParent() {
    thread_.InParent();
    mutex_.unlock();
  }
  void InChild() {
    thread_.InChild();
    // Who waits for it is the parent's.
    new (&idle_) std::condition_variable;
    if (exporting_ != std::this_thread::get_id()) exporting_ = std::thread::id();
    mutex_.unlock();
  }

 private:
  static void ExportPeriodically() noexcept {
    if (Exporter* exporter = Get()) exporter->Export();
  }

  static Data Read(const std::vector<std::shared_ptr<View>>& views) {
    std::vector<shim::ViewState*> valid;
    for (const auto& view : views) {
      if (view->IsValid()) valid.push_back(static_cast<shim::ViewState*>(ViewAccess::state(*view)));
    }
    shim::StatsCore* const core = shim::StatsCore::Get();
    if (core == nullptr) return {};
    std::vector<ViewData> read = core->Read(valid);
    Data data;
    data.reserve(views.size());
    auto next = read.begin();
    for (const auto& view : views) {
      data.emplace_back(view->descriptor(), view->IsValid() ? *next++ : view->GetData());
    }
    return data;
  }

  static void Call(const std::vector<std::shared_ptr<Handler>>& handlers, const Data& data) {
    for (const auto& handler : handlers) {
      try {
        handler->ExportViewData(data);
      } catch (...) {
        Count(Diagnostic::kCallbackThrew);
      }
    }
  }

  // Waits for its turn. Returns false to a handler that exports.
  bool Begin(std::vector<std::shared_ptr<Handler>>* handlers) noexcept {
    std::unique_lock<std::mutex> lock(mutex_);
    if (exporting_ == std::this_thread::get_id()) return false;
    idle_.wait(lock, [this] { return exporting_ == std::thread::id(); });
    try {
      *handlers = handlers_;
    } catch (...) {
      Count(Diagnostic::kOutOfMemory);
      return false;
    }
    exporting_ = std::this_thread::get_id();
    return true;
  }

  void End() noexcept {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      exporting_ = std::thread::id();
    }
    idle_.notify_all();
  }

  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<View>> views_;  // by name
  std::vector<std::shared_ptr<Handler>> handlers_;      // in the order of registration
  std::condition_variable idle_;
  std::thread::id exporting_;  // the thread that calls the handlers
  shim::Background thread_;
};

[[maybe_unused]] const Exporter* const made_at_start = Exporter::Get();

}  // namespace

void ViewDescriptor::RegisterForExport() const {
  if (aggregation_window_.type() != AggregationWindow::Type::kCumulative) {
    std::fprintf(stderr, "[Error] tracebridge: only cumulative OpenCensus views are exported:%s\n",
                 DebugString().c_str());
    return;
  }
  if (Exporter* exporter = Exporter::Get()) exporter->AddView(*this);
}

void StatsExporter::SetInterval(absl::Duration interval) {
  if (Exporter* exporter = Exporter::Get()) exporter->SetInterval(interval);
}

void StatsExporter::RemoveView(absl::string_view name) {
  if (Exporter* exporter = Exporter::Get()) exporter->RemoveView(name);
}

void StatsExporter::RegisterPushHandler(std::unique_ptr<Handler> handler) {
  if (handler == nullptr) return;
  if (Exporter* exporter = Exporter::Get()) exporter->Register(std::move(handler));
}

Data StatsExporter::GetViewData() {
  Exporter* const exporter = Exporter::Get();
  return exporter == nullptr ? Data() : exporter->Read();
}

void StatsExporter::Shutdown() {
  if (Exporter* exporter = Exporter::Get()) exporter->Shutdown();
}

void StatsExporter::ExportForTesting() {
  if (Exporter* exporter = Exporter::Get()) exporter->Export();
}

void StatsExporter::ClearHandlersForTesting() {
  if (Exporter* exporter = Exporter::Get()) exporter->ClearHandlers();
}

}  // namespace stats
}  // namespace opencensus

namespace tracebridge::opencensus_shim {

void RestartStatsExporter() noexcept {
  if (auto* exporter = opencensus::stats::Exporter::Get()) exporter->Restart();
}

}  // namespace tracebridge::opencensus_shim
