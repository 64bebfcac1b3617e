/**
 * <post-calendar>: draws the month of the list below it, for the eye and the mouse. The list says the same
 * to keyboards and screen readers, and is the calendar where no script runs; so the drawing is hidden from them.
 */

/** Read a post from its row: the row's own link is what the month shows. */
function post(row) {
  const link = row.querySelector('a');
  const { starts, state } = row.dataset;
  return {
    start: starts,
    end: starts,
    allDay: !starts.includes('T'),
    title: link.textContent,
    classNames: [state],
    editable: false,
    extendedProps: { url: link.href },
  };
}

/** Make the words of a post in the month: a link for the mouse. */
function content({ event, timeText }) {
  const link = document.createElement('a');
  link.href = event.extendedProps.url;
  link.tabIndex = -1;
  link.textContent = event.allDay ? event.title : `${timeText} ${event.title}`;
  return { domNodes: [link] };
}

customElements.define(
  'post-calendar',
  class extends HTMLElement {
    connectedCallback() {
      const { month, locale } = this.dataset;
      this.hidden = false;
      globalThis.EventCalendar.create(this, {
        view: 'dayGridMonth',
        date: month,
        locale,
        firstDay: 1,
        height: 'auto',
        headerToolbar: { start: '', center: '', end: '' },
        displayEventEnd: false,
        events: [...document.querySelectorAll('[data-starts]')].map(post),
        eventContent: content,
      });
    }
  },
);
