/**
 * Words that one page of a tab leaves for the next, which seals them: a nickname, the first words of a request. They are
 * taken once, and are gone from the tab then.
 */

import { between } from './between.js';

/** @param {"n" | "w"} name */
export function leave(name, text) {
  between().setItem(name, text);
}

export function take(name) {
  try {
    const text = between().getItem(name) ?? '';
    between().removeItem(name);
    return text;
  } catch {
    return ''; // a browser that refuses storage has nothing to take
  }
}
