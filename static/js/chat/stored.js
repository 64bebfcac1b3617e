/** "Save the conversation": opened here, in the browser, into a text that a person can read. */
import { sealingHere } from '../sealed/tab.js';
import { openAll } from './seals.js';
import { visitorSeals } from './visitor_key.js';

const link = document.querySelector('[data-export]');

link.addEventListener('click', async (event) => {
  event.preventDefault();
  const seals = await visitorSeals(sealingHere()).catch(() => null);
  if (!seals) return location.assign(link.dataset.locked);
  const answer = await fetch(link.href);
  if (!answer.ok) return location.reload();
  const told = await answer.json();
  const names = { visitor: link.dataset.you, responder: link.dataset.them };
  const said = (one) => link.dataset[one.kind] ?? one.text ?? link.dataset.unreadable;
  const messages = await openAll(seals, told.messages, told.sealing?.signs);
  const lines = messages.map((one) => `${one.at} ${names[one.author]}: ${said(one)}`);
  const text = [told.line, told.topic, '', ...lines, ''].join('\n');
  const saved = document.createElement('a');
  saved.href = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  saved.download = link.dataset.name;
  saved.click();
  URL.revokeObjectURL(saved.href);
});
