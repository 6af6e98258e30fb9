// The mock tracer's span: collects what it is told and gives it to the recorder once.
#pragma once

#include <opentracing/mocktracer/recorder.h>
#include <opentracing/tracer.h>

#include <initializer_list>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "opentracing_api/src/mocktracer/span_context.h"

namespace tracebridge::opentracing_mocktracer {

// What it is told after Finish is lost. No method throws: out of memory, it says so on stderr.
class MockSpan final : public opentracing::Span {
 public:
  // `recorder` may be null; `tracer` owns it.
  MockSpan(std::shared_ptr<const opentracing::Tracer> tracer,
           opentracing::mocktracer::Recorder* recorder, opentracing::string_view operation_name,
           const opentracing::StartSpanOptions& options);
  ~MockSpan() override;

  void FinishWithOptions(const opentracing::FinishSpanOptions& options) noexcept override;
  void SetOperationName(opentracing::string_view name) noexcept override;
  void SetTag(opentracing::string_view key, const opentracing::Value& value) noexcept override;
  void SetBaggageItem(opentracing::string_view key,
                      opentracing::string_view value) noexcept override;
  std::string BaggageItem(opentracing::string_view key) const noexcept override;

  using Field = std::pair<opentracing::string_view, opentracing::Value>;
  void Log(std::initializer_list<Field> fields) noexcept override;
  void Log(opentracing::SystemTime timestamp,
           std::initializer_list<Field> fields) noexcept override;
  void Log(opentracing::SystemTime timestamp, const std::vector<Field>& fields) noexcept override;

  const opentracing::SpanContext& context() const noexcept override { return context_; }
  const opentracing::Tracer& tracer() const noexcept override { return *tracer_; }

 private:
  template <typename Fields>
  void AddLog(opentracing::SystemTime timestamp, const Fields& fields) noexcept;

  std::shared_ptr<const opentracing::Tracer> tracer_;
  opentracing::mocktracer::Recorder* recorder_;
  opentracing::SteadyTime start_steady_;

  std::mutex mutex_;  // of the two below
  bool is_finished_ = false;
  opentracing::mocktracer::SpanData data_;

  MockSpanContext context_;
};

}  // namespace tracebridge::opentracing_mocktracer
