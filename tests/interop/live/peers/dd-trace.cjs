// npm dd-trace: `x-datadog-*`, 128-bit ids through `x-datadog-tags`, `ot-baggage-*`.
process.env.DD_TRACE_PROPAGATION_STYLE = 'datadog';
process.env.DD_TRACE_128_BIT_TRACEID_GENERATION_ENABLED = 'true';
process.env.DD_TRACE_LEGACY_BAGGAGE_ENABLED = 'true';
process.env.DD_INSTRUMENTATION_TELEMETRY_ENABLED = 'false';
process.env.DD_REMOTE_CONFIGURATION_ENABLED = 'false';
process.env.DD_TRACE_STARTUP_LOGS = 'false';
const tracer = require('dd-trace').init({ plugins: false, flushInterval: 0, url: 'http://127.0.0.1:9' });

const hex = (id) => id.toString(16).padStart(16, '0');
const describe = (span) => ({ traceId: span.context().toTraceId(true), spanId: hex(span.context()._spanId) });

module.exports = {
  propagators: 'datadog',
  hasBaggage: true,
  sendsUtf8: false,
  decodesBaggage: false,
  start(baggage) {
    const span = tracer.startSpan('call');
    for (const [key, value] of Object.entries(baggage)) span.setBaggageItem(key, value);
    const headers = {};
    tracer.inject(span, 'http_headers', headers);
    return { ...describe(span), headers };
  },
  receive(headers) {
    const parent = tracer.extract('http_headers', headers);
    const span = tracer.startSpan('serve', { childOf: parent });
    return {
      ...describe(span),
      parentId: parent && hex(parent._spanId),
      baggage: { ...span.context()._baggageItems },
    };
  },
};
