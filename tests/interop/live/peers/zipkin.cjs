// npm zipkin: B3, several headers. It has no baggage. With the argument `64` it begins traces with 64-bit ids.
const { ExplicitContext, HttpHeaders, Instrumentation, Request, Tracer, option } = require('zipkin');

module.exports = (argument) => {
  const tracer = new Tracer({
    ctxImpl: new ExplicitContext(), recorder: { record() {} }, localServiceName: 'zipkin', traceId128Bit: argument !== '64' });
  return {
    propagators: 'b3multi',
    hasBaggage: false,
    start(baggage, isSampled) {
      const id = tracer.createRootId(new option.Some(isSampled));
      const { headers } = Request.addZipkinHeaders({}, id);
      return { traceId: id.traceId.padStart(32, '0'), spanId: id.spanId, headers };
    },
    receive(headers) {
      const server = new Instrumentation.HttpServer({ tracer, port: 0 });
      const client = new Instrumentation.HttpClient({ tracer, remoteServiceName: 'service' });
      const read = (name) => {
        const value = headers[name.toLowerCase()];
        return value === undefined ? option.None : new option.Some(value);
      };
      return tracer.scoped(() => {
        const id = server.recordRequest('GET', '/', read);
        const call = client.recordRequest({ headers: {} }, 'http://service/', 'GET');
        return {
          traceId: id.traceId.padStart(32, '0'),
          spanId: id.spanId,
          // The server joins the caller's span, as Zipkin does.
          parentId: headers[HttpHeaders.SpanId.toLowerCase()] === id.spanId ? id.spanId : undefined,
          isSampled: id.sampled.getOrElse(undefined),
          baggage: {},
          call: { spanId: call.headers[HttpHeaders.SpanId], parentId: call.headers[HttpHeaders.ParentSpanId], headers: call.headers },
        };
      });
    },
  };
};
