/**
 * Six words lead to the same bytes here and in Python, however a hurried person types them.
 *
 * PHRASE_SAME names a file with what Python made of some words: `[{words, salt, lookup, auth, nonce, sealed}]`, where
 * `sealed` is "kept" under the wrapping key.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';

import { draw, isOneSlip, read, suggest, wordsOf } from '../../static/js/return/read.js';
import { derive } from '../../static/js/sealed/sealed.js';

const WORDS = [0, 1, 64, 2000, 3000, 4095];
const six = (lang) => WORDS.map((number) => wordsOf(lang)[number]);
const bytes = (text) => Buffer.from(text, 'base64url');

test('both sides derive the same', { skip: !process.env.PHRASE_SAME }, async () => {
  for (const told of JSON.parse(readFileSync(process.env.PHRASE_SAME, 'utf8'))) {
    const made = await derive(told.words, told.salt);
    assert.deepEqual([made.lookup, made.auth], [told.lookup, told.auth]);
    const opened = await crypto.subtle.decrypt(
      { name: 'AES-GCM', iv: bytes(told.nonce) },
      made.wrap,
      bytes(told.sealed),
    );
    assert.equal(Buffer.from(opened).toString(), 'kept');
    await assert.rejects(crypto.subtle.exportKey('raw', made.wrap));
  }
});

for (const lang of ['fi', 'sv', 'en']) {
  test(`${lang}: what was drawn is read back`, () => {
    const drawn = draw(lang);
    assert.deepEqual(read(drawn.join(' '), lang), { words: drawn, isWhole: true });
  });

  test(`${lang}: the words are known on a page in another language`, () => {
    for (const page of ['fi', 'sv', 'en'])
      assert.deepEqual(read(six(lang).join(' '), page).words, six(lang));
  });

  test(`${lang}: capitals, hyphens, commas, lines and missing spaces do not matter`, () => {
    for (const between of ['-', ', ', '\n', ' . ', '', '  '])
      assert.deepEqual(read(six(lang).join(between).toUpperCase(), lang).words, six(lang));
  });

  test(`${lang}: a slip in every word leads back to the words`, () => {
    const slips = [
      (word) => word.slice(0, 4) + word.slice(5),
      (word) => `${word.slice(0, 3)}x${word.slice(3)}`,
      (word) => `${word.slice(0, -1)}x`,
      (word) => word[0] + word[2] + word[1] + word.slice(3),
    ];
    for (const slip of slips)
      assert.deepEqual(read(six(lang).map(slip).join(' '), lang).words, six(lang));
  });
}

test('dots over letters do not matter', () => {
  const dotted = six('fi').join(' ').replaceAll('a', 'ä').replaceAll('o', 'ö');
  assert.deepEqual(read(dotted, 'fi').words, six('fi'));
});

test('two slips in a word are no word, and five words are not whole', () => {
  const [first, ...others] = six('fi');
  assert.deepEqual(read(`${first.slice(2)}zz ${others.join(' ')}`, 'fi').words[0], null);
  assert.equal(read(others.join(' '), 'fi').isWhole, false);
  assert.equal(read('', 'fi').isWhole, false);
  assert.equal(read('<img src=x onerror=alert(1)> '.repeat(6), 'fi').isWhole, false);
});

test('what is being typed is finished', () => {
  const [word] = six('fi');
  assert.ok(suggest(`jotain ${word.slice(0, -1)}`, 'fi').includes(word));
  assert.deepEqual(suggest('a', 'fi'), []);
});

test('one slip is one letter left out, added, changed, or moved by one place', () => {
  assert.ok(isOneSlip('kettu', 'ketu') && isOneSlip('ketu', 'kettu'));
  assert.ok(isOneSlip('kettu', 'kattu') && isOneSlip('ektu', 'ketu'));
  assert.ok(!isOneSlip('kettu', 'katta') && !isOneSlip('kettu', 'kt'));
});
