/** What is signed beside a conversation of two: words in a group room, and notes to oneself. */
import assert from 'node:assert/strict';
import test from 'node:test';

import { GroupKey } from '../../static/js/chat/group_key.js';
import { openNote, sealNote } from '../../static/js/sealed/note.js';
import {
  fromBase64,
  newKey,
  newPair,
  newSigningPair,
  openSealed,
  sealTo,
  sign,
  toBase64,
} from '../../static/js/sealed/sealed.js';

const room = { room_id: '5f0c1e5e-63a5-4c5c-9d0b-0d0c8f3f0a11' };

/** Let visitors' pages come into a room whose key of the first epoch each of them is given. */
async function together(...names) {
  const told = {};
  const pages = Object.fromEntries(
    names.map((name) => {
      const ask = async (_event, keys) => (told[name] = keys);
      return [name, new GroupKey({ ask }, room, 'visitor')];
    }),
  );
  const sealing = (boxes) => ({ epoch: 1, wants_key: false, boxes, publics: {}, signs: {} });
  for (const [me, page] of Object.entries(pages)) await page.hear({ me, sealing: sealing([]) });
  const signs = Object.fromEntries(names.map((name) => [name, [told[name].signs]]));
  const key = newKey();
  const about = `chat-sealed/1|group|${room.room_id}|1`;
  for (const [me, page] of Object.entries(pages)) {
    const box = toBase64(await sealTo(fromBase64(told[me].public), key, about));
    await page.hear({ me, sealing: { ...sealing([{ epoch: 1, box }]), signs } });
  }
  return pages;
}

async function said(page, member, text) {
  const clientId = crypto.randomUUID();
  return { member_id: member, client_id: clientId, sealed: await page.seal(text, clientId) };
}

test('everybody in a room reads who said what, once', async () => {
  const { kuu, susi } = await together('kuu', 'susi');
  const [first, second] = [await said(kuu, 'kuu', 'hei'), await said(kuu, 'kuu', 'mitä kuuluu')];

  assert.deepEqual(await susi.open(first, false), { text: 'hei' });
  assert.deepEqual(await susi.open(second, false), { text: 'mitä kuuluu' });
  assert.deepEqual(await susi.open(second, false), { text: null, trouble: 'unsigned' });
  assert.deepEqual(await susi.open(first, false), { text: null, trouble: 'unsigned' });
});

test('nobody in a room speaks as another', async () => {
  const { kuu, susi } = await together('kuu', 'susi');
  susi.me = 'kuu';

  const forged = await said(susi, 'kuu', 'olen kuu');

  assert.deepEqual(await kuu.open(forged, false), { text: null, trouble: 'unsigned' });
});

test('any bit that differs in what was said in a room is noticed', async () => {
  const { kuu, susi } = await together('kuu', 'susi');
  const message = await said(kuu, 'kuu', 'hei');
  const whole = fromBase64(message.sealed.body);

  for (let at = 0; at < whole.length; at += 1) {
    const changed = whole.slice();
    changed[at] ^= 1 << (at % 8);
    const sealed = { ...message.sealed, body: toBase64(changed) };
    assert.equal((await susi.open({ ...message, sealed }, false)).text, null, `byte ${at}`);
  }
  assert.equal((await susi.open(message, false)).text, 'hei');
});

async function aRing() {
  const [sealing, signing] = await Promise.all([newPair(), newSigningPair()]);
  return {
    sealingPublic: toBase64(sealing.publicKey),
    signingPublic: toBase64(signing.publicKey),
    sign: (told) => sign(signing.privateKey, told),
    openForMe: (box, about) => openSealed(sealing.privateKey, sealing.publicKey, box, about),
  };
}

test('a note is opened by its writer alone, at its place, unchanged', async () => {
  const [aino, eero] = [await aRing(), await aRing()];
  const whole = await sealNote(aino, 'debrief|aino|1', 'raskas ilta');

  assert.equal(await openNote(aino, 'debrief|aino|1', whole), 'raskas ilta');
  await assert.rejects(openNote(eero, 'debrief|aino|1', whole));
  await assert.rejects(openNote(aino, 'debrief|aino|2', whole));
  for (let at = 0; at < whole.length; at += 1) {
    const changed = whole.slice();
    changed[at] ^= 1 << (at % 8);
    await assert.rejects(openNote(aino, 'debrief|aino|1', changed), `byte ${at}`);
  }
});

test("a note that somebody else sealed to its writer is not taken for the writer's", async () => {
  const [aino, eero] = [await aRing(), await aRing()];
  const slipped = await sealNote(
    { ...eero, sealingPublic: aino.sealingPublic },
    'debrief|aino|1',
    'x',
  );

  await assert.rejects(openNote(aino, 'debrief|aino|1', slipped));
});
