/** How far it is, and how that is said. */
import assert from 'node:assert/strict';
import test from 'node:test';

import { kilometres, said } from '../../static/js/guidance/kilometres.js';

const KAJAANI = { latitude: 64.227, longitude: 27.728 };
const HELSINKI = { latitude: 60.17, longitude: 24.941 };

test('from Helsinki to Kajaani it is 473 km, and to where one stands none', () => {
  assert.equal(
    Math.round(kilometres(HELSINKI, KAJAANI)),
    Math.round(kilometres(KAJAANI, HELSINKI)),
  );
  assert.ok(Math.abs(kilometres(HELSINKI, KAJAANI) - 473) < 3);
  assert.equal(kilometres(KAJAANI, KAJAANI), 0);
});

test('a degree of latitude is 111 km anywhere', () => {
  const north = { latitude: 61.17, longitude: 24.941 };

  assert.ok(Math.abs(kilometres(HELSINKI, north) - 111.2) < 0.1);
});

test('near is said to a hundred metres, far in whole kilometres, and never as nought', () => {
  assert.deepEqual(
    [0, 2.34, 9.99, 12.7].map((km) => said(km, 'fi')),
    ['0,1', '2,3', '10,0', '13'],
  );
});
