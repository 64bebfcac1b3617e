/** How full one's hands are, and the brake: "no more for now". */

const CLOCK = { hour: '2-digit', minute: '2-digit' };

export class Load {
  constructor(desk) {
    this.desk = desk;
    this.button = desk.part('brake');
    this.button.addEventListener('click', () => this.toggle());
  }

  get isBraked() {
    return Boolean(this.desk.view.load.brake_until);
  }

  get isFull() {
    const { open, most } = this.desk.view.load;
    return most > 0 && open >= most;
  }

  draw() {
    const { view, words } = this.desk;
    const { open, most, brake_until: until } = view.load;
    const time = until && new Date(until).toLocaleTimeString(this.desk.dataset.lang, CLOCK);
    const hands = most ? words.hands.replace('{open}', open).replace('{most}', most) : '';
    const text = until ? words.braked.replace('{time}', time) : hands;
    if (this.desk.part('load').textContent !== text) this.desk.part('load').textContent = text;
    this.button.hidden = !most && !until;
    this.button.textContent = until ? words.brakeOff : words.brakeOn;
  }

  async toggle() {
    const answer = await this.desk.live.ask('brake', { is_on: !this.isBraked });
    if (!answer.ok) this.desk.problem(answer.code);
    await this.desk.refresh();
  }
}
