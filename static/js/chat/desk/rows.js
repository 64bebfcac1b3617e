/** What the desk's two lists share. */

export function minutesSince(stamp, now) {
  return Math.max(0, Math.floor((now - Date.parse(stamp)) / 60_000));
}

export function emptyRow(text) {
  const row = document.createElement('li');
  row.className = 'queue-item soft';
  row.textContent = text;
  return row;
}

/** Replace a list's rows and give the focus back to the one that had it: nothing moves under the hand. */
export function fill(list, rows, whenEmpty) {
  const key = list.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  list.replaceChildren(...(rows.length ? rows : [whenEmpty()]));
  if (key) list.querySelector(`[data-key="${key}"]`)?.focus();
}

/** What a conversation is about, in one line. */
export function about(row) {
  return [row.topic, row.line].filter(Boolean).join(' · ');
}
