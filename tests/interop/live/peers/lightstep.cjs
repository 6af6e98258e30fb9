// npm lightstep-tracer: `ot-tracer-*`, `ot-baggage-*`. It sends the last 64 bits of a trace id only.
const { FORMAT_HTTP_HEADERS } = require('opentracing');
const { Tracer } = require('lightstep-tracer');

const tracer = new Tracer({ access_token: 'none', component_name: 'peer', transport: 'thrift', disable_reporting_on_exit: true, disabled: false, delay_initial_report_millis: 3600000, max_reporting_interval_millis: 3600000 });
const describe = (span) => ({
  traceId: span.context().traceGUID().padStart(32, '0'),
  spanId: span.guid().padStart(16, '0'),
});

module.exports = {
  propagators: 'ottrace',
  hasBaggage: true,
  sendsUtf8: false,
  decodesBaggage: false,
  idBits: 64,
  start(baggage) {
    const span = tracer.startSpan('call');
    for (const [key, value] of Object.entries(baggage)) span.setBaggageItem(key, value);
    const headers = {};
    tracer.inject(span.context(), FORMAT_HTTP_HEADERS, headers);
    return { ...describe(span), headers };
  },
  receive(headers) {
    const parent = tracer.extract(FORMAT_HTTP_HEADERS, headers);
    const span = tracer.startSpan('serve', { childOf: parent });
    const baggage = {};
    span.context().forEachBaggageItem((key, value) => { baggage[key] = value; });
    return { ...describe(span), parentId: parent.spanGUID ? parent.spanGUID().padStart(16, '0') : parent._guid, baggage };
  },
};
