// run.cjs HOP PEER DIRECTION: one trace through a real npm client and a C++ service, over HTTP.
//
//   upstream     the peer starts the trace and calls the service
//   downstream   the service starts the trace and calls the peer
//
// Ids, parent, decision and baggage must arrive. Exit status: 1 when they do not, and what differs.
'use strict';
const assert = require('assert');
const { BAGGAGE, ask, begun, loadPeer, run, seenBy, servePeer, shown, startService, wholeIdItem } = require('./fleet.cjs');

const [hop, peerName, direction] = process.argv.slice(2);
const peer = loadPeer(peerName);

function check(sent, received, baggage) {
  assert.strictEqual(received.traceId, seenBy(peer, sent.traceId), 'one trace id');
  assert.strictEqual(received.parentId, sent.spanId, 'the caller is the parent');
  assert.strictEqual(received.isSampled, true, 'sampled');
  assert.deepStrictEqual(received.baggage, baggage, 'baggage');
}

run(async () => {
  const service = await startService(hop, [peer]);
  try {
    if (direction === 'upstream') {
      const sent = peer.start(begun(peer), true);
      check(sent, await ask(service.port, '/serve', { headers: sent.headers }), begun(peer));
    } else {
      const server = await servePeer(peer);
      const sent = await ask(service.port, `/${server.port}`, { body: JSON.stringify(BAGGAGE) });
      check(sent, sent.answer, { ...shown(peer, BAGGAGE), ...wholeIdItem(peer, service.formats, sent.traceId) });
      server.stop();
    }
  } finally {
    service.stop();
  }
});
