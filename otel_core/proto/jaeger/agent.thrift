// What is sent to a Jaeger agent: one call a UDP datagram, which nobody answers.
//
// Source: jaegertracing/jaeger-idl, thrift/agent.thrift, as of 2026.
namespace cpp tracebridge.jaeger.idl

include "jaeger.thrift"

service Agent {
  oneway void emitBatch(1: jaeger.Batch batch)
}
