// npm @opencensus/core with its four propagation packages; the one to use is the argument. Tags go with `binary` only:
// over HTTP nothing of OpenCensus for Node.js sends them, over gRPC @opencensus/instrumentation-grpc does.
const { CoreTracer, TagMap, deserializeBinary, serializeBinary } = require('@opencensus/core');

// Binary metadata of gRPC is base64 on the wire.
const overHttp = ({ serializeSpanContext, deserializeSpanContext }) => ({
  inject: (setter, context) =>
    setter.setHeader('grpc-trace-bin', serializeSpanContext(context).toString('base64')),
  extract: (getter) => deserializeSpanContext(Buffer.from(getter.getHeader('grpc-trace-bin'), 'base64')),
});
const TAGS = 'grpc-tags-bin';

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
    hasTags: true,
    make: () => overHttp(require('@opencensus/propagation-binaryformat')),
  },
};

module.exports = (name) => {
  const { propagators, hasTags = false, make } = FORMATS[name];
  const propagation = make();
  const tracer = new CoreTracer();
  tracer.start({ samplingRate: 1, propagation });
  const root = (options) => {
    let started;
    tracer.startRootSpan({ name: 'span', ...options }, (span) => { started = span; });
    return started;
  };
  const headersOf = (span, tags) => {
    const headers = {};
    propagation.inject({ setHeader(key, value) { headers[key] = value; } }, span.spanContext);
    if (hasTags) headers[TAGS] = serializeBinary(tags).toString('base64');
    return headers;
  };
  return {
    propagators,
    hasBaggage: hasTags,
    carriesUtf8: false,
    settings: hasTags ? { TRACEBRIDGE_OPENCENSUS_TAGS: 'baggage' } : {},
    start(baggage, isSampled) {
      const span = root(isSampled ? {} : { samplingRate: 0 });
      const tags = new TagMap();
      for (const [name, value] of Object.entries(baggage)) tags.set({ name }, { value });
      return { traceId: span.traceId, spanId: span.id, headers: headersOf(span, tags) };
    },
    receive(headers) {
      const parent = propagation.extract({ getHeader: (key) => headers[key.toLowerCase()] });
      const span = root({ spanContext: parent });
      const tags = hasTags && headers[TAGS] ? deserializeBinary(Buffer.from(headers[TAGS], 'base64')) : new TagMap();
      return {
        traceId: span.traceId.padStart(32, '0'),
        spanId: span.id,
        parentId: parent.spanId,
        isSampled: (span.spanContext.options & 1) !== 0,
        baggage: Object.fromEntries([...tags.tags].map(([key, { value }]) => [key.name, value])),
        call: { spanId: span.id, headers: headersOf(span, tags) },
      };
    },
  };
};
