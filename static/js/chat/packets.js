/** A packet for a service in a conversation: read and changed line by line, released or not, and what became of it. */
import { sealPacket } from '../sealed/packet.js';

const NOBODY = '00000000-0000-0000-0000-000000000000';
const MOST_LINES = 12;
const LOOK_MS = 20_000;
const SOON_MS = 2000;
const MOST_TRIES = 15;

/** What the worker proposes. Only the visitor, who has `look.tell`, can change and release it. */
export function makePacket(card, message, look) {
  const said = read(message.text);
  card.querySelector('[data-name]').textContent = said.name ?? look.words.unreadable;
  const list = card.querySelector('[data-lines]');
  const isMine = Boolean(look.tell) && look.me === 'visitor';
  for (const line of said.lines) addLine(list, line, look, isMine);
  card.querySelector('[data-hand]').hidden = !isMine;
  if (isMine) hear(card, list, said, look);
  return card;
}

/** What was released: its link for both sides, whether it has been opened, and a way to take it back. */
export function makeRelease(card, message, look) {
  const said = read(message.text);
  card.querySelector('[data-name]').textContent = said.name ?? look.words.unreadable;
  if (!said.id || !said.key) return card;
  const address = (name) => card.dataset[name].replace(NOBODY, said.id);
  const link = new URL(address('page'), location.origin);
  link.hash = said.key;
  card.querySelector('[data-link]').value = link.href;
  card.querySelector('[data-link]').addEventListener('focus', ({ target }) => target.select());
  card.querySelector('[data-back]').addEventListener('click', async () => {
    const body = new URLSearchParams({ word: said.word ?? '' });
    await fetch(address('back'), { method: 'POST', body }).catch(() => null);
    follow(card, address('state'));
  });
  follow(card, address('state'));
  return card;
}

function read(text) {
  try {
    const said = JSON.parse(text);
    return { ...said, lines: Array.isArray(said.lines) ? said.lines.map(String) : [] };
  } catch {
    return { lines: [] };
  }
}

function addLine(list, text, look, isMine) {
  const row = look.pieces
    .querySelector('template[data-packet-line]')
    .content.firstElementChild.cloneNode(true);
  const box = row.querySelector('textarea');
  const drop = row.querySelector('button');
  box.value = text;
  box.readOnly = !isMine;
  drop.hidden = !isMine;
  drop.addEventListener('click', () => row.remove());
  list.append(row);
  return box;
}

function hear(card, list, said, look) {
  const hand = card.querySelector('[data-hand]');
  const told = card.querySelector('[data-told]');
  const done = (words) => {
    hand.hidden = true;
    told.textContent = words;
    for (const one of list.querySelectorAll('textarea, button')) one.disabled = true;
  };
  hand.querySelector('[data-add]').addEventListener('click', () => {
    if (list.children.length < MOST_LINES) addLine(list, '', look, true).focus();
  });
  hand.querySelector('[data-refuse]').addEventListener('click', () => done(told.dataset.refused));
  hand.querySelector('[data-let-go]').addEventListener('click', async () => {
    const boxes = [...list.querySelectorAll('textarea')];
    const lines = boxes.map((box) => box.value.trim()).filter(Boolean);
    if (!lines.length) return;
    done(told.dataset.released);
    await release(said, lines, look);
  });
}

async function release({ service, name }, lines, look) {
  const id = crypto.randomUUID();
  const { body, key, word, hash } = await sealPacket(id, { name, lines });
  look.tell({
    kind: 'release',
    event: 'release_packet',
    said: { id, name, key, word },
    more: { packet: { id, service_id: service, body, take_back_hash: hash } },
  });
}

/** Say where the packet is, until it has come to its end; it may still be on its way to the house. */
async function follow(card, address, tries = 0) {
  const answer = await fetch(address).catch(() => null);
  const heard = answer?.ok ? (await answer.json()).state : 'unknown';
  const isUnknown = heard === 'unknown' && tries < MOST_TRIES;
  const state = isUnknown ? 'waiting' : heard === 'unknown' ? 'gone' : heard;
  const told = card.querySelector('[data-state]');
  if (told.textContent !== told.dataset[state]) told.textContent = told.dataset[state] ?? '';
  card.querySelector('[data-open-link]').hidden = state !== 'waiting';
  if (state !== 'waiting') return;
  const next = () => card.isConnected && follow(card, address, isUnknown ? tries + 1 : 0);
  setTimeout(next, isUnknown ? SOON_MS : LOOK_MS);
}
