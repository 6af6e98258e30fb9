#include "otel_core/exporters/otlp/src/file/line_sink.h"

#include <variant>

#include "otel_core/exporters/otlp/src/file/rotating_files.h"

namespace tracebridge::otlp {
namespace {

using opentelemetry::exporter::otlp::OtlpFileAppender;
using opentelemetry::exporter::otlp::OtlpFileClientBackendOptions;
using opentelemetry::exporter::otlp::OtlpFileClientFileSystemOptions;

class FileSink : public LineSink {
 public:
  explicit FileSink(const OtlpFileClientFileSystemOptions& options) : files_(options) {}
  std::optional<Error> Write(std::string_view line, std::size_t) override {
    return files_.Append(line);
  }
  bool Flush(std::chrono::microseconds) override { return files_.Sync(); }

 private:
  RotatingFiles files_;
};

class StreamSink : public LineSink {
 public:
  explicit StreamSink(std::ostream& stream) : stream_(stream) {}
  std::optional<Error> Write(std::string_view line, std::size_t) override {
    stream_.write(line.data(), static_cast<std::streamsize>(line.size()));
    if (stream_.good()) return std::nullopt;
    stream_.clear();  // or no later line would be written either
    return Error{ErrorCode::kFile, "the stream does not take it"};
  }
  bool Flush(std::chrono::microseconds) override { return stream_.flush().good(); }

 private:
  std::ostream& stream_;
};

class AppenderSink : public LineSink {
 public:
  explicit AppenderSink(opentelemetry::nostd::shared_ptr<OtlpFileAppender> appender)
      : appender_(std::move(appender)) {}
  std::optional<Error> Write(std::string_view line, std::size_t spans) override {
    if (!appender_) return Error{ErrorCode::kFile, "there is no appender"};
    appender_->Export({line.data(), line.size() - 1}, spans);
    return std::nullopt;
  }
  bool Flush(std::chrono::microseconds timeout) override {
    return appender_ && appender_->ForceFlush(timeout);
  }
  bool Shutdown(std::chrono::microseconds timeout) override {
    return appender_ && appender_->Shutdown(timeout);
  }

 private:
  const opentelemetry::nostd::shared_ptr<OtlpFileAppender> appender_;
};

struct Make {
  static_assert(std::variant_size_v<OtlpFileClientBackendOptions> == 3);

  std::unique_ptr<LineSink> operator()(const OtlpFileClientFileSystemOptions& files) const {
    return std::make_unique<FileSink>(files);
  }
  std::unique_ptr<LineSink> operator()(std::reference_wrapper<std::ostream> stream) const {
    return std::make_unique<StreamSink>(stream.get());
  }
  std::unique_ptr<LineSink> operator()(
      const opentelemetry::nostd::shared_ptr<OtlpFileAppender>& appender) const {
    return std::make_unique<AppenderSink>(appender);
  }
};

}  // namespace

std::unique_ptr<LineSink> MakeSink(const OtlpFileClientBackendOptions& options) {
  return opentelemetry::nostd::visit(Make(), options);
}

}  // namespace tracebridge::otlp
