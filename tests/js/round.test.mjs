/** A round before it is sent: when it is, what a wrong tap costs, and what is told of it. */
import assert from 'node:assert/strict';
import test from 'node:test';

import { fresh, isEmpty, renewed, told, undone } from '../../static/js/outreach/round.js';

const MONDAY_EVENING = new Date(2026, 8, 14, 21, 40);
const THURSDAY_NOON = new Date(2026, 8, 17, 12, 5);
const met = (round, depth = 'brief') => {
  round.encounters.push({ depth, people: 1, new: 0, age: '' });
  round.taps.push('met');
};

test('a round is of the day on which it begins, not of the day the one before was saved', () => {
  const next = fresh({ pair_id: 'one', area_id: 'east' }, MONDAY_EVENING);

  const begun = renewed(next, THURSDAY_NOON);

  assert.deepEqual([begun.day, begun.part], ['2026-09-17', 'day']);
  assert.deepEqual([begun.pair_id, begun.area_id, begun.id], ['one', 'east', next.id]);
});

test('a round that has begun, or whose day a hand has set, stays where it is', () => {
  const begun = fresh({}, MONDAY_EVENING);
  met(begun);
  const dated = { ...fresh({}, MONDAY_EVENING), isDated: true };

  for (const round of [begun, dated]) assert.equal(renewed(round, THURSDAY_NOON).day, '2026-09-14');
});

test('the last tap is taken back, whatever it counted', () => {
  const round = fresh();
  met(round);
  round.refused += 1;
  round.taps.push('refused');

  undone(round);
  assert.deepEqual([round.refused, round.encounters.length], [0, 1]);
  undone(round);
  assert.ok(isEmpty(round));
});

test('what a phone kept before it knew of taps can be taken back too', () => {
  const { taps, ...old } = fresh();
  const round = renewed({ ...old, refused: 1, encounters: [{ depth: 'brief' }] });

  undone(round);
  undone(round);

  assert.deepEqual([taps, isEmpty(round)], [[], true]);
});

test('the house is told what was said, whole numbers, and nothing that is only the page’s', () => {
  const round = { ...fresh({ pair_id: 'one' }), minutes: '12.5', isDated: true, refusal: 'no' };
  met(round, 'work');

  const sent = told(round);

  assert.equal(sent.minutes, 12);
  assert.deepEqual(sent.encounters, [{ depth: 'work', people: 1, new: 0 }]);
  assert.deepEqual(
    Object.keys(sent).filter((name) => ['taps', 'isDated', 'isKnown', 'refusal'].includes(name)),
    [],
  );
});
