// npm jaeger-client: `uber-trace-id`, `uberctx-*`.
const { FORMAT_HTTP_HEADERS } = require('opentracing');
const { initTracer } = require('jaeger-client');

const tracer = initTracer(
  { serviceName: 'jaeger-client', sampler: { type: 'const', param: 1 } },
  { traceId128bit: true, reporter: { report() {}, close() {}, setProcess() {} } });

const describe = (span) => ({
  traceId: span.context().traceIdStr.padStart(32, '0'),
  spanId: span.context().spanIdStr.padStart(16, '0'),
});

module.exports = {
  propagators: 'jaeger',
  hasBaggage: true,
  start(baggage) {
    const span = tracer.startSpan('call');
    for (const [key, value] of Object.entries(baggage)) span.setBaggageItem(key, value);
    const headers = {};
    tracer.inject(span, FORMAT_HTTP_HEADERS, headers);
    return { ...describe(span), headers };
  },
  receive(headers) {
    const parent = tracer.extract(FORMAT_HTTP_HEADERS, headers);
    const span = tracer.startSpan('serve', { childOf: parent });
    return { ...describe(span), parentId: parent.spanIdStr.padStart(16, '0'), baggage: { ...span.context().baggage } };
  },
};
