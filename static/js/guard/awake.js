/**
 * Whether the guard inside a form is awake. Where its script did not come, nothing is sent, and the form says so: what it
 * would have stopped must not leave because a network dropped a file.
 */
export function isGuarded(form) {
  const isAsleep = Boolean(form.querySelector('[data-rules]:not(:defined)'));
  form.querySelector('[data-guard-missing]').hidden = !isAsleep;
  return !isAsleep;
}

/** What the guard has said of the text that it let through last; it travels sealed and signed with the message. */
export function verdictOf(form) {
  return form.querySelector('[data-rules]')?.verdict ?? 'unseen';
}
