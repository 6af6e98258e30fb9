// The spans that Jaeger's clients send, as far as their backends read them.
//
// Ids are big-endian numbers reinterpreted as signed ones; times are microseconds, since the Unix epoch where they are
// points in time. Enumerations are fields of type i32, which is the same on the wire: what a peer sends may be a number that has no name.
//
// Source: the field numbers of jaegertracing/jaeger-idl, thrift/jaeger.thrift, as of 2026.
namespace cpp tracebridge.jaeger.idl

enum TagType {
  STRING = 0
  DOUBLE = 1
  BOOL = 2
  LONG = 3
  BINARY = 4
}

// One of the last five fields, as `vType` says.
struct Tag {
  1: required string key
  2: required i32 vType  // a TagType
  3: optional string vStr
  4: optional double vDouble
  5: optional bool vBool
  6: optional i64 vLong
  7: optional binary vBinary
}

struct Log {
  1: required i64 timestamp
  2: required list<Tag> fields
}

enum SpanRefType {
  CHILD_OF = 0
  FOLLOWS_FROM = 1
}

struct SpanRef {
  1: required i32 refType  // a SpanRefType
  2: required i64 traceIdLow
  3: required i64 traceIdHigh
  4: required i64 spanId
}

struct Span {
  1: required i64 traceIdLow
  2: required i64 traceIdHigh  // 0 for a trace id of 64 bits
  3: required i64 spanId
  4: required i64 parentSpanId  // 0 for a root
  5: required string operationName
  6: optional list<SpanRef> references
  7: required i32 flags  // 1 sampled, 2 debug
  8: required i64 startTime
  9: required i64 duration
  10: optional list<Tag> tags
  11: optional list<Log> logs
}

struct Process {
  1: required string serviceName
  2: optional list<Tag> tags
}

// What a client lost since it started.
struct ClientStats {
  1: required i64 fullQueueDroppedSpans
  2: required i64 tooLargeDroppedSpans
  3: required i64 failedToEmitSpans
}

struct Batch {
  1: required Process process
  2: required list<Span> spans
  3: optional i64 seqNo
  4: optional ClientStats stats
}
