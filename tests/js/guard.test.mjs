/**
 * The browser's guard finds what the vectors mark, and what Python finds: the same kinds at the same places.
 *
 * Places are counted in characters in the file and in UTF-16 units here: the marks are taken out of the text itself,
 * so each side counts as it does. GUARD_SAME names a file of further texts with what Python found in them.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';

import { asks } from '../../static/js/guard/asks.js';
import { find } from '../../static/js/guard/find.js';

const SAMPLES = new URL('../samples/guard/', import.meta.url);
const MARK = /⟦([a-z_]+)\|([^⟧]*)⟧/g;
const VECTORS = JSON.parse(readFileSync(new URL('vectors.json', SAMPLES), 'utf8'));
const BENIGN = readFileSync(new URL('benign.txt', SAMPLES), 'utf8').trimEnd().split('\n');
const FALSE_ALARMS = 0.01;

function read(marked) {
  const places = [];
  let text = '';
  let at = 0;
  for (const mark of marked.matchAll(MARK)) {
    text += marked.slice(at, mark.index);
    places.push({ kind: mark[1], start: text.length, end: text.length + mark[2].length });
    text += mark[2];
    at = mark.index + mark[0].length;
  }
  return [text + marked.slice(at), places];
}

const byPlace = (one, other) => one.start - other.start || (one.kind < other.kind ? -1 : 1);

for (const [part, look] of Object.entries({ finds: find, asks }))
  for (const [group, texts] of Object.entries(VECTORS[part]))
    test(`${part}: ${group}`, () => {
      for (const marked of texts) {
        const [text, places] = read(marked);
        assert.deepEqual(look(text).sort(byPlace), places.sort(byPlace), text);
      }
    });

for (const look of [find, asks])
  test(`ordinary talk raises almost no alarm: ${look.name}`, () => {
    const alarms = BENIGN.filter((text) => look(text).length);
    assert.ok(alarms.length <= FALSE_ALARMS * BENIGN.length, alarms.join('\n'));
  });

test('both sides find the same in further texts', { skip: !process.env.GUARD_SAME }, () => {
  const lines = JSON.parse(readFileSync(process.env.GUARD_SAME, 'utf8'));
  assert.ok(lines.length > 0);
  for (const { text, finds, asks: asked } of lines) {
    assert.deepEqual(find(text), finds, text);
    assert.deepEqual(asks(text), asked, text);
  }
});
