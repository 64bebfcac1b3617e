/** Looks that follow hints: once for a burst of them, and the slower the server answers, the more rarely. */

/** How many times as long as its last answer took a page rests: thirty desks then ask for a fifth of a full server. */
const RESTS = 4;
const MOST_MS = 2000;

/**
 * Give what is to be called at every hint. `look` is called once for all hints of the next `leastMs`, or of four times
 * as long as it took the last time, two seconds at most; never twice at once.
 *
 * @param {() => Promise<void>} look
 * @param {number} leastMs
 */
export function soon(look, leastMs) {
  let [isAsked, isHinted, took] = [false, false, 0];
  const hint = () => {
    isHinted = true;
    if (isAsked) return;
    isAsked = true;
    setTimeout(go, Math.min(Math.max(leastMs, RESTS * took), MOST_MS));
  };
  const go = async () => {
    const begun = Date.now();
    isHinted = false;
    try {
      await look();
    } finally {
      took = Date.now() - begun;
      isAsked = false;
      if (isHinted) hint();
    }
  };
  return hint;
}
