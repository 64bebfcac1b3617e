/** Letters and contrast change in place: no word that is being written is lost. The address carries the choice, nothing is stored. */
const PREFIX = /^\/look-[1-4]c?(?=\/|$)/;
const page = document.documentElement;
const menu = document.querySelector('[data-looks]');
const choices = menu.querySelectorAll('[data-look]');
const isStrong = () => page.dataset.contrast === 'more';

const prefix = (size, strong) =>
  size === '1' && !strong ? '' : `/look-${size}${strong ? 'c' : ''}`;
const under = (address, first) => first + address.replace(PREFIX, '');

function choose(size, strong) {
  page.dataset.text = size;
  if (strong) page.dataset.contrast = 'more';
  else delete page.dataset.contrast;
  const first = prefix(size, strong);
  history.replaceState(history.state, '', under(location.pathname, first) + location.search);
  for (const link of document.querySelectorAll('a[href^="/"]:not([data-look])'))
    link.setAttribute('href', under(link.getAttribute('href'), first));
  for (const form of document.querySelectorAll('form[action^="/"]'))
    form.setAttribute('action', under(form.getAttribute('action'), first));
  for (const choice of choices) mark(choice, size, strong);
}

/** Show which choice is the present one, and where the others lead without a script. */
function mark(choice, size, strong) {
  const own = choice.dataset.look;
  const isNow = own === 'contrast' ? strong : own === size;
  choice.toggleAttribute('aria-current', isNow);
  if (isNow) choice.setAttribute('aria-current', 'true');
  const first = own === 'contrast' ? prefix(size, !strong) : prefix(own, strong);
  choice.setAttribute('href', under(choice.getAttribute('href'), first));
}

/** Do what a choice of the menu says. */
export function take(choice) {
  const own = choice.dataset.look;
  if (own === 'contrast') choose(page.dataset.text, !isStrong());
  else choose(own, isStrong());
}

const { style } = menu.dataset;
if (!document.querySelector(`link[href="${style}"]`))
  document.head.append(
    Object.assign(document.createElement('link'), { rel: 'stylesheet', href: style }),
  );
// What the device wishes needs no saying in the address.
if (matchMedia('(prefers-contrast: more)').matches) page.dataset.contrast = 'more';
