/**
 * <desk-colleagues>: at the desk, who is asked into the conversation under the hand, who asks oneself, and handing over.
 * Alt+K opens it.
 */
import { clockTime } from './bubbles.js';
import { Guest } from './desk/guest.js';
import { hearKeys } from './desk/keys.js';
import { Promises } from './desk/promise.js';

const LOOK_MS = 60_000;
const YOURS = { joining: 'youJoin', shadow: 'youFollow', guest: 'youGuest' };
const THEIRS = { joining: 'isHere', shadow: 'isShadow', guest: 'isGuest' };
const ASKS = { joining: 'asks', shadow: 'asksShadow', guest: 'asksGuest' };

class DeskColleagues extends HTMLElement {
  join(host) {
    this.host = host;
    this.words = JSON.parse(this.dataset.words);
    this.underway = [];
    this.guest = new Guest(this);
    this.promises = new Promises(this);
    this.promised = [];
    this.part('open').addEventListener('click', () => this.#toggle());
    this.part('shut').addEventListener('click', () => this.#toggle(false));
    this.part('to-queue').addEventListener('click', () => this.#toQueue());
    this.part('panel').addEventListener('submit', (event) => {
      event.preventDefault();
      this.#invite(event.submitter?.value ?? 'joining');
    });
    hearKeys({ KeyK: () => this.part('bar').hidden || this.#toggle() });
    host.live.on('beside', () => this.#look());
    host.live.on('moved_on', ({ because }) => this.#movedOn(because));
    host.live.whenConnected(() => this.#arrive());
    host.addEventListener('chosen', () => this.#turn());
    host.addEventListener('view', () => this.#draw());
    if (host.live.isConnected()) this.#arrive();
    setInterval(() => this.#look({ quietly: true }), LOOK_MS);
    this.#turn();
  }

  part(name) {
    return this.querySelector(`[data-${name}]`);
  }

  async #arrive() {
    await this.guest.come();
    await this.#look();
  }

  shut() {
    this.#toggle(false);
  }

  look() {
    return this.#look();
  }

  async #look({ quietly = false } = {}) {
    const answer = await this.host.live.look('beside', { lang: this.host.dataset.lang });
    if (!answer.ok) return;
    this.underway = answer.underway;
    this.promised = this.promises.told(answer.promises, this.host.dataset.lang);
    this.endsAt = answer.shift_ends_at;
    this.#draw();
    if (!quietly) this.host.refreshSoon();
  }

  /** What the chosen conversation is to oneself: "responder", "joining", "shadow", "guest" or "". */
  #myPart() {
    const one = this.host.chosen;
    if (!one) return '';
    return one.row.part;
  }

  #turn() {
    this.#toggle(false);
    this.#draw();
  }

  #draw() {
    const one = this.host.chosen;
    const part = this.#myPart();
    const isOpen = one && (one.talk.state?.state ?? one.row.state) === 'open';
    this.host.dataset.company = isOpen ? part : '';
    this.part('bar').hidden = !isOpen;
    this.part('open').hidden = part !== 'responder';
    const here = this.underway.filter((it) => it.conversation_id === one?.talk.id);
    list(
      this.part('mine-asked'),
      here.map((it) => this.#hereRow(it)),
    );
    const asked = this.underway.filter((it) => it.is_mine && it.standing !== 'here');
    list(
      this.part('asked-me'),
      asked.map((it) => this.#askedRow(it)),
    );
    list(
      this.part('promises'),
      this.promised.map((text) => row(text, [])),
    );
    this.#drawEnd();
  }

  #drawEnd() {
    const open = this.host.view.own.filter((it) => it.state === 'open' && it.part === 'responder');
    const line = this.part('ends-soon');
    line.hidden = !this.endsAt || !open.length;
    if (line.hidden) return;
    const text = this.words.endsSoon
      .replace('{time}', clockTime(this.endsAt, this.host.dataset.lang))
      .replace('{count}', open.length);
    if (line.textContent !== text) line.textContent = text;
  }

  #hereRow(it) {
    const word = it.is_mine
      ? YOURS[it.part]
      : { asked: 'askedColleague', offered: 'askedVisitor', here: THEIRS[it.part] }[it.standing];
    const text = this.words[word].replaceAll('{name}', it.is_mine ? it.by : it.name);
    const deeds = [];
    const { invitation_id } = it;
    if (it.standing === 'here' && it.part === 'joining' && !it.is_mine)
      deeds.push([
        this.words.handOver.replace('{name}', it.name),
        () => this.#handOver(invitation_id),
        '',
      ]);
    const away = it.is_mine ? 'leave' : it.standing === 'here' ? 'askToLeave' : 'takeBack';
    deeds.push([this.words[away], () => this.#ask('leave', { invitation_id }), 'quiet']);
    return row(text, deeds);
  }

  #askedRow(it) {
    const say = (word) => this.words[word].replace('{by}', it.by).replace('{line}', it.line);
    const { invitation_id } = it;
    if (it.standing === 'offered')
      return row(say('visitorAsked'), [
        [this.words.leave, () => this.#ask('leave', { invitation_id }), 'quiet'],
      ]);
    const answer = (yes) => () => this.#ask('answer', { invitation_id, yes });
    const why = this.words[`why_${it.because}`];
    return row(`${say(ASKS[it.part])} · ${why}`, [
      [this.words.comeIn, answer(true), ''],
      [this.words.notNow, answer(false), 'quiet'],
    ]);
  }

  async #toggle(isOpen = this.part('panel').hidden) {
    this.part('panel').hidden = !isOpen;
    this.guest.hide();
    this.part('open').setAttribute('aria-expanded', String(isOpen));
    this.host.toggleAttribute('data-giving-on', isOpen);
    if (!isOpen) return;
    const one = this.host.chosen;
    const answer = await this.host.live.ask('colleagues', { conversation_id: one.talk.id });
    if (!answer.ok) return this.host.problem(answer.code);
    if (this.host.chosen !== one) return;
    this.#showColleagues(answer.colleagues);
  }

  #showColleagues(colleagues) {
    const choices = colleagues.map((one, index) => this.#choice(one, index));
    const first = choices.find((choice) => !choice.firstChild.disabled);
    if (first) first.firstChild.checked = true;
    this.part('colleague-list').replaceChildren(...choices);
    if (!colleagues.length) this.part('colleague-list').textContent = this.words.nobody;
    (first?.firstChild ?? this.part('because')).focus();
  }

  #choice({ worker_id, name, on_duty, free }, index) {
    const label = document.createElement('label');
    const radio = document.createElement('input');
    radio.type = 'radio';
    radio.name = 'colleague';
    radio.value = worker_id;
    radio.id = `colleague-${index}`;
    label.htmlFor = radio.id;
    const word = free < 1 ? this.words.full : on_duty ? this.words.onDuty : '{name}';
    label.append(radio, ` ${word.replace('{name}', name)}`);
    return label;
  }

  async #invite(part) {
    const chosen = this.querySelector('input[name=colleague]:checked');
    if (!chosen) return this.host.problem('no_such_colleague');
    const because = part === 'shadow' ? 'training' : this.part('because').value;
    const wanted = { worker_id: chosen.value, part, because };
    if (await this.#ask('invite', { conversation_id: this.host.chosen.talk.id, ...wanted }))
      this.#toggle(false);
  }

  async #toQueue() {
    const because = this.part('because').value;
    const conversation_id = this.host.chosen.talk.id;
    if (!(await this.#keepSheet())) return;
    const given = await this.#keyForLine();
    if (await this.#ask('to_queue', { conversation_id, because, given })) this.#toggle(false);
  }

  /** The key, sealed to the line again; without it the visitor's browser brings it. */
  async #keyForLine() {
    const { row, talk } = this.host.chosen;
    const line = this.host.view.lines.find((one) => one.line_id === row.line_id);
    if (!talk.seals.isSealed || !line?.key || !(await talk.seals.key())) return null;
    return { line_key_id: line.key.id, box: await talk.seals.keyFor(line.key.public) };
  }

  async #handOver(invitation_id) {
    if (await this.#keepSheet()) await this.#ask('hand_over', { invitation_id });
  }

  /** What was written for whoever goes on is kept before the conversation leaves one's hands. */
  async #keepSheet() {
    return (await this.host.querySelector('desk-sheet')?.keep?.()) ?? true;
  }

  async #ask(event, payload) {
    const answer = await this.host.live.ask(event, payload);
    if (!answer.ok) this.host.problem(answer.code);
    await this.#look();
    return answer.ok;
  }

  #movedOn(because) {
    this.host.words.moved_on =
      this.words[because === 'connection_lost' ? 'movedLost' : 'movedOver'];
    this.host.problem('moved_on');
    this.host.refreshSoon();
  }
}

function row(text, deeds) {
  const item = document.createElement('li');
  const said = document.createElement('span');
  said.textContent = text;
  item.append(said, ...deeds.map(([label, deed, look]) => button(label, deed, look)));
  item.dataset.key = text + deeds.map(([label]) => label).join();
  return item;
}

function button(label, deed, look) {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = look;
  made.textContent = label;
  made.addEventListener('click', deed);
  return made;
}

/** Draw a list anew only when it says something else: nothing moves under the hand. */
function list(element, rows) {
  const key = rows.map((item) => item.dataset.key).join('\n');
  element.hidden = !rows.length;
  if (element.dataset.drawn === key) return;
  element.dataset.drawn = key;
  element.replaceChildren(...rows);
}

customElements.define('desk-colleagues', DeskColleagues);
