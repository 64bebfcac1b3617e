/** Sends the rounds that wait. Each has an id of its own, so that one that is sent twice counts once. */
import { letGo, letWait, waiting } from './store.js';

const SIGN_IN = 401;

/** Send what waits, one tab at a time. Gives `sent`, `offline` or `signIn`; a refused round stays, with the reason. */
export function sendAll(address) {
  const send = () => sendEach(address);
  return navigator.locks ? navigator.locks.request('rounds', send) : send();
}

async function sendEach(address) {
  for (const { refusal, ...round } of await waiting()) {
    let answer;
    try {
      answer = await fetch(address, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
        body: JSON.stringify(round),
      });
    } catch {
      return 'offline';
    }
    if (answer.status === SIGN_IN) return 'signIn';
    if (answer.status >= 500) return 'failed';
    if (answer.ok) await letGo(round.id);
    else await letWait({ ...round, refusal: (await answer.json()).sentence || refusal || '…' });
  }
  return 'sent';
}
