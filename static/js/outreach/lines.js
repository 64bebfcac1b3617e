/** The lines of a tally: each is one meeting, which may be told more closely later or never. */
const PLAIN = ['depth', 'age', 'minutes', 'mode', 'started', 'outcome'];

export class Lines {
  constructor(host, changed) {
    this.list = host.querySelector('[data-lines]');
    this.template = host.querySelector('[data-line]');
    this.changed = changed;
    this.shown = [];
  }

  /** Show the lines, the newest first; those that stand already stay as they are, open or not. */
  show(encounters) {
    this.shown = this.shown.filter(({ one, row }) => encounters.includes(one) || row.remove());
    for (const one of encounters) {
      if (this.shown.some((line) => line.one === one)) continue;
      const row = this.#row(one, encounters);
      this.list.prepend(row);
      this.shown.push({ one, row });
    }
    for (const { one, row } of this.shown) tell(row, one);
  }

  #row(one, encounters) {
    const row = this.template.content.firstElementChild.cloneNode(true);
    for (const name of [...PLAIN, 'people', 'new']) this.#bind(row, one, name);
    this.#bindTopics(row, one);
    this.#bindServices(row, one);
    row.querySelector('[data-remove]').addEventListener('click', () => {
      encounters.splice(encounters.indexOf(one), 1);
      this.changed();
    });
    return row;
  }

  #bind(row, one, name) {
    const field = row.querySelector(`[data-field="${name}"]`);
    if (one[name] !== undefined) field.value = one[name];
    field.addEventListener('input', () => {
      one[name] = field.type === 'number' ? Number(field.value) : field.value;
      if (name === 'people' || name === 'new') mend(row, one, name);
      this.changed();
    });
  }

  #bindTopics(row, one) {
    const box = row.querySelector('[data-topics]');
    if (!box) return;
    const ticks = [...box.querySelectorAll('input')];
    const limit = () => {
      one.topics = ticks.filter(({ checked }) => checked).map(({ value }) => value);
      const isFull = one.topics.length >= Number(box.dataset.most);
      for (const tick of ticks) tick.disabled = isFull && !tick.checked;
    };
    for (const tick of ticks) {
      tick.checked = one.topics?.includes(tick.value) ?? false;
      tick.addEventListener('change', () => {
        limit();
        this.changed();
      });
    }
    limit();
  }

  #bindServices(row, one) {
    const select = row.querySelector('[data-field="guided_to"]');
    if (!select) return;
    for (const option of select.options)
      option.selected = one.guided_to?.includes(option.value) ?? false;
    select.addEventListener('change', () => {
      one.guided_to = [...select.selectedOptions].map(({ value }) => value).slice(0, 5);
      this.changed();
    });
  }
}

/** A crowd has at least one in it, and no more new ones than people. */
function mend(row, one, name) {
  one.people = Math.min(500, Math.max(1, Math.trunc(one.people) || 1));
  one.new = Math.min(Math.max(0, Math.trunc(one.new) || 0), one.people);
  const other = name === 'people' ? 'new' : 'people';
  row.querySelector(`[data-field="${other}"]`).value = one[other];
}

function tell(row, one) {
  const said = (name) => {
    const field = row.querySelector(`[data-field="${name}"]`);
    return field.value ? field.selectedOptions[0].textContent : '';
  };
  const label = row.querySelector('[data-field="new"]').closest('label').firstElementChild;
  row.querySelector('[data-what]').textContent = [
    said('depth'),
    one.people > 1 ? `× ${one.people}` : '',
    one.new ? `${label.textContent.toLowerCase()}: ${one.new}` : '',
    said('age'),
  ]
    .filter(Boolean)
    .join(' · ');
}
