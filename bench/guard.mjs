/** Times the browser's guard in Node over the texts it is given; microseconds a message. */
import { readFileSync } from 'node:fs';

import { asks } from '../static/js/guard/asks.js';
import { find } from '../static/js/guard/find.js';

const ROUNDS = 9;
const texts = JSON.parse(readFileSync(0, 'utf8'));
const median = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const told = { node: process.version };

for (const look of [find, asks]) {
  told[look.name] = {};
  for (const [name, held] of Object.entries(texts)) {
    const rounds = Array.from({ length: ROUNDS }, () => {
      const began = performance.now();
      for (const text of held) look(text);
      return ((performance.now() - began) * 1000) / held.length;
    });
    told[look.name][name] = Math.round(median(rounds) * 10) / 10;
  }
}
process.stdout.write(JSON.stringify(told));
