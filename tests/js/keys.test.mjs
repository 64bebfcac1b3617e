/**
 * A worker's keys and lines' keys in the browser's own functions: what is locked opens in the right way only, and what Python
 * made (`organisation/key_seeding.py`, told by KEYS_IN) opens here too.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';

import {
  fromPasskey,
  fromPassphrase,
  importLineKey,
  lockOwn,
  makeKeys,
  makeLineKey,
  openCopy,
  openKeys,
  random,
  sealCopy,
  spoken,
  statement,
  unlockOwn,
  wholeFingerprint,
} from '../../static/js/sealed/keys.js';
import {
  bytes,
  fromBase64,
  openSealed,
  sealTo,
  sign,
  text,
  toBase64,
  verify,
} from '../../static/js/sealed/sealed.js';
import { follow } from '../../static/js/sealed/trust.js';

const FEW = 10; // rounds: how slow a passphrase is to guess is not what is tested here
const LINE = 'a-line';

async function worker() {
  const made = await makeKeys();
  return { made, keys: await openKeys(made.own, made) };
}

test('keys open under their own key only, and nobody reads them out', async () => {
  const { made, keys } = await worker();

  assert.equal(keys.sealing.extractable || keys.signing.extractable, false);
  await assert.rejects(openKeys(random(32), made));
  await assert.rejects(openKeys(made.own, { ...made, signingWrapped: made.sealingWrapped }));
});

test('each way opens, and a wrong passphrase or another passkey does not', async () => {
  const { own, sealingPublic } = await makeKeys();
  const [salt, secret] = [random(16), random(32)];
  const ways = [await fromPassphrase('neljä sanaa', salt, FEW), await fromPasskey(secret, salt)];
  const wrong = [
    await fromPassphrase('neljä sanoa', salt, FEW),
    await fromPassphrase('neljä sanaa', random(16), FEW),
    await fromPasskey(random(32), salt),
  ];

  for (const way of ways) {
    const box = await lockOwn(way, own, sealingPublic);
    assert.deepEqual(await unlockOwn(way, box, sealingPublic), own);
    for (const other of wrong) await assert.rejects(unlockOwn(other, box, sealingPublic));
    await assert.rejects(unlockOwn(way, box, random(65)));
  }
});

test('a colleague who was let in opens what is sealed to the line, and nobody else', async () => {
  const [aino, eero] = await Promise.all([worker(), worker()]);
  const line = await makeLineKey();
  const copy = await sealCopy(line.pkcs8, LINE, 1, eero.keys.sealingPublic);
  const said = await sealTo(line.publicKey, bytes('terve'), 'x');

  const key = await importLineKey(await openCopy(eero.keys, copy, LINE, 1));

  assert.equal(key.extractable, false);
  assert.equal(text(await openSealed(key, line.publicKey, said, 'x')), 'terve');
  await assert.rejects(openCopy(aino.keys, copy, LINE, 1));
  await assert.rejects(openCopy(eero.keys, copy, LINE, 2));
  await assert.rejects(openCopy(eero.keys, copy, 'another-line', 1));
});

test('any one bit of a locked key, a way or a copy that is changed is noticed', async () => {
  const { made, keys } = await worker();
  const under = await fromPasskey(random(32), random(32));
  const box = await lockOwn(under, made.own, made.sealingPublic);
  const copy = await sealCopy((await makeLineKey()).pkcs8, LINE, 1, keys.sealingPublic);
  const changed = (held, at) => held.map((one, place) => (place === at ? one ^ 1 : one));

  for (const at of [0, 12, 30, box.length - 1])
    await assert.rejects(unlockOwn(under, changed(box, at), made.sealingPublic));
  for (const at of [1, 64, 65, 80, copy.length - 1])
    await assert.rejects(openCopy(keys, changed(copy, at), LINE, 1));
  for (const at of [0, 40, made.sealingWrapped.length - 1])
    await assert.rejects(
      openKeys(made.own, { ...made, sealingWrapped: changed(made.sealingWrapped, at) }),
    );
});

test(
  'what Python made for a worker and a line opens here',
  { skip: !process.env.KEYS_IN },
  async () => {
    const told = JSON.parse(readFileSync(process.env.KEYS_IN, 'utf8'));
    const read = (name) => fromBase64(told[name]);
    const under = await crypto.subtle.importKey('raw', read('under'), 'AES-GCM', false, [
      'decrypt',
    ]);

    const own = await unlockOwn(under, read('unlock'), read('sealing_public'));
    const keys = await openKeys(own, {
      sealingPublic: read('sealing_public'),
      signingPublic: read('signing_public'),
      sealingWrapped: read('sealing_wrapped'),
      signingWrapped: read('signing_wrapped'),
    });
    const line = await importLineKey(await openCopy(keys, read('copy'), told.line, 1));

    assert.equal(text(await openSealed(line, read('line_public'), read('said'), 'x')), 'terve');
    const whole = await wholeFingerprint(keys.sealingPublic, keys.signingPublic);
    assert.equal(whole, told.fingerprint);
    assert.equal(spoken(whole), told.spoken);
    const vouched = statement('let_in', told.line, 1, whole);
    assert.ok(await verify(keys.signingPublic, read('signature'), vouched));
    assert.ok(await verify(keys.signingPublic, await sign(keys.signing, vouched), vouched));
  },
);

// ── whom to believe ──

async function person(name) {
  const { keys } = await worker();
  const whole = await wholeFingerprint(keys.sealingPublic, keys.signingPublic);
  return { name, keys, whole };
}

async function signed(by, deed, key, number = 1) {
  const signature = toBase64(await sign(by.keys.signing, statement(deed, LINE, number, key)));
  return { deed, line: LINE, number, key, signer: by.whole, signature };
}

function signers(...people) {
  const told = ({ whole, keys }) => [
    whole,
    {
      sealing_public: toBase64(keys.sealingPublic),
      signing_public: toBase64(keys.signingPublic),
    },
  ];
  return Object.fromEntries(people.map(told));
}

test('a browser believes whom its worker let in or recognised, and whom those did, and nobody else', async () => {
  const [aino, eero, outi, mallory] = await Promise.all(
    ['Aino', 'Eero', 'Outi', 'Mallory'].map(person),
  );
  const key = 'a'.repeat(64);
  const entries = [
    await signed(aino, 'line_key_made', key),
    await signed(aino, 'let_in', aino.whole),
    await signed(aino, 'let_in', eero.whole),
    await signed(eero, 'let_in', outi.whole),
    await signed(mallory, 'let_in', mallory.whole),
    await signed(mallory, 'line_key_made', 'b'.repeat(64), 2),
  ];
  const told = { entries, signers: signers(aino, eero, outi, mallory) };

  const ainos = await follow(aino.whole, told, LINE);
  const eeros = await follow(eero.whole, told, LINE);
  const outis = await follow(outi.whole, told, LINE);
  const then = { ...told, entries: [...entries, await signed(outi, 'recognised', eero.whole)] };
  const later = await follow(outi.whole, then, LINE);

  assert.deepEqual(ainos.believed, new Set([aino, eero, outi].map(({ whole }) => whole)));
  assert.deepEqual(ainos.lineKeys, new Set([key]));
  assert.deepEqual([ainos.first, eeros.first, outis.first], [null, null, eero.whole]);
  assert.deepEqual(later.believed, new Set([outi.whole, eero.whole]));
});

test('a deed that was changed, signed by another or told under a false fingerprint counts for nothing', async () => {
  const [aino, mallory] = await Promise.all(['Aino', 'Mallory'].map(person));
  const genuine = await signed(aino, 'let_in', 'c'.repeat(64));
  const false_ = [
    { ...genuine, key: mallory.whole },
    { ...(await signed(mallory, 'let_in', mallory.whole)), signer: aino.whole },
    { ...genuine, key: mallory.whole, deed: 'recognised' },
  ];
  const swapped = { ...signers(mallory), [aino.whole]: signers(mallory)[mallory.whole] };

  const found = await follow(
    aino.whole,
    { entries: false_, signers: signers(aino, mallory) },
    LINE,
  );
  const stolen = await follow(aino.whole, { entries: false_, signers: swapped }, LINE);

  assert.deepEqual(found.believed, new Set([aino.whole]));
  assert.deepEqual(stolen.believed, new Set([aino.whole]));
});
