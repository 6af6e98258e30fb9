// npm dd-trace: `x-datadog-*`, 128-bit ids through `x-datadog-tags`, `ot-baggage-*`. Arguments:
//
//   64        begins traces with 64-bit ids
//   default   writes and reads what it does when nothing is configured: W3C Trace Context and Baggage as well
process.env.DD_TRACE_LEGACY_BAGGAGE_ENABLED = 'true';
process.env.DD_INSTRUMENTATION_TELEMETRY_ENABLED = 'false';
process.env.DD_REMOTE_CONFIGURATION_ENABLED = 'false';
process.env.DD_TRACE_STARTUP_LOGS = 'false';

const hex = (id) => id.toString(16).padStart(16, '0');

module.exports = (argument) => {
  const isDefault = argument === 'default';
  if (!isDefault) process.env.DD_TRACE_PROPAGATION_STYLE = 'datadog';
  process.env.DD_TRACE_128_BIT_TRACEID_GENERATION_ENABLED = String(argument !== '64');
  const tracer = require('dd-trace').init({ plugins: false, flushInterval: 0, url: 'http://127.0.0.1:9' });

  const describe = (span) => ({
    traceId: span.context().toTraceId(true).padStart(32, '0'),
    spanId: hex(span.context()._spanId),
  });
  const headersOf = (span) => {
    const headers = {};
    tracer.inject(span, 'http_headers', headers);
    return headers;
  };
  return {
    propagators: isDefault ? 'tracecontext,baggage,datadog' : 'datadog',
    hasBaggage: true,
    readsOtBaggage: !isDefault,
    sendsUtf8: isDefault,
    decodesBaggage: isDefault,
    start(baggage, isSampled) {
      const span = tracer.startSpan('call');
      if (!isSampled) span.setTag('manual.drop', true);
      for (const [key, value] of Object.entries(baggage)) {
        if (isDefault) tracer.setBaggageItem(key, value);
        else span.setBaggageItem(key, value);
      }
      return { ...describe(span), headers: headersOf(span) };
    },
    receive(headers) {
      const parent = tracer.extract('http_headers', headers);
      const span = tracer.startSpan('serve', { childOf: parent });
      const call = { spanId: describe(span).spanId, headers: headersOf(span) };
      return {
        ...describe(span),
        parentId: parent && hex(parent._spanId),
        isSampled: span.context()._sampling.priority > 0,
        baggage: { ...(isDefault ? tracer.getAllBaggageItems() : span.context()._baggageItems) },
        call,
      };
    },
  };
};
