/** The dialog that tells of shifts and holds their forms; the words come with the shifts. */

function fill(place, text) {
  place.hidden = !text;
  place.textContent = text ?? '';
}

export class ShiftDialog {
  constructor(dialog, { line, most }) {
    this.dialog = dialog;
    this.place = dialog.querySelector('[data-shifts]');
    this.template = dialog.querySelector('template');
    this.more = dialog.querySelector('[data-more]');
    this.line = line ?? '';
    this.most = Number(most);
  }

  /** Show shifts; `as` is how the calendar stands, so that it stands so again afterwards. */
  show(shifts, as) {
    const shown = shifts.slice(0, this.most);
    this.place.replaceChildren(...shown.map((shift) => this.told(shift, as)));
    this.more.hidden = shown.length === shifts.length;
    this.dialog.showModal();
  }

  told(shift, as) {
    const made = this.template.content.cloneNode(true);
    const at = (name) => made.querySelector(`[data-${name}]`);
    for (const name of ['when', 'title', 'says', 'why']) fill(at(name), shift[name]);
    at('busy').hidden = !shift.busy;
    at('who').append(...(shift.who ?? []).map((name) => this.person(name)));
    at('page').hidden = !shift.page;
    if (shift.page) at('page').href = shift.page;
    at('shift').classList.add(shift.kind);
    this.deed(at('deed'), at('leads'), shift, as);
    return made;
  }

  person(name) {
    const made = document.createElement('li');
    made.textContent = name;
    return made;
  }

  /** One thing may be done with a shift: a form that is posted, or a page that it leads to. */
  deed(form, link, { deed, week }, as) {
    form.hidden = !deed || deed.leads;
    link.hidden = !deed?.leads;
    if (!deed) return;
    if (deed.leads) {
      link.href = deed.url;
      link.textContent = deed.text;
      return;
    }
    form.action = deed.url;
    form.elements.week.value = week;
    form.elements.line.value = this.line;
    form.elements.as.value = as;
    const button = form.querySelector('button');
    button.textContent = deed.text;
    if (deed.sure) button.dataset.confirm = deed.sure;
  }
}
