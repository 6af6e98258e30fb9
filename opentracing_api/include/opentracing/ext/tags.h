// Names of the standard tags, and the values of `span.kind`.
//
// Source: OpenTracing semantic_conventions.md 1.1, "Span tags table". They are constants of the
// library, initialised before any code of the program runs.
#pragma once

#include <opentracing/string_view.h>
#include <opentracing/symbols.h>
#include <opentracing/version.h>

namespace opentracing {
BEGIN_OPENTRACING_ABI_NAMESPACE
namespace ext {
// Which side of a remote call the span is.
OPENTRACING_API extern const opentracing::string_view span_kind;
OPENTRACING_API extern const opentracing::string_view span_kind_rpc_client;
OPENTRACING_API extern const opentracing::string_view span_kind_rpc_server;

// bool: the operation failed.
OPENTRACING_API extern const opentracing::string_view error;

// The library or module that made the span.
OPENTRACING_API extern const opentracing::string_view component;

// integer: above 0 asks the tracer to keep the trace, 0 to drop it.
OPENTRACING_API extern const opentracing::string_view sampling_priority;

// The other side of a remote call.
OPENTRACING_API extern const opentracing::string_view peer_service;
OPENTRACING_API extern const opentracing::string_view peer_hostname;
OPENTRACING_API extern const opentracing::string_view peer_address;
OPENTRACING_API extern const opentracing::string_view peer_host_ipv4;
OPENTRACING_API extern const opentracing::string_view peer_host_ipv6;
OPENTRACING_API extern const opentracing::string_view peer_port;

// HTTP: address and method of the request, integer status of the response.
OPENTRACING_API extern const opentracing::string_view http_url;
OPENTRACING_API extern const opentracing::string_view http_method;
OPENTRACING_API extern const opentracing::string_view http_status_code;

// Databases: name, statement, kind ("sql", "redis", ...), user.
OPENTRACING_API extern const opentracing::string_view database_instance;
OPENTRACING_API extern const opentracing::string_view database_statement;
OPENTRACING_API extern const opentracing::string_view database_type;
OPENTRACING_API extern const opentracing::string_view database_user;

// Message buses: where a message goes, for example a topic.
OPENTRACING_API extern const opentracing::string_view message_bus_destination;
}  // namespace ext
END_OPENTRACING_ABI_NAMESPACE
}  // namespace opentracing
