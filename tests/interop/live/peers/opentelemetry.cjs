// npm @opentelemetry/sdk-trace-node: W3C Trace Context and Baggage.
const { context, propagation, trace } = require('@opentelemetry/api');
const { CompositePropagator, W3CBaggagePropagator, W3CTraceContextPropagator } = require('@opentelemetry/core');
const { NodeTracerProvider } = require('@opentelemetry/sdk-trace-node');

new NodeTracerProvider().register({
  propagator: new CompositePropagator({
    propagators: [new W3CTraceContextPropagator(), new W3CBaggagePropagator()],
  }),
});
const tracer = trace.getTracer('peer');
const describe = (span) => ({ traceId: span.spanContext().traceId, spanId: span.spanContext().spanId });

module.exports = {
  propagators: 'tracecontext,baggage',
  hasBaggage: true,
  start(baggage) {
    const span = tracer.startSpan('call');
    const entries = Object.fromEntries(Object.entries(baggage).map(([key, value]) => [key, { value }]));
    const carried = propagation.setBaggage(trace.setSpan(context.active(), span), propagation.createBaggage(entries));
    const headers = {};
    propagation.inject(carried, headers);
    return { ...describe(span), headers };
  },
  receive(headers) {
    const extracted = propagation.extract(context.active(), headers);
    const span = tracer.startSpan('serve', {}, extracted);
    const entries = propagation.getBaggage(extracted)?.getAllEntries() ?? [];
    return {
      ...describe(span),
      parentId: span.parentSpanContext?.spanId,
      baggage: Object.fromEntries(entries.map(([key, entry]) => [key, entry.value])),
    };
  },
};
