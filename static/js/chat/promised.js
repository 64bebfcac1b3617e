/** What the visitor is told when a conversation has ended: who ended it, and whether they go on at a time. */
export function endText(state, words, lang) {
  if (!state.promised) return words[`ended_${state.ended_by}`] ?? words.ended_responder;
  const { name, at } = state.promised;
  return words.ended_promised
    .replace('{name}', name)
    .replace('{when}', promisedTime(at, lang, 'long'));
}

/** A promised moment by the wall clock in Helsinki. */
export function promisedTime(at, lang, weekday) {
  const when = new Intl.DateTimeFormat(lang, {
    weekday,
    day: 'numeric',
    month: 'numeric',
    timeZone: 'Europe/Helsinki',
    hour: 'numeric',
    minute: '2-digit',
  });
  return when.format(new Date(at));
}
