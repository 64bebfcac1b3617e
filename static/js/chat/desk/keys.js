/** The desk by keyboard alone: Alt and a letter or a number. */

/** @param {Record<string, () => void>} deeds what each key does, by `KeyboardEvent.code` */
export function hearKeys(deeds) {
  document.addEventListener('keydown', (event) => {
    const deed = event.altKey && !event.ctrlKey && deeds[event.code];
    if (!deed || document.querySelector('dialog[open]')) return;
    event.preventDefault();
    deed();
  });
}
