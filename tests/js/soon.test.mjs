/** How often a page looks when hints come in bursts, from a server with time and from one without. */
import assert from 'node:assert/strict';
import test from 'node:test';

import { soon } from '../../static/js/chat/soon.js';

const turns = () => new Promise((go) => setImmediate(go));

/** A page that is hinted every 10 ms for `ms`, from a server that takes `takes` for each answer; gives its looks. */
async function looksIn(timers, ms, takes) {
  let looks = 0;
  const hint = soon(() => {
    looks += 1;
    return new Promise((answered) => setTimeout(answered, takes));
  }, 80);
  for (let at = 0; at < ms; at += 10) {
    hint();
    timers.tick(10);
    await turns();
  }
  return looks;
}

test('a burst of hints is one look', async ({ mock: { timers } }) => {
  timers.enable({ apis: ['setTimeout', 'Date'] });

  assert.equal(await looksIn(timers, 80, 0), 1);
});

test('a server with time is asked twelve times a second', async ({ mock: { timers } }) => {
  timers.enable({ apis: ['setTimeout', 'Date'] });

  assert.equal(await looksIn(timers, 960, 0), 12);
});

test('of a busy server one asks for a fifth of the time, and every two seconds at least', async ({
  mock: { timers },
}) => {
  timers.enable({ apis: ['setTimeout', 'Date'] });

  const [often, rarely] = [await looksIn(timers, 10_000, 200), await looksIn(timers, 30_000, 5000)];
  assert.ok(often >= 9 && often <= 13, `${often}`);
  assert.ok(rarely >= 4, `${rarely}`);
});
