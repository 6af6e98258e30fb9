// npm lightstep-tracer: `ot-tracer-*`, `ot-baggage-*`. Of a trace id it knows the last 64 bits, and calls every trace sampled.
//
// Our format of that name gets the trace id back whole; with the argument `ottrace` the service does without.
const { FORMAT_HTTP_HEADERS } = require('opentracing');
const { Tracer } = require('lightstep-tracer');

const tracer = new Tracer({ access_token: 'none', component_name: 'peer', transport: 'thrift', disable_reporting_on_exit: true, disabled: false, delay_initial_report_millis: 3600000, max_reporting_interval_millis: 3600000 });
const describe = (span) => ({
  traceId: span.context().traceGUID().padStart(32, '0'),
  spanId: span.guid().padStart(16, '0'),
});

function headersOf(span) {
  const headers = {};
  tracer.inject(span.context(), FORMAT_HTTP_HEADERS, headers);
  return headers;
}

module.exports = (format = 'lightstep') => ({
  propagators: format,
  hasBaggage: true,
  sendsUtf8: false,
  decodesBaggage: false,
  idBits: 64,
  returnsWholeId: format === 'lightstep',
  alwaysSampled: true,
  readsOtBaggage: true,
  start(baggage) {
    const span = tracer.startSpan('call');
    for (const [key, value] of Object.entries(baggage)) span.setBaggageItem(key, value);
    return { ...describe(span), headers: headersOf(span) };
  },
  receive(headers) {
    const parent = tracer.extract(FORMAT_HTTP_HEADERS, headers);
    const span = tracer.startSpan('serve', { childOf: parent });
    const baggage = {};
    span.context().forEachBaggageItem((key, value) => { baggage[key] = value; });
    return {
      ...describe(span),
      parentId: parent.spanGUID ? parent.spanGUID().padStart(16, '0') : parent._guid,
      isSampled: span.context()._sampled,
      baggage,
      call: { spanId: describe(span).spanId, headers: headersOf(span) },
    };
  },
});
