/**
 * The parts of a conversation's page or of the desk that live in elements of their own.
 *
 * A part is a custom element marked `data-part`. Whenever its script has come, it is told whom it belongs to:
 * `join(host)`. The host has `live`, `words` and, on the visitor's page, `talk` and `bubbles`; the desk has `chosen`
 * (`{row, talk}` or null) and says `chosen` and `view` as events.
 */
export function joinParts(host) {
  for (const part of host.querySelectorAll('[data-part]')) {
    customElements.whenDefined(part.localName).then(() => part.join(host));
  }
}
