// grpc.cjs SERVICE SCENARIO: gRPC calls between two processes, one of them a C++ service with our interceptors.
//
//   ours:FORMATS     the other one is such a service too; what OTEL_PROPAGATORS names, with + for commas
//   census_client    the other one sends what gRPC's census filter sends (tests/data/grpc), and tags as OpenCensus for Java and Go do
//   census_server    the other one is called, and must get what the filter reads
//   w3c_client, w3c_server   the other one is npm @grpc/grpc-js with @opentelemetry/instrumentation-grpc
//
// Exit status: 1 when ids, parents, tags or baggage do not arrive, and what differs.
'use strict';
const assert = require('assert');
const { spawn } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { run } = require('./fleet.cjs');

const [service, scenario] = process.argv.slice(2);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'grpc-interop-'));
const METHOD = '/tracebridge.test.Echo/Say';

// A process of the service, and the spans that it exported, once it has ended.
function start(mode, propagators, also = []) {
  const file = path.join(folder, `${mode}.jsonl`);
  const child = spawn(service, [mode, ...also], {
    env: { ...process.env, OTEL_PROPAGATORS: propagators, OTEL_TRACES_EXPORTER: 'otlp_file', TRACEBRIDGE_OTLP_FILE: file },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const member = { text: '' };
  member.said = new Promise((resolve) => child.stdout.on('data', (chunk) => {
    member.text += chunk;
    if (member.text.includes('\n')) resolve(member.text);
  }));
  const ended = new Promise((resolve) => child.on('exit', resolve));
  member.stop = async () => {
    child.stdin.end();
    assert.strictEqual(await ended, 0, `${mode} ended well`);
    const lines = fs.readFileSync(file, 'utf8').trim().split('\n');
    const spans = lines.flatMap((line) => JSON.parse(line).resourceSpans)
      .flatMap((resource) => resource.scopeSpans).flatMap((scope) => scope.spans);
    return Object.fromEntries(spans.map((span) => [`${span.name} ${span.kind}`, span]));
  };
  return member;
}

async function serve(propagators) {
  const member = start('serve', propagators);
  member.port = (await member.said).match(/:(\d+)/)[1];
  return member;
}

async function call(propagators, port) {
  const member = start('call', propagators, [String(port)]);
  const result = JSON.parse(await member.said);
  return { result, spans: await member.stop() };
}

const SERVER = 'tracebridge.test.Echo/Say 2';
const CLIENT = 'tracebridge.test.Echo/Say 3';
const CALL = 'call 1';

// Messages of the test's service, as bytes: field 1, text.
const message = (text) => Buffer.concat([Buffer.from([0x0a, text.length]), Buffer.from(text)]);
const textOf = (bytes) => {
  let size = 0;
  let at = 1;
  for (let shift = 0; ; shift += 7) {
    size |= (bytes[at] & 0x7f) << shift;
    if ((bytes[at++] & 0x80) === 0) break;
  }
  return bytes.subarray(at, at + size).toString();
};
const same = (bytes) => bytes;
const definition = {
  Say: {
    path: METHOD, requestStream: false, responseStream: false,
    requestSerialize: same, requestDeserialize: same, responseSerialize: same, responseDeserialize: same,
  },
};

function say(grpc, port, metadata) {
  const Client = grpc.makeGenericClientConstructor(definition, 'Echo');
  const client = new Client(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
  return new Promise((resolve, reject) => {
    const answered = {};
    const call = client.Say(message('x'), metadata, (error, answer) => {
      if (error) reject(error); else Object.assign(answered, JSON.parse(textOf(answer)));
    });
    call.on('status', (status) => {
      client.close();
      resolve({ ...answered, trailing: status.metadata });
    });
  });
}

function serveHere(grpc, handle) {
  const server = new grpc.Server();
  server.addService(definition, {
    Say: (received, answer) => {
      handle(received.metadata);
      answer(null, message('{}'));
    },
  });
  return new Promise((resolve, reject) => server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(),
    (error, port) => (error ? reject(error) : resolve({ port, stop: () => server.forceShutdown() }))));
}

async function ours(formats) {
  const propagators = formats.replaceAll('+', ',');
  const server = await serve(propagators);
  const { result, spans } = await call(propagators, server.port);
  const served = (await server.stop())[SERVER];
  const answer = JSON.parse(result.answer);
  assert.strictEqual(answer.traceId, result.traceId, 'one trace id');
  assert.strictEqual(answer.spanId, served.spanId, "the server's span is current");
  assert.strictEqual(served.parentSpanId, spans[CLIENT].spanId, "the client's span is its parent");
  assert.strictEqual(spans[CLIENT].parentSpanId, spans[CALL].spanId);
  assert.strictEqual(answer.user, propagators.includes('baggage') ? 'alice' : '', 'baggage');
  assert.deepStrictEqual(answer.tags, propagators.includes('opencensus') ? { caller: 'me' } : {}, 'tags');
}

// Field 0, a tag: key and value with their lengths.
const TAGS = Buffer.from('\0\0\x06caller\x02me', 'latin1');

async function censusClient() {
  const sent = JSON.parse(fs.readFileSync(path.join(__dirname, '../../data/grpc/census-filter.json')));
  const grpc = require('@grpc/grpc-js');
  const server = await serve('tracecontext,baggage,opencensus');
  const metadata = new grpc.Metadata();
  for (const [name, hex] of Object.entries(sent.metadata)) metadata.set(name, Buffer.from(hex, 'hex'));
  metadata.set('grpc-tags-bin', TAGS);
  const answer = await say(grpc, server.port, metadata);
  const hostile = new grpc.Metadata();
  hostile.set('grpc-trace-bin', Buffer.from('00ff', 'hex'));
  hostile.set('grpc-tags-bin', Buffer.from('0000ffff', 'hex'));
  const other = await say(grpc, server.port, hostile);
  const served = (await server.stop())[SERVER];
  assert.strictEqual(answer.traceId, sent.span.trace_id, 'one trace id');
  assert.deepStrictEqual(answer.tags, { caller: 'me' }, 'tags');
  const [latency] = answer.trailing.get('grpc-server-stats-bin');
  assert.strictEqual(latency.subarray(0, 2).toString('hex'), '0000', 'the latency that the filter asks for');
  assert(latency.length === 10 && latency.readBigUInt64LE(2) > 0n && latency.readBigUInt64LE(2) < 60n * 10n ** 9n);
  assert.notStrictEqual(other.traceId, answer.traceId, 'malformed: a trace of its own');
  assert.deepStrictEqual(other.tags, {});
  assert.strictEqual(served.traceId, other.traceId);
  assert.strictEqual(served.parentSpanId ?? '', '', 'of two with a name the later one');
}

async function censusClientsParent() {
  const sent = JSON.parse(fs.readFileSync(path.join(__dirname, '../../data/grpc/census-filter.json')));
  const grpc = require('@grpc/grpc-js');
  const server = await serve('opencensus');
  const metadata = new grpc.Metadata();
  metadata.set('grpc-trace-bin', Buffer.from(sent.metadata['grpc-trace-bin'], 'hex'));
  await say(grpc, server.port, metadata);
  const served = (await server.stop())[SERVER];
  assert.strictEqual(served.traceId, sent.span.trace_id);
  assert.strictEqual(served.parentSpanId, sent.span.span_id, "the filter's span is the parent");
}

async function censusServer() {
  const grpc = require('@grpc/grpc-js');
  let received;
  const server = await serveHere(grpc, (metadata) => { received = metadata; });
  const { result, spans } = await call('opencensus', server.port);
  server.stop();
  const expected = `0000${result.traceId}01${spans[CLIENT].spanId}0201`;
  assert.strictEqual(received.get('grpc-trace-bin')[0].toString('hex'), expected);
  assert.deepStrictEqual(received.get('grpc-tags-bin')[0], TAGS);
  assert.deepStrictEqual(received.get('traceparent'), []);
}

// OpenTelemetry for Node.js, with its instrumentation of gRPC; the spans that ended here.
function instrumented() {
  const { AsyncLocalStorageContextManager } = require('@opentelemetry/context-async-hooks');
  const { CompositePropagator, W3CBaggagePropagator, W3CTraceContextPropagator } = require('@opentelemetry/core');
  const { registerInstrumentations } = require('@opentelemetry/instrumentation');
  const { GrpcInstrumentation } = require('@opentelemetry/instrumentation-grpc');
  const { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } = require('@opentelemetry/sdk-trace-node');
  const exporter = new InMemorySpanExporter();
  const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  provider.register({
    contextManager: new AsyncLocalStorageContextManager(),
    propagator: new CompositePropagator({ propagators: [new W3CTraceContextPropagator(), new W3CBaggagePropagator()] }),
  });
  registerInstrumentations({ tracerProvider: provider, instrumentations: [new GrpcInstrumentation()] });
  const { context, propagation } = require('@opentelemetry/api');
  return { grpc: require('@grpc/grpc-js'), context, propagation, spans: () => exporter.getFinishedSpans() };
}

async function w3cClient() {
  const { grpc, context, propagation, spans } = instrumented();
  const server = await serve('tracecontext,baggage,opencensus');
  const baggage = propagation.createBaggage({ user: { value: 'alice' } });
  const answer = await context.with(propagation.setBaggage(context.active(), baggage),
    () => say(grpc, server.port, new grpc.Metadata()));
  const served = (await server.stop())[SERVER];
  const [client] = spans();
  assert.strictEqual(answer.traceId, client.spanContext().traceId, 'one trace id');
  assert.strictEqual(served.parentSpanId, client.spanContext().spanId, "the client's span is the parent");
  assert.strictEqual(answer.user, 'alice', 'baggage');
  assert.deepStrictEqual(answer.trailing.get('grpc-server-stats-bin'), [], 'nothing that only the census filter asks for');
}

async function w3cServer() {
  const { grpc, context, propagation, spans } = instrumented();
  let user;
  const server = await serveHere(grpc, () => { user = propagation.getBaggage(context.active())?.getEntry('user')?.value; });
  const ended = await call('tracecontext,baggage,opencensus', server.port);
  server.stop();
  const [served] = spans();
  assert.strictEqual(served.spanContext().traceId, ended.result.traceId, 'one trace id');
  assert.strictEqual(served.parentSpanContext.spanId, ended.spans[CLIENT].spanId, 'our span is the parent');
  assert.strictEqual(user, 'alice', 'baggage');
}

run(async () => {
  try {
    const [name, argument] = scenario.split(':');
    await {
      ours, census_client: censusClient, census_parent: censusClientsParent, census_server: censusServer, w3c_client: w3cClient, w3c_server: w3cServer,
    }[name](argument);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
});
