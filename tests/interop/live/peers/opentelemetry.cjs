// npm @opentelemetry/sdk-trace-node: W3C Trace Context and Baggage.
const { TraceFlags, context, propagation, trace } = require('@opentelemetry/api');
const { CompositePropagator, W3CBaggagePropagator, W3CTraceContextPropagator } = require('@opentelemetry/core');
const { AlwaysOffSampler, NodeTracerProvider } = require('@opentelemetry/sdk-trace-node');

const provider = new NodeTracerProvider();
provider.register({
  propagator: new CompositePropagator({
    propagators: [new W3CTraceContextPropagator(), new W3CBaggagePropagator()],
  }),
});
const tracer = trace.getTracer('peer');
const neverSampling = new NodeTracerProvider({ sampler: new AlwaysOffSampler() }).getTracer('peer');
const describe = (span) => ({ traceId: span.spanContext().traceId, spanId: span.spanContext().spanId });

function headersOf(carried) {
  const headers = {};
  propagation.inject(carried, headers);
  return headers;
}

module.exports = {
  propagators: 'tracecontext,baggage',
  hasBaggage: true,
  start(baggage, isSampled) {
    const span = (isSampled ? tracer : neverSampling).startSpan('call');
    const entries = Object.fromEntries(Object.entries(baggage).map(([key, value]) => [key, { value }]));
    const carried = propagation.setBaggage(trace.setSpan(context.active(), span), propagation.createBaggage(entries));
    return { ...describe(span), headers: headersOf(carried) };
  },
  receive(headers) {
    const extracted = propagation.extract(context.active(), headers);
    const span = tracer.startSpan('serve', {}, extracted);
    const entries = propagation.getBaggage(extracted)?.getAllEntries() ?? [];
    return {
      ...describe(span),
      parentId: trace.getSpanContext(extracted)?.spanId,
      isSampled: (span.spanContext().traceFlags & TraceFlags.SAMPLED) !== 0,
      baggage: Object.fromEntries(entries.map(([key, entry]) => [key, entry.value])),
      call: { spanId: describe(span).spanId, headers: headersOf(trace.setSpan(extracted, span)) },
    };
  },
};
