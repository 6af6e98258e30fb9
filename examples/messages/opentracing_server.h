// The request middleware of two of the services: one OpenTracing span for each request served.
#pragma once

#include <httplib.h>
#include <opentracing/ext/tags.h>
#include <opentracing/tracer.h>

#include <memory>
#include <string>

#include "examples/messages/opentracing_headers.h"

namespace messages {

// Starts the span of `request` as a child of the caller's span, if the headers tell of one.
inline std::unique_ptr<opentracing::Span> StartServerSpan(const std::string& name,
                                                          const httplib::Request& request) {
  auto tracer = opentracing::Tracer::Global();
  auto caller = tracer->Extract(HeaderReader(request.headers));
  auto span = tracer->StartSpan(
      name,
      {opentracing::ChildOf(caller ? caller->get() : nullptr),
       opentracing::SetTag(opentracing::ext::span_kind, opentracing::ext::span_kind_rpc_server)});
  span->SetTag(opentracing::ext::http_method, request.method);
  span->SetTag(opentracing::ext::http_url, request.path);
  return span;
}

inline void FinishServerSpan(opentracing::Span& span, const httplib::Response& response) {
  span.SetTag(opentracing::ext::http_status_code, response.status);
  if (response.status >= 500) span.SetTag(opentracing::ext::error, true);
  span.Finish();
}

}  // namespace messages
