// jaeger_to_tail.cjs TRACEBRIDGE: one trace of two npm jaeger-client tracers, the one reporting over UDP, the other over HTTP, in
// a running `tracebridge tail`. Exit status: 1 when it is not what they recorded, and what differs.
'use strict';
const assert = require('assert');
const { spawn } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { FORMAT_HTTP_HEADERS, Tags } = require('opentracing');
const { initTracer } = require('jaeger-client');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'jaeger-to-tail-'));
const urlFile = path.join(folder, 'url');
const tail = spawn(process.argv[2], [
  'tail', '--listen', '127.0.0.1:0', '--jaeger-binary', '127.0.0.1:0', '--url-file', urlFile, '--json',
  '--exit-after-spans', '2', '--exit-after', '30', '--expect-one-trace',
], { stdio: ['ignore', 'pipe', 'pipe'] });
let out = '';
let err = '';
tail.stdout.on('data', (data) => { out += data; });
const listens = new Promise((resolve) => {
  tail.stderr.on('data', (data) => {
    err += data;
    if (fs.existsSync(urlFile)) resolve();
  });
});
const ended = new Promise((resolve) => tail.on('close', resolve));

const make = (serviceName, reporter) => initTracer(
  { serviceName, sampler: { type: 'const', param: 1 }, reporter: { flushIntervalMs: 10, ...reporter } },
  { traceId128bit: true });
const close = (tracer) => new Promise((resolve) => tracer.close(resolve));

(async () => {
  await listens;
  const [http, udp] = fs.readFileSync(urlFile, 'utf8').trim().split('\n');
  const [, agentHost, agentPort] = /^jaeger-binary:\/\/(.*):(\d+)$/.exec(udp);
  const edge = make('edge', { agentHost, agentPort: Number(agentPort) });
  const shop = make('shop', { collectorEndpoint: `${http}/api/traces` });

  const parent = edge.startSpan('GET', { tags: { [Tags.SPAN_KIND]: 'server' } });
  const headers = {};
  edge.inject(parent, FORMAT_HTTP_HEADERS, headers);
  const child = shop.startSpan('Query', { childOf: shop.extract(FORMAT_HTTP_HEADERS, headers) });
  child.setTag('db.type', 'sql').setTag(Tags.ERROR, true);
  child.log({ event: 'miss', key: 'u42' });
  child.finish();
  parent.finish();
  await Promise.all([close(edge), close(shop)]);

  assert.strictEqual(await ended, 0, err);
  const trace = JSON.parse(out);
  assert.strictEqual(trace.trace_id ?? trace.traceId, parent.context().traceIdStr.padStart(32, '0'));
  assert.deepStrictEqual(trace.services, ['edge', 'shop']);
  assert.deepStrictEqual(trace.spans.map((span) => `${span.name} ${span.api}`), ['GET OpenTracing', 'Query OpenTracing']);
  const text = JSON.stringify(trace.spans[1]);
  for (const part of ['db.type', 'miss', 'u42', parent.context().spanIdStr.padStart(16, '0')]) {
    assert(text.includes(part), `${part} is in ${text}`);
  }
})().then(
  () => { fs.rmSync(folder, { recursive: true }); },
  (error) => { console.error(error.message, err, out); tail.kill(); process.exit(1); });
