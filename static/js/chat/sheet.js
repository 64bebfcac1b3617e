/**
 * <desk-sheet>: what whoever goes on must know. It is written before a conversation is given on, shown once to whoever
 * goes on, and deleted when they have read it.
 */
class DeskSheet extends HTMLElement {
  join(host) {
    this.host = host;
    this.words = JSON.parse(this.dataset.words);
    this.box = this.querySelector('textarea');
    this.looked = new Set();
    this.part('read').addEventListener('click', () => this.#read());
    this.box.addEventListener('input', () => (this.isWritten = true));
    host.addEventListener('chosen', () => this.#turn());
    host.addEventListener('view', () => this.#look());
    this.#turn();
  }

  part(name) {
    return this.querySelector(`[data-${name}]`);
  }

  /** Keep what stands written, before the conversation goes on; whether that went well. */
  async keep() {
    const text = this.box.value.trim();
    const conversation_id = this.host.chosen?.talk.id;
    if (!this.isWritten || !text || !conversation_id) return true;
    const sealed = await this.host.chosen.talk.seals.close('sheet', text);
    const answer = await this.host.live.ask('write_sheet', { conversation_id, sealed });
    if (answer.ok) this.isWritten = false;
    else this.host.problem(answer.code);
    return answer.ok;
  }

  #turn() {
    this.box.value = '';
    this.isWritten = false;
    this.part('sheet').hidden = true;
    this.looked.clear();
    this.#look();
  }

  /** Ask once for each conversation that has come into one's hands. */
  async #look() {
    const one = this.host.chosen;
    if (!one || one.row.part !== 'responder' || one.row.state !== 'open') return;
    const conversation_id = one.talk.id;
    if (this.looked.has(conversation_id)) return;
    this.looked.add(conversation_id);
    const answer = await this.host.live.look('sheet', { conversation_id });
    if (!answer.ok) return this.looked.delete(conversation_id);
    if (this.host.chosen !== one || !answer.sheet) return;
    const { name, sealed } = answer.sheet;
    this.part('sheet-from').textContent = this.words.from.replace('{name}', name);
    const text = await one.talk.seals.disclose('sheet', sealed);
    this.part('sheet-text').textContent = text ?? this.words.unreadable;
    this.part('sheet').hidden = false;
  }

  async #read() {
    const conversation_id = this.host.chosen?.talk.id;
    const answer = await this.host.live.ask('sheet_read', { conversation_id });
    if (!answer.ok) return this.host.problem(answer.code);
    this.part('sheet').hidden = true;
    this.part('sheet-text').textContent = '';
    this.host.pane.focus();
  }
}

customElements.define('desk-sheet', DeskSheet);
