/**
 * What Python sealed, wrapped and cut, the browser's side opens; what it seals goes to SEALED_OUT for Python to open.
 *
 * SEALED_IN names a file that Python has just made; the vectors beside it stay as they are for ever.
 */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import test from 'node:test';

import {
  fingerprint,
  fromBase64,
  newPair,
  openSealed,
  sealTo,
  text,
  toBase64,
  unlock,
  unwrap,
  wrap,
} from '../../static/js/sealed/sealed.js';
import { join } from '../../static/js/sealed/shares.js';

const KEPT = new URL('../samples/sealed/sealing.json', import.meta.url);
const vectors = [KEPT, process.env.SEALED_IN]
  .filter(Boolean)
  .map((file) => JSON.parse(readFileSync(file, 'utf8')));
const CURVE = { name: 'ECDH', namedCurve: 'P-256' };

for (const [number, one] of vectors.entries()) {
  const publicKey = fromBase64(one.public);
  const privateKey = await crypto.subtle.importKey('pkcs8', fromBase64(one.private), CURVE, false, [
    'deriveBits',
  ]);

  test(`${number}: what was sealed is opened`, async () => {
    const opened = await openSealed(privateKey, publicKey, fromBase64(one.envelope), one.about);
    assert.equal(text(opened), one.plain);
  });

  test(`${number}: about something else, or with a bit changed, it is not`, async () => {
    const envelope = fromBase64(one.envelope);
    await assert.rejects(openSealed(privateKey, publicKey, envelope, `${one.about}!`));
    for (const at of [64, 70, envelope.length - 1]) {
      const changed = Uint8Array.from(envelope);
      changed[at] ^= 1;
      await assert.rejects(openSealed(privateKey, publicKey, changed, one.about));
    }
  });

  test(`${number}: two shares give the secret, which opens the box`, async () => {
    const shares = one.shares.map(fromBase64);
    for (const a of shares)
      for (const b of shares.filter((other) => other !== a))
        assert.equal(text(await unlock(join(a, b), fromBase64(one.box), one.about)), one.plain);
    assert.throws(() => join(shares[0], shares[0]));
  });

  test(`${number}: a fingerprint is what Python says`, async () => {
    assert.equal(await fingerprint(publicKey), one.fingerprint);
  });
}

test('a private key comes back by its passphrase only', async () => {
  const { publicKey, privateKey } = await newPair();
  const wrapped = await wrap(privateKey, publicKey, 'kuusi sanaa jotka muistan');

  const back = await unwrap(wrapped, publicKey, 'kuusi sanaa jotka muistan');
  const envelope = await sealTo(publicKey, new Uint8Array([1, 2, 3]), 'x');

  assert.deepEqual(await openSealed(back, publicKey, envelope, 'x'), new Uint8Array([1, 2, 3]));
  assert.equal(back.extractable, false);
  await assert.rejects(unwrap(wrapped, publicKey, 'jotain muuta'));
  await assert.rejects(unwrap(wrapped, fromBase64(vectors[0].public), 'kuusi sanaa jotka muistan'));
});

test('what is sealed twice looks different and goes to Python', async () => {
  const one = vectors.at(-1);
  const sealed = [];
  for (let time = 0; time < 3; time += 1)
    sealed.push(
      toBase64(
        await sealTo(fromBase64(one.public), new TextEncoder().encode(one.plain), one.about),
      ),
    );

  assert.equal(new Set(sealed).size, 3);
  if (process.env.SEALED_OUT) writeFileSync(process.env.SEALED_OUT, JSON.stringify(sealed));
});
