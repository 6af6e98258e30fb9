// OpenTracing carriers over the headers of cpp-httplib, as services of its time wrote them.
#pragma once

#include <httplib.h>
#include <opentracing/propagation.h>

#include <functional>
#include <string>

namespace messages {

class HeaderReader : public opentracing::HTTPHeadersReader {
 public:
  explicit HeaderReader(const httplib::Headers& headers) : headers_(headers) {}

  opentracing::expected<void> ForeachKey(
      std::function<opentracing::expected<void>(opentracing::string_view key,
                                                opentracing::string_view value)>
          f) const override {
    for (const auto& header : headers_) {
      auto result = f(header.first, header.second);
      if (!result) return result;
    }
    return {};
  }

 private:
  const httplib::Headers& headers_;
};

class HeaderWriter : public opentracing::HTTPHeadersWriter {
 public:
  explicit HeaderWriter(httplib::Headers& headers) : headers_(headers) {}

  opentracing::expected<void> Set(opentracing::string_view key,
                                  opentracing::string_view value) const override {
    headers_.emplace(key, value);
    return {};
  }

 private:
  httplib::Headers& headers_;
};

}  // namespace messages
