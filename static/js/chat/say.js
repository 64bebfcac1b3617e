/** What parts of a page have in common: sentences with places to fill, and pieces that are there in some states only. */

/** Fill every `data-say="… {name} …"` below `root`; a screen reader hears only what has changed. */
export function say(root, values) {
  for (const element of root.querySelectorAll('[data-say]')) {
    const text = element.dataset.say.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
    if (element.textContent !== text) element.textContent = text;
  }
}

/** Show what is there `data-when="…"` this state, and hide the rest. */
export function show(root, state) {
  for (const element of root.querySelectorAll('[data-when]')) {
    element.hidden = !element.dataset.when.split(' ').includes(state);
  }
}

/** Let a form be sent, now that its script is there: pressed before, the page would have gone and the words with it. */
export function mayGo(form) {
  form.querySelector('[type=submit]').disabled = false;
}

/** An ISO moment as a time of day in the page's language. */
export function timeOf(stamp, lang) {
  if (!stamp) return '';
  return new Date(stamp).toLocaleTimeString(lang, { hour: '2-digit', minute: '2-digit' });
}
