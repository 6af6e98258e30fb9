// npm jaeger-client: `uber-trace-id`, `uberctx-*`.
const { FORMAT_HTTP_HEADERS, Tags } = require('opentracing');
const { initTracer } = require('jaeger-client');

const tracer = initTracer(
  { serviceName: 'jaeger-client', sampler: { type: 'const', param: 1 } },
  { traceId128bit: true, reporter: { report() {}, close() {}, setProcess() {} } });

const describe = (span) => ({
  traceId: span.context().traceIdStr.padStart(32, '0'),
  spanId: span.context().spanIdStr.padStart(16, '0'),
});

function headersOf(span) {
  const headers = {};
  tracer.inject(span, FORMAT_HTTP_HEADERS, headers);
  return headers;
}

module.exports = {
  propagators: 'jaeger',
  hasBaggage: true,
  start(baggage, isSampled) {
    const span = tracer.startSpan('call');
    if (!isSampled) span.setTag(Tags.SAMPLING_PRIORITY, 0);
    for (const [key, value] of Object.entries(baggage)) span.setBaggageItem(key, value);
    return { ...describe(span), headers: headersOf(span) };
  },
  receive(headers) {
    const parent = tracer.extract(FORMAT_HTTP_HEADERS, headers);
    const span = tracer.startSpan('serve', { childOf: parent });
    return {
      ...describe(span),
      parentId: parent.spanIdStr.padStart(16, '0'),
      isSampled: span.context().isSampled(),
      baggage: { ...span.context().baggage },
      call: { spanId: describe(span).spanId, headers: headersOf(span) },
    };
  },
};
