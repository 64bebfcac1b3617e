/** Service cards in a conversation: what they show, whether somebody is there now, and what came of them. */

const SAFE = /^(https?:|tel:|sms:)/i;
const UUID = /^[0-9a-f-]{36}$/i;
const SLUG = /^[a-z0-9-]{1,64}$/;
const MOMENT = {
  weekday: 'long',
  day: 'numeric',
  month: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
};
const AGAIN_MS = 300_000;
const NOBODY = '00000000-0000-0000-0000-000000000000';

/**
 * Fill a clone of the page's card from what was sent; `look.tell`, where there is one, says what came of it.
 * What came in may be anything: a card that is none must not stop the conversation.
 */
export function makeCard(card, message, look) {
  const said = read(message.text);
  if (!said) {
    card.querySelector('[data-name]').textContent = look.words.unreadable;
    return card;
  }
  fill(card, said, look);
  if (UUID.test(said.id ?? '')) {
    offerMore(card, said);
    offerReactions(card, message, said, look);
    lookAgain(card, said.id, look.words);
  }
  return card;
}

/** Say a reaction in words: which card, and what came of it. */
export function sayReaction(text, message, look) {
  const { name, said } = read(message.text) ?? {};
  const label = labelOf(look.pieces, said);
  text.textContent = label ? `${name ?? ''}: ${label}` : look.words.unreadable;
}

/** Mark on the card itself what came of it; the last word counts. */
export function showReaction(log, message) {
  const { about, said } = read(message.text) ?? {};
  const bubbles = [...log.querySelectorAll('.bubble[data-id]')];
  const bubble = bubbles.find((one) => one.dataset.id === about);
  const told = bubble?.querySelector('[data-came]');
  if (!told) return;
  for (const button of bubble.querySelectorAll('[data-react]')) {
    button.setAttribute('aria-pressed', String(button.dataset.react === said));
  }
  told.textContent = labelOf(bubble, said);
  told.hidden = !told.textContent;
}

function read(text) {
  try {
    const said = JSON.parse(text);
    return said && typeof said === 'object' ? said : null;
  } catch {
    return null;
  }
}

/** The words of a reaction stand on the card's buttons, wherever these are: in the log or in the template. */
function labelOf(root, said) {
  const template = root.querySelector('template[data-card]');
  const buttons = [...(template?.content ?? root).querySelectorAll('[data-react]')];
  return buttons.find((one) => one.dataset.react === said)?.textContent.trim() ?? '';
}

function fill(card, said, { words, lang }) {
  const put = (name, value) => {
    if (!value || typeof value !== 'string') return;
    const row = card.querySelector(`[data-${name}]`);
    row.hidden = false;
    row.querySelector('span').textContent = value;
  };
  const lead = (name, href, label) => {
    if (!href || !SAFE.test(href)) return;
    const row = card.querySelector(`[data-${name}]`);
    row.hidden = false;
    const link = row.querySelector('a');
    link.href = href;
    if (label) link.textContent = label;
  };
  card.querySelector('[data-name]').textContent = said.name ?? '';
  card.querySelector('[data-summary]').textContent = said.summary ?? '';
  lead('phone', said.phone && `tel:${dialled(said.phone)}`, said.phone);
  lead('sms', said.sms && `sms:${dialled(said.sms)}`, said.sms);
  lead('chat', said.chat_url);
  lead('web', said.web_url);
  for (const name of ['address', 'ages', 'begin', 'meanwhile']) put(name, said[name]);
  fillFacts(card.querySelector('[data-facts]'), said.facts);
  offerWalk(card.querySelector('[data-walk]'), said.walk, lang);
  showDoor(card, said, words);
}

function dialled(number) {
  return String(number).replaceAll(/[^+\d]/g, '');
}

function fillFacts(details, facts) {
  for (const fact of Array.isArray(facts) ? facts : []) {
    const row = document.createElement('li');
    row.textContent = String(fact);
    details.querySelector('ul').append(row);
    details.hidden = false;
  }
}

/** When somebody could come along; where that is booked, no name is asked. */
function offerWalk(box, walk, lang) {
  if (!Array.isArray(walk?.times) || !SLUG.test(walk.line) || !UUID.test(walk.type)) return;
  for (const time of walk.times) {
    const row = document.createElement('li');
    row.textContent = new Date(time).toLocaleString(lang, MOMENT);
    box.querySelector('ul').append(row);
  }
  const page = new URL(box.dataset.page.replace(NOBODY, walk.line), location.origin);
  page.searchParams.set('type', walk.type);
  box.querySelector('a').href = page.href;
  box.hidden = false;
}

function showDoor(card, said, words) {
  const hours = card.querySelector('[data-hours]');
  hours.hidden = !said.hours_text;
  hours.querySelector('span').textContent = said.hours_text ?? '';
  const pill = card.querySelector('[data-open]');
  pill.hidden = typeof said.is_open_now !== 'boolean';
  pill.classList.toggle('open', said.is_open_now === true);
  pill.classList.toggle('closed', said.is_open_now === false);
  pill.textContent = said.is_open_now ? words.openNow : words.closedNow;
}

/** The card was true when it was sent: look how it is now, and now and then while it stands there. */
async function lookAgain(card, id, words) {
  setTimeout(() => card.isConnected && lookAgain(card, id, words), AGAIN_MS);
  const answer = await fetch(card.dataset.now.replace(NOBODY, id)).catch(() => null);
  if (!answer?.ok) return;
  const { card: now } = await answer.json();
  showDoor(card, now, words);
}

function offerMore(card, said) {
  for (const link of card.querySelectorAll('[data-more]')) {
    link.href = link.dataset.more.replace(NOBODY, said.id);
    link.hidden = false;
  }
}

function offerReactions(card, message, said, look) {
  const row = card.querySelector('[data-reactions]');
  row.hidden = !look.tell;
  row.addEventListener('click', ({ target }) => {
    const button = target.closest('[data-react]');
    if (!button || button.getAttribute('aria-pressed') === 'true') return;
    const came = { about: message.client_id, name: said.name ?? '', said: button.dataset.react };
    const more = { service_id: said.id, said: came.said };
    look.tell({ kind: 'reaction', event: 'react', said: came, more });
  });
}
