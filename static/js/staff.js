/** What the workers' pages may do besides. */
const all = (selector) => document.querySelectorAll(selector);

for (const button of all('[data-copy]')) {
  button.hidden = !navigator.clipboard;
  button.addEventListener('click', async () => {
    const source = document.querySelector(button.dataset.copy);
    await navigator.clipboard.writeText((source.value ?? source.textContent).trim());
    const said = button.querySelector('[data-copied]') ?? button;
    said.textContent = button.dataset.done ?? '✓';
  });
}

/** On a phone menus are strips: begin where one is. */
for (const here of all(':is(.side, .tabs) [aria-current]')) {
  const strip = here.closest('.side, .tabs');
  const middle = here.offsetLeft + here.offsetWidth / 2;
  strip.scrollLeft = middle - strip.clientWidth / 2;
}

for (const select of all('select[data-submit]')) {
  select.addEventListener('change', () => select.form.requestSubmit());
}

for (const button of all('[data-scheme-toggle]')) {
  button.hidden = false;
  button.addEventListener('click', () => {
    const root = document.documentElement;
    const dark = root.dataset.scheme
      ? root.dataset.scheme === 'dark'
      : matchMedia('(prefers-color-scheme: dark)').matches;
    root.dataset.scheme = dark ? 'light' : 'dark';
  });
}
