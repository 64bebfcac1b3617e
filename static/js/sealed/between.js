/**
 * What a tab keeps from one page to the next: `sessionStorage`; and the name of the window where a browser refuses storage
 * to a frame within another site's page. Nobody else's script can read either, and both go with the tab.
 */
const MARK = 'rinnalla:';

/** @returns {{getItem(name: string): string | null, setItem(name: string, text: string): void, removeItem(name: string): void}} */
export function between() {
  try {
    if (sessionStorage.length >= 0) return sessionStorage;
  } catch {
    // refused: a frame of a browser that blocks other sites' storage
  }
  return named;
}

const named = {
  getItem: (name) => held()[name] ?? null,
  setItem: (name, text) => hold({ ...held(), [name]: text }),
  removeItem(name) {
    const { [name]: _gone, ...left } = held();
    hold(left);
  },
};

function held() {
  return window.name.startsWith(MARK) ? JSON.parse(window.name.slice(MARK.length)) : {};
}

function hold(all) {
  window.name = MARK + JSON.stringify(all);
}
