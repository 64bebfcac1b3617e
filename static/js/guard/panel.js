/**
 * What both composers' guards share: an element inside the form that looks at what is about to be sent, before
 * anybody else hears of it, and stays silent unless there is something to say.
 */
export class GuardPanel extends HTMLElement {
  connectedCallback() {
    this.rules = JSON.parse(this.dataset.rules);
    this.words = JSON.parse(this.dataset.words);
    this.form = this.closest('form');
    this.box = this.form.querySelector('textarea');
    // On the way down, so that it comes before whoever sends.
    this.form.parentElement.addEventListener('submit', (event) => this.#look(event), true);
    this.box.addEventListener('input', () => this.close());
    this.part('edit').addEventListener('click', () => this.#edit());
  }

  part(name) {
    return this.querySelector(`[data-guard-${name}]`);
  }

  /** How a text is marked that was let through by hand: `warned` by a visitor, `asked` by a worker. */
  verdictOfPassed = 'warned';

  /** To be said by each side: what to show about a text, or nothing. */
  trouble() {
    return null;
  }

  #look(event) {
    if (event.target !== this.form) return;
    const text = this.box.value;
    const isPassed = text === this.passed;
    this.passed = null;
    const found = isPassed || !text.trim() ? null : this.trouble(text);
    if (!found) {
      this.verdict = isPassed ? this.verdictOfPassed : 'clear';
      return this.close();
    }
    event.preventDefault();
    event.stopPropagation();
    this.#show(text, found);
  }

  #show(text, { sentence, places }) {
    this.about = text;
    this.places = places;
    this.hidden = false;
    this.part('text').textContent = sentence;
    const held = places.map(({ start, end }) => {
      const item = document.createElement('li');
      item.textContent = text.slice(start, end);
      return item;
    });
    this.part('found').replaceChildren(...held);
    this.part('edit').focus();
  }

  #edit() {
    const [{ start, end }] = this.places;
    this.close();
    this.box.focus();
    this.box.setSelectionRange(start, end);
  }

  close() {
    this.hidden = true;
    this.about = null;
    this.part('found').replaceChildren();
  }

  /** Let this text go as it is, once. */
  pass() {
    this.passed = this.box.value;
    this.form.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
    this.box.focus();
  }

  /** "a, b and c" of the kinds of what was found. */
  list(places, names) {
    const told = [...new Set(places.map(({ kind }) => names[kind]))];
    const last = told.pop();
    return told.length ? `${told.join(', ')} ${this.words.and} ${last}` : last;
  }

  /** A sentence with what was found, where some of it is blocked; nothing where none is. */
  blocked(found) {
    const places = found.filter(({ kind }) => this.rules.block.includes(kind));
    if (!places.length) return null;
    return { sentence: this.#say('block', this.list(places, this.words.kinds)), places };
  }

  warned(places, words, names) {
    return places.length ? { sentence: this.#say(words, this.list(places, names)), places } : null;
  }

  #say(words, what) {
    return this.words[words].replace('{what}', what);
  }
}
