// The members of a fleet: clients from npm, and C++ services (hop.cc).
'use strict';
const { spawn } = require('child_process');
const http = require('http');

// `opencensus:b3`: a file of peers/, and its argument. With a `+` behind it: a proxy, which passes on what it does not know.
function loadPeer(name) {
  const [file, argument] = name.replace('+', '').split(':');
  const module = require(`./peers/${file}.cjs`);
  const peer = typeof module === 'function' ? module(argument) : module;
  return name.endsWith('+') ? { ...peer, passesOn: true } : peer;
}

// A service on the formats of `peers` and those of `also`.
function startService(hop, peers, also = []) {
  const formats = [...new Set([...also, ...peers.flatMap((peer) => peer.propagators.split(','))])].join();
  const child = spawn(hop, [], {
    env: {
      ...process.env,
      OTEL_PROPAGATORS: formats,
      OTEL_TRACES_EXPORTER: 'none',
      OTEL_SERVICE_NAME: 'hop',
      ...Object.assign({}, ...peers.map((peer) => peer.settings)),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += chunk;
      const found = text.match(/listening on .*:(\d+)/);
      if (found) resolve({ port: Number(found[1]), formats, stop: () => child.kill('SIGTERM') });
    });
    child.on('exit', (status) => reject(new Error(`the service ended with ${status}`)));
  });
}

function ask(port, path, { headers = {}, body } = {}) {
  return new Promise((resolve, reject) => {
    const method = body === undefined ? 'GET' : 'POST';
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

// A peer behind a server; with `goOn`, what that makes of the peer's own call is part of the answer.
function servePeer(peer, goOn) {
  const server = http.createServer(async (request, response) => {
    try {
      const received = peer.receive(request.headers);
      const { host, connection, 'content-length': length, ...others } = request.headers;
      if (goOn) received.answer = await goOn({ ...(peer.passesOn ? others : {}), ...received.call.headers });
      response.end(JSON.stringify(received));
    } catch (error) {
      response.statusCode = 500;
      response.end(String(error.stack));
    }
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () =>
    resolve({ port: server.address().port, stop: () => server.close() })));
}

// Ends the process with what `main` comes to.
function run(main) {
  main().then(() => process.exit(0), (error) => {
    console.error(error.stack || String(error));
    process.exit(1);
  });
}

// What a header could break on.
const BAGGAGE = { plain: 'a b', reserved: '"x", y; z=1%2C\\ &+', utf8: 'José 日本 €' };

const without = (baggage, key) => Object.fromEntries(Object.entries(baggage).filter(([name]) => name !== key));

// Of `baggage`, what `peer` can have at the start of a trace, and at most pass on.
const carried = (peer, baggage) => {
  if (!peer.hasBaggage) return {};
  return peer.carriesUtf8 === false ? without(baggage, 'utf8') : baggage;
};
const begun = (peer) => carried(peer, peer.sendsUtf8 === false ? without(BAGGAGE, 'utf8') : BAGGAGE);

// What `peer` shows of it: one that takes header values as they are sees what no header may hold percent-encoded.
const escaped = (value) => value.replace(/[^ -~]+/g, encodeURIComponent);
const shown = (peer, baggage) => (peer.decodesBaggage !== false ? carried(peer, baggage)
  : Object.fromEntries(Object.entries(carried(peer, baggage)).map(([key, value]) => [key, escaped(value)])));

// The item of baggage by which the format `lightstep` keeps an id of 128 bits, which whoever reads ot-baggage-* sees.
const wholeIdItem = (peer, formats, traceId) =>
  (peer.readsOtBaggage && formats.split(',').includes('lightstep') && !traceId.startsWith('0'.repeat(16))
    ? { 'tracebridge-trace-id': traceId } : {});

const lastHalf = (traceId) => traceId.slice(16).padStart(32, '0');
// A peer of 64 bits keeps the last half of a trace id.
const seenBy = (peer, traceId) => (peer.idBits === 64 ? lastHalf(traceId) : traceId);

module.exports = { BAGGAGE, ask, begun, carried, lastHalf, loadPeer, run, seenBy, servePeer, shown, startService, wholeIdItem };
