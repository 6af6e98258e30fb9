// chain.cjs HOP PEER PEER...: one trace through several npm clients, with a C++ service behind each, over HTTP.
//
//   chain.cjs HOP jaeger-client zipkin       jaeger-client -> service -> zipkin -> service
//   chain.cjs HOP opentelemetry zipkin+      as well, and zipkin passes on the headers that it does not know
//
// Each service reads and writes W3C's formats and those of all these peers, and gives the baggage that its caller could not carry. Once the
// first peer samples the trace, once it does not. At each member there must be the one trace id, the member before as parent, the first
// one's decision and the baggage. Behind who passes W3C's headers on they are believed, so that the service before is the parent;
// that the other format says otherwise is counted. Exit status: 1 when something differs, and what.
'use strict';
const assert = require('assert');
const {
  BAGGAGE, ask, begun, carried, lastHalf, loadPeer, run, seenBy, servePeer, shown, startService, wholeIdItem,
} = require('./fleet.cjs');

const [hop, ...names] = process.argv.slice(2);
const peers = names.map(loadPeer);

function check(who, received, expected) {
  const { traceId, parentId, isSampled, baggage } = received;
  assert.deepStrictEqual({ traceId, parentId, isSampled, baggage }, expected, who);
}

// `answer` is the first service's, with those of whoever it called inside.
function checkChain(first, answer, formats) {
  let { traceId } = first;
  let parentId = first.spanId;
  let { isSampled } = first;
  let baggage = begun(peers[0]);
  for (let i = 0; ; ++i) {
    check(`the service behind ${names[i]}`, answer, { traceId, parentId, isSampled, baggage });
    if (i + 1 === peers.length) return;

    const peer = peers[i + 1];
    const atPeer = answer.answer;
    check(names[i + 1], atPeer, {
      traceId: seenBy(peer, traceId),
      parentId: answer.spanId,
      isSampled,
      baggage: { ...shown(peer, BAGGAGE), ...wholeIdItem(peer, formats, traceId) },
    });
    if (atPeer.call.parentId !== undefined) assert.strictEqual(atPeer.call.parentId, atPeer.spanId, names[i + 1]);
    parentId = peer.passesOn ? answer.spanId : atPeer.call.spanId;
    answer = atPeer.answer;
    baggage = peer.passesOn ? BAGGAGE : carried(peer, BAGGAGE);
    if (peer.passesOn) continue;
    if (peer.idBits === 64 && !peer.returnsWholeId) traceId = lastHalf(traceId);
    if (peer.alwaysSampled) isSampled = true;
  }
}

// Of the requests, which all had a context, those that came through a proxy named two parents. Nothing is counted where there are W3C's
// formats only.
function checkCounters(peer, counters, requests) {
  const isW3c = ({ propagators }) => /^(tracecontext|baggage|,)*$/.test(propagators);
  if (peers.every(isW3c)) {
    assert.deepStrictEqual(counters, {});
    return;
  }
  const { requests: counted, formats } = counters;
  assert.strictEqual(counted.received, requests);
  assert.strictEqual(counted.without_context, undefined);
  assert.strictEqual(counted.conflicting, peer.passesOn ? requests : undefined);
  for (const [name, format] of Object.entries(formats)) {
    assert.strictEqual(format.conflicting, peer.passesOn && name === peer.propagators ? requests : undefined, name);
    assert.strictEqual(format.malformed, undefined, name);
  }
}

run(async () => {
  const services = await Promise.all(peers.map(() => startService(hop, peers, ['tracecontext', 'baggage'])));
  try {
    // From the last one on, so that each knows whom to call.
    let call = (headers) => ask(services[peers.length - 1].port, '/serve', { headers });
    for (let i = peers.length - 1; i > 0; --i) {
      const server = await servePeer(peers[i], call);
      const service = services[i - 1];
      call = (headers) => ask(service.port, `/${server.port}`, { headers, body: JSON.stringify(BAGGAGE) });
    }
    const decisions = [true, false];
    for (const isSampled of decisions) {
      const first = peers[0].start(begun(peers[0]), isSampled);
      checkChain({ ...first, isSampled: isSampled || peers[0].alwaysSampled === true }, await call(first.headers), services[0].formats);
    }
    for (const [i, { port }] of services.entries()) checkCounters(peers[i], await ask(port, '/counters'), decisions.length);
  } finally {
    services.forEach((service) => service.stop());
  }
});
