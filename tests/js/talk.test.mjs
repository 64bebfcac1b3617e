/**
 * `chat-sealed/1` byte for byte: what Python sealed is sealed to the same bytes here, opened, and noticed when a bit differs.
 *
 * TALK_OUT names a file for what was sealed and signed here, for Python to open.
 */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import test from 'node:test';

import { Seals } from '../../static/js/chat/seals.js';
import {
  apart,
  bytes,
  boxKey,
  canSeal,
  derive,
  directionKey,
  fromBase64,
  lock,
  newKey,
  newSigningPair,
  openMessage,
  sealMessage,
  sign,
  signedPart,
  text,
  toBase64,
  unlock,
  verify,
} from '../../static/js/sealed/sealed.js';

const KEPT = new URL('../samples/sealed/conversation.json', import.meta.url);
const kept = JSON.parse(readFileSync(KEPT, 'utf8'));
const cek = fromBase64(kept.cek);

/** Draw these bytes instead of random ones, once. */
function drawing(t, nonce) {
  t.mock.method(crypto, 'getRandomValues', (held) => {
    held.set(nonce);
    return held;
  });
}

async function placeOf(one) {
  const { direction, number, epoch, kind, client_id: clientId, verdict } = one;
  const { conversation } = kept;
  const key = await directionKey(cek, direction, epoch);
  return { key, conversation, direction, number, epoch, kind, clientId, verdict };
}

for (const one of kept.messages) {
  test(`${one.direction} ${one.number}: sealed to the same bytes, and opened`, async (t) => {
    const place = await placeOf(one);
    const whole = fromBase64(one.envelope);
    const envelope = one.direction === 'worker' ? apart(whole).envelope : whole;
    assert.equal(text(await openMessage(place, envelope)), one.text);

    drawing(t, fromBase64(kept.nonce));
    assert.equal(toBase64(await sealMessage(place, bytes(one.text))), toBase64(envelope));
  });
}

test('a message at another place does not open', async () => {
  const [one] = kept.messages;
  const place = await placeOf(one);
  const envelope = fromBase64(one.envelope);
  const others = [
    { number: one.number + 1 },
    { epoch: one.epoch + 1 },
    { conversation: kept.conversation.replace(/^./, 'f') },
    { direction: 'worker' },
    { kind: 'agreed' },
    { clientId: '' },
    { key: await directionKey(cek, 'worker', one.epoch) },
    { key: await directionKey(newKey(), one.direction, one.epoch) },
  ];
  for (const other of others) await assert.rejects(openMessage({ ...place, ...other }, envelope));
});

test('every bit of a message is noticed, and every byte that is cut off', async () => {
  const [one] = kept.messages;
  const place = await placeOf(one);
  const envelope = fromBase64(one.envelope);
  for (let at = 0; at < envelope.length; at += 1) {
    await assert.rejects(openMessage(place, envelope.subarray(0, at)));
    for (let bit = 0; bit < 8; bit += 1) {
      const changed = Uint8Array.from(envelope);
      changed[at] ^= 1 << bit;
      await assert.rejects(openMessage(place, changed));
    }
  }
});

test('a worker’s signature is over the place and the envelope', async () => {
  const one = kept.messages.find(({ direction }) => direction === 'worker');
  const place = await placeOf(one);
  const { envelope, signature } = apart(fromBase64(one.envelope));
  const publicKey = fromBase64(kept.signing_public);
  const isTheirs = (where, held, signed) => verify(publicKey, signed, signedPart(where, held));

  assert.equal(await isTheirs(place, envelope, signature), true);
  assert.equal(await isTheirs({ ...place, number: 9 }, envelope, signature), false);
  for (let bit = 0; bit < signature.length * 8; bit += 5) {
    const changed = Uint8Array.from(signature);
    changed[bit >> 3] ^= 1 << (bit & 7);
    assert.equal(await isTheirs(place, envelope, changed), false);
  }
  const stranger = await newSigningPair();
  assert.equal(await verify(stranger.publicKey, signature, signedPart(place, envelope)), false);
});

test('a box is sealed to the same bytes, and opened', async (t) => {
  for (const one of kept.boxes) {
    const key = await boxKey(cek, one.purpose);
    assert.equal(text(await unlock(key, fromBase64(one.box), one.about)), one.plain);
    await assert.rejects(unlock(key, fromBase64(one.box), `${one.about}!`));
  }
  drawing(t, fromBase64(kept.nonce));
  for (const one of kept.boxes) {
    const key = await boxKey(cek, one.purpose);
    assert.equal(toBase64(await lock(key, bytes(one.plain), one.about)), one.box);
  }
});

test('six words open the key, and other words do not', async () => {
  const { words, salt, about, box, lookup, auth } = kept.phrase;
  const made = await derive(words, salt);
  assert.deepEqual([made.lookup, made.auth], [lookup, auth]);
  assert.deepEqual(await unlock(made.wrap, fromBase64(box), about), cek);
  const other = await derive([...words].reverse(), salt);
  await assert.rejects(unlock(other.wrap, fromBase64(box), about));
});

test('a key that could not be had at first opens and seals as soon as it is there', async () => {
  const { conversation } = kept;
  const whole = new Seals({ conversation, me: 'visitor', key: async () => cek });
  const name = await whole.close('name', 'Kettu');
  const said = { kind: 'text', clientId: crypto.randomUUID(), number: 1, epoch: 1 };
  let held = null;
  const late = new Seals({ conversation, me: 'visitor', key: async () => held });
  assert.equal(await late.disclose('name', name), null);
  await assert.rejects(late.seal('moi', said));

  held = cek;

  assert.equal(await late.disclose('name', name), 'Kettu');
  assert.equal((await late.seal('moi', said)).alg, name.alg);
});

test('lengths are told in steps only, up to the longest', async () => {
  const place = await placeOf(kept.messages[0]);
  const length = async (signs) => (await sealMessage(place, new Uint8Array(signs))).length;
  assert.equal(await length(0), await length(255));
  assert.equal((await length(256)) - (await length(255)), 256);
  assert.equal(
    (await openMessage(place, await sealMessage(place, new Uint8Array(700)))).length,
    700,
  );
});

test('this browser can seal, and what it seals goes to Python', async () => {
  assert.equal(await canSeal(), true);
  const place = await placeOf(kept.messages[1]);
  const pair = await newSigningPair();
  const envelope = await sealMessage(place, bytes('takaisin Pythonille ✓'));
  const signature = await sign(pair.privateKey, signedPart(place, envelope));
  if (!process.env.TALK_OUT) return;
  const told = { public: pair.publicKey, envelope, signature };
  const written = Object.entries(told).map(([name, held]) => [name, toBase64(held)]);
  writeFileSync(process.env.TALK_OUT, JSON.stringify(Object.fromEntries(written)));
});
