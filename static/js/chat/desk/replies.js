/** Ready replies of the line: Alt+R and a few letters, or `/word` and Tab in the composer. */

const WORD = /(?:^|\s)\/([a-z0-9_-]+)$/;

export class Replies {
  constructor(desk) {
    this.desk = desk;
    this.panel = desk.part('replies');
    this.box = desk.pane.box;
    this.words = this.panel.querySelector('input');
    this.list = desk.part('replies-list');
    this.words.addEventListener('input', () => this.#draw());
    this.panel.addEventListener('keydown', (event) => this.#key(event));
    // Before the composer sends what stands in it.
    desk.part('composer').addEventListener('keydown', (event) => this.#slash(event), true);
    desk.addEventListener('chosen', () => this.close());
  }

  async open() {
    const one = this.desk.chosen;
    if (!one || this.desk.part('composer').hidden) return;
    this.replies = (await this.desk.ready.of(one.row.line_id)).replies;
    if (!this.replies.length) return this.desk.problem('noReplies');
    this.panel.hidden = false;
    this.words.value = '';
    this.#draw();
    this.words.focus();
  }

  close() {
    this.panel.hidden = true;
  }

  #key(event) {
    if (event.key === 'Escape') {
      event.stopPropagation();
      this.close();
      this.desk.pane.focus();
    }
    if (event.key !== 'Enter' || event.target !== this.words) return;
    event.preventDefault();
    this.list.querySelector('button')?.click();
  }

  #draw() {
    const sought = this.words.value.trim().toLowerCase();
    const fits = ({ key, text }) => `${key} ${text}`.toLowerCase().includes(sought);
    const items = this.replies.filter(fits).map((reply) => {
      const item = document.createElement('li');
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'link-button';
      button.textContent = `/${reply.key} ${this.#filled(reply.text)}`;
      button.addEventListener('click', () => {
        this.close();
        this.desk.pane.focus();
        this.#put(reply.text, this.box.selectionStart, this.box.selectionEnd);
      });
      item.append(button);
      return item;
    });
    this.list.replaceChildren(...items);
  }

  /** `/word` and Tab, or Enter where nothing else stands: the word becomes the reply and is not sent. */
  #slash(event) {
    const isKey = event.key === 'Tab' || event.key === 'Enter';
    if (event.target !== this.box || !isKey || event.shiftKey || event.isComposing) return;
    const end = this.box.selectionStart;
    const found = WORD.exec(this.box.value.slice(0, end));
    if (!found || (event.key === 'Enter' && this.box.value.trim() !== `/${found[1]}`)) return;
    event.preventDefault();
    event.stopPropagation();
    this.#expand(found[1], end);
  }

  async #expand(word, end) {
    const one = this.desk.chosen;
    const { replies } = await this.desk.ready.of(one.row.line_id);
    const reply = replies.find(({ key }) => key === word);
    if (this.desk.chosen !== one) return;
    if (!reply) return this.desk.problem('noSuchReply');
    this.#put(reply.text, end - word.length - 1, end);
  }

  #put(text, start, end) {
    this.box.setRangeText(this.#filled(text), start, end, 'end');
    this.box.dispatchEvent(new Event('input', { bubbles: true }));
  }

  /** The visitor's nickname is known to this page only: the server could not fill it in. */
  #filled(text) {
    const { view, chosen } = this.desk;
    const line = view.lines.find(({ line_id: id }) => id === chosen.row.line_id);
    const values = {
      nickname: chosen.row.nickname ? this.desk.nameOf(chosen.row) : '',
      me: view.me,
      line: chosen.row.line,
      closes: line?.closes ?? '',
    };
    return text
      .replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole)
      .replace(/ +([,.!?])/g, '$1');
  }
}
