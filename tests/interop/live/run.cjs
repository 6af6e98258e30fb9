// run.cjs HOP PEER DIRECTION: one trace through a real npm client and a C++ service, over HTTP.
//
//   upstream     the peer starts the trace and calls the service
//   downstream   the service starts the trace and calls the peer
//
// Ids, parent and baggage must arrive. Exit status: 1 when they do not, and what differs.
'use strict';
const assert = require('assert');
const { spawn } = require('child_process');
const http = require('http');

const [hop, peerName, direction] = process.argv.slice(2);
const [file, argument] = peerName.split(':');
let peer = require(`./peers/${file}.cjs`);
if (argument) peer = peer(argument);

// What a header could break on; UTF-8 where the peer can send it.
const BAGGAGE = {
  plain: 'a b',
  reserved: '"x", y; z=1%2C\\ &+',
  ...(peer.sendsUtf8 === false && direction === 'upstream' ? {} : { utf8: 'José 日本 €' }),
};

function startHop() {
  const child = spawn(hop, [], {
    env: { ...process.env, OTEL_PROPAGATORS: peer.propagators, OTEL_TRACES_EXPORTER: 'none', OTEL_SERVICE_NAME: 'hop' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += chunk;
      const found = text.match(/listening on .*:(\d+)/);
      if (found) resolve({ port: Number(found[1]), stop: () => child.kill('SIGTERM') });
    });
    child.on('exit', (status) => reject(new Error(`the service ended with ${status}`)));
  });
}

function ask(port, path, { headers = {}, method = 'GET', body = '' } = {}) {
  return new Promise((resolve, reject) => {
    const request = http.request({ port, host: '127.0.0.1', path, method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk) => { text += chunk; });
      response.on('end', () =>
        response.statusCode === 200 ? resolve(JSON.parse(text)) : reject(new Error(`${response.statusCode} ${text}`)));
    });
    request.on('error', reject);
    request.end(body);
  });
}

function servePeer() {
  const server = http.createServer((request, response) => {
    try {
      response.end(JSON.stringify(peer.receive(request.headers)));
    } catch (error) {
      response.statusCode = 500;
      response.end(String(error.stack));
    }
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () =>
    resolve({ port: server.address().port, stop: () => server.close() })));
}

// A peer of 64 bits keeps the last half of a trace id.
const seen = (id) => (peer.idBits === 64 ? id.slice(16).padStart(32, '0') : id);

// A peer that takes header values as they are sees what no header may hold percent-encoded.
const escaped = (value) => value.replace(/[^ -~]+/g, encodeURIComponent);
const arrives = (baggage) =>
  peer.decodesBaggage !== false || direction === 'upstream' ? baggage
    : Object.fromEntries(Object.entries(baggage).map(([key, value]) => [key, escaped(value)]));

function check(sent, received) {
  assert.strictEqual(received.traceId, seen(sent.traceId), 'one trace id');
  assert.strictEqual(received.parentId, sent.spanId, 'the caller is the parent');
  if (peer.hasBaggage) assert.deepStrictEqual(received.baggage, arrives(BAGGAGE), 'baggage');
}

async function main() {
  const service = await startHop();
  try {
    if (direction === 'upstream') {
      const sent = peer.start(BAGGAGE);
      check(sent, await ask(service.port, '/serve', { headers: sent.headers }));
    } else {
      const server = await servePeer();
      const sent = await ask(service.port, `/${server.port}`, { method: 'POST', body: JSON.stringify(BAGGAGE) });
      check(sent, sent.answer);
      server.stop();
    }
  } finally {
    service.stop();
  }
}

main().then(() => process.exit(0), (error) => {
  console.error(error.stack || String(error));
  process.exit(1);
});
