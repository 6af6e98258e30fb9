// npm @opencensus/core with its four propagation packages; the one to use is the argument.
const { CoreTracer } = require('@opencensus/core');

// Binary metadata of gRPC is base64 on the wire.
const overHttp = ({ serializeSpanContext, deserializeSpanContext }) => ({
  inject: (setter, context) =>
    setter.setHeader('grpc-trace-bin', serializeSpanContext(context).toString('base64')),
  extract: (getter) => deserializeSpanContext(Buffer.from(getter.getHeader('grpc-trace-bin'), 'base64')),
});

const FORMATS = {
  b3: { propagators: 'b3multi', make: () => new (require('@opencensus/propagation-b3').B3Format)() },
  tracecontext: {
    propagators: 'tracecontext',
    make: () => new (require('@opencensus/propagation-tracecontext').TraceContextFormat)(),
  },
  stackdriver: {
    propagators: 'gcp',
    make: () => require('@opencensus/propagation-stackdriver').v1,
  },
  binary: {
    propagators: 'opencensus',
    make: () => overHttp(require('@opencensus/propagation-binaryformat')),
  },
};

module.exports = (name) => {
  const format = FORMATS[name];
  const propagation = format.make();
  const tracer = new CoreTracer();
  tracer.start({ samplingRate: 1, propagation });
  const root = (options) => {
    let started;
    tracer.startRootSpan({ name: 'span', ...options }, (span) => { started = span; });
    return started;
  };
  return {
    propagators: format.propagators,
    hasBaggage: false,
    start() {
      const span = root({});
      const headers = {};
      propagation.inject({ setHeader(key, value) { headers[key] = value; } }, span.spanContext);
      return { traceId: span.traceId, spanId: span.id, headers };
    },
    receive(headers) {
      const parent = propagation.extract({ getHeader: (key) => headers[key.toLowerCase()] });
      const span = root({ spanContext: parent });
      return { traceId: span.traceId, spanId: span.id, parentId: span.parentSpanId, baggage: {} };
    },
  };
};
