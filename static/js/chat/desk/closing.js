/** What is said about a conversation that has ended: the class with one tap, the rest where it helps. */
export class Closing {
  constructor(desk) {
    this.desk = desk;
    this.form = desk.part('outcome');
    this.about = null;
    this.form.addEventListener('click', (event) => {
      const button = event.target.closest('button');
      if (button) this.#save(button.value);
    });
    this.form.addEventListener('submit', (event) => event.preventDefault());
  }

  /** Show the form for a conversation, empty; the same one again stays as it was filled in. */
  async show(one) {
    if (this.about === one.talk.id) return;
    this.about = one.talk.id;
    this.form.reset();
    this.form.querySelector('#minutes').value = lasted(one.row, this.desk.now());
    this.desk.part('was-flagged').hidden = !one.row.is_flagged;
    this.#drawCards(one);
    this.#drawChoices(await this.desk.ready.of(one.row.line_id));
  }

  /** Referrals list themselves: the cards that were sent. */
  #drawCards(one) {
    const sent = one.told.filter(([what, message]) => what === 'add' && message.kind === 'card');
    const names = sent.map(([, message]) => cardName(message.text)).filter(Boolean);
    const line = this.desk.part('cards');
    line.hidden = !names.length;
    line.textContent = this.desk.words.cardsSent.replace('{names}', [...new Set(names)].join(', '));
  }

  #drawChoices({ topics, partners }) {
    const boxes = topics.map(({ key, text }) => {
      const label = document.createElement('label');
      const box = document.createElement('input');
      label.className = 'choice';
      Object.assign(box, { type: 'checkbox', value: key });
      box.checked = text === this.desk.chosen?.row.topic;
      const name = document.createElement('span');
      name.textContent = text;
      label.append(box, name);
      return label;
    });
    this.desk.part('topics').hidden = !boxes.length;
    this.desk
      .part('topics')
      .querySelector('.row')
      .replaceChildren(...boxes);
    const select = this.form.querySelector('#partner');
    const options = partners.map(({ key, text }) => new Option(text, key));
    select.replaceChildren(select.options[0], ...options);
    this.desk.part('partners').hidden = !options.length;
  }

  async #save(outcome) {
    const one = this.desk.chosen;
    if (!one) return;
    const { id } = one.talk;
    if (outcome) {
      const answer = await this.desk.live.ask('sum_up', {
        ...(await this.#said(one.talk.seals)),
        conversation_id: id,
        outcome,
      });
      if (!answer.ok) return this.desk.problem(answer.code);
    }
    this.about = null;
    await this.desk.putAway(id);
  }

  async #said(seals) {
    const words = this.form.querySelector('#own-words').value.trim();
    const minutes = this.form.querySelector('#minutes').value;
    const topics = this.desk.part('topics').querySelectorAll('input:checked');
    return {
      topics: Array.from(topics, (box) => box.value),
      is_missing: this.desk.part('missing').checked,
      partner: this.form.querySelector('#partner').value || null,
      minutes: minutes === '' ? null : Number(minutes),
      own_words: words ? await seals.close('closing', words) : null,
    };
  }
}

function lasted({ opened_at: opened, closed_at: closed }, now) {
  if (!opened) return '';
  const end = closed ? Date.parse(closed) : now;
  return Math.max(0, Math.round((end - Date.parse(opened)) / 60_000));
}

function cardName(text) {
  try {
    return JSON.parse(text).name;
  } catch {
    return '';
  }
}
