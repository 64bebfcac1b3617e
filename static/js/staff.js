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

/** On a phone the menu is a strip: begin where one is. */
const here = document.querySelector('.side [aria-current]');
if (here) {
  const strip = here.closest('.side');
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
