// npm zipkin: B3, several headers. It has no baggage.
const { ExplicitContext, HttpHeaders, Instrumentation, Request, Tracer, option } = require('zipkin');

const tracer = new Tracer({
  ctxImpl: new ExplicitContext(), recorder: { record() {} }, localServiceName: 'zipkin', traceId128Bit: true });

module.exports = {
  propagators: 'b3multi',
  hasBaggage: false,
  start() {
    const id = tracer.createRootId();
    const { headers } = Request.addZipkinHeaders({}, id);
    return { traceId: id.traceId, spanId: id.spanId, headers };
  },
  receive(headers) {
    const server = new Instrumentation.HttpServer({ tracer, port: 0 });
    const read = (name) => {
      const value = headers[name.toLowerCase()];
      return value === undefined ? option.None : new option.Some(value);
    };
    const id = server.recordRequest('GET', '/', read);
    // The server joins the caller's span, as Zipkin does.
    return { traceId: id.traceId, spanId: id.spanId, parentId: headers[HttpHeaders.SpanId.toLowerCase()] === id.spanId ? id.spanId : undefined, baggage: {} };
  },
};
