/** <roster-calendar>: the roster by month, week, line and as a list; the page's own list stands in for it where it cannot be drawn. */
import { ShiftDialog } from './shift-dialog.js';

const VIEWS = {
  month: 'dayGridMonth',
  week: 'timeGridWeek',
  lines: 'resourceTimeGridDay',
  list: 'listWeek',
};
const DESK = '(min-width: 60rem)';
const DAY = 10; // the length of "2026-11-23"

function part(name, text) {
  const made = document.createElement('span');
  made.className = name;
  made.textContent = text;
  return made;
}

/** A shift as the calendar draws it: its hours, its line, and the word that matters. */
function drawn({ when, hours, title, says }) {
  const day = part('hidden', when.slice(0, -hours.length));
  const nodes = [day, part('when', hours), part('what', title)];
  if (says) nodes.push(part('says', says));
  return nodes;
}

/** The library calls its boxes tables and lists without their rows: what is said is in the buttons and headings. */
function tidied(place) {
  for (const one of place.querySelectorAll('[role]:not(button, a)')) one.removeAttribute('role');
  for (const one of place.querySelectorAll('[aria-colindex]')) one.removeAttribute('aria-colindex');
  for (const one of place.querySelectorAll('h4')) one.ariaLevel = '3';
}

/** What the house tells, as the library wants it. */
function asEvent({ id, start, end, title, line, ...rest }) {
  const display = rest.kind === 'busy' ? 'background' : 'auto';
  const resourceIds = line ? [line] : [];
  const extendedProps = { ...rest, start, end, title };
  return { id, start, end, title, display, resourceIds, extendedProps };
}

class RosterCalendar extends HTMLElement {
  connectedCallback() {
    // Without the library the list stays: nothing is lost.
    if (!globalThis.EventCalendar) return;
    this.words = JSON.parse(this.dataset.words);
    this.shifts = new ShiftDialog(this.querySelector('dialog'), this.dataset);
    this.said = this.querySelector('[data-said]');
    const place = this.querySelector('[data-calendar]');
    const drawing = new MutationObserver(() => tidied(place));
    drawing.observe(place, { childList: true, subtree: true, attributeFilter: ['role'] });
    this.calendar = globalThis.EventCalendar.create(place, this.options());
    this.hidden = false;
    document.querySelector('[data-roster-list]').hidden = true;
  }

  options() {
    const lines = JSON.parse(this.dataset.lines);
    const isDesk = matchMedia(DESK).matches;
    const byLine = isDesk && lines.length > 1;
    const views = Object.values(VIEWS).filter((one) => byLine || one !== VIEWS.lines);
    const asked = VIEWS[this.dataset.as];
    return {
      view: views.includes(asked) ? asked : isDesk ? VIEWS.week : VIEWS.list,
      date: this.dataset.date,
      timeZone: 'Europe/Helsinki',
      locale: this.dataset.lang,
      firstDay: 1,
      headerToolbar: { start: 'prev,next today', center: 'title', end: views.join(',') },
      buttonText: this.words,
      noEventsContent: this.words.nothing,
      moreLinkContent: ({ num }) => `+ ${num}`,
      resources: lines,
      eventSources: [{ events: (asked) => this.fetched(asked) }],
      lazyFetching: false,
      eventContent: ({ event }) => ({ domNodes: [this.button(event.extendedProps)] }),
      eventClassNames: ({ event }) => [`is-${event.extendedProps.kind}`],
      select: (chosen) => this.chosen(chosen),
      editable: false,
      eventStartEditable: false,
      eventDurationEditable: false,
      selectable: isDesk,
      datesSet: ({ view }) => this.looksAt(view.type),

      nowIndicator: true,
      allDaySlot: false,
      slotDuration: '01:00',
      slotEventOverlap: false,
      scrollTime: '08:00',
      slotLabelFormat: { hour: 'numeric', minute: '2-digit' },
      dayHeaderFormat: { weekday: 'short', day: 'numeric', month: 'numeric' },
      titleFormat: { year: 'numeric', month: 'long', day: 'numeric' },
      views: {
        dayGridMonth: {
          height: '60rem',
          dayMaxEvents: true,
          titleFormat: { year: 'numeric', month: 'long' },
          dayHeaderFormat: { weekday: 'short' },
        },
      },
    };
  }

  /** A real button in each shift, for keys and readers; busy time and what is being drawn are only a ground. */
  button(shift) {
    if (!shift.when) return part('what', shift.title ?? '');
    const made = document.createElement('button');
    made.type = 'button';
    made.append(part('told', ''));
    made.firstChild.append(...drawn(shift));
    made.addEventListener('click', () => this.shifts.show([shift], this.as));
    return made;
  }

  looksAt(type) {
    this.as = Object.keys(VIEWS).find((name) => VIEWS[name] === type);
  }

  async fetched({ startStr, endStr }) {
    const feed = new URL(this.dataset.feed, location.href);
    feed.searchParams.set('from', startStr.slice(0, DAY));
    feed.searchParams.set('until', endStr.slice(0, DAY));
    try {
      const answer = await fetch(feed, { headers: { Accept: 'application/json' } });
      if (!answer.ok) throw new TypeError(answer.statusText);
      const told = await answer.json();
      this.said.textContent = '';
      this.told = told.filter((one) => one.kind !== 'busy');
      return told.map(asEvent);
    } catch {
      this.said.textContent = this.words.failed;
      return [];
    }
  }

  /** Somebody drew over some hours: what can be taken there, else what else is there. */
  chosen({ startStr, endStr }) {
    const here = this.told.filter((one) => one.start < endStr && one.end > startStr);
    const open = here.filter((one) => one.deed && one.opens);
    this.calendar.unselect();
    if (here.length) this.shifts.show(open.length ? open : here, this.as);
    else this.said.textContent = this.words.none;
  }
}

customElements.define('roster-calendar', RosterCalendar);
