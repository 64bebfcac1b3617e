/** Pictures and voice messages on their way: sealed and brought, fetched and opened. Over HTTP, for they are large. */

const ALG = 'Rinnalla-Alg';
/** What a page shows, whatever the sender said that it was. */
const TYPES = {
  picture: ['image/jpeg'],
  voice: ['audio/webm', 'audio/mp4', 'audio/ogg'],
};

function address(rules, { conversation_id, client_id }) {
  return rules.url.replace('{conversation}', conversation_id).replace('{id}', client_id);
}

/**
 * Bring the bytes of an attachment to the house, sealed as its conversation is.
 * @returns {Promise<{ok: boolean, code?: string}>}
 */
export async function bring(rules, named, kind, blob, seals) {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const sealed = await seals.sealBytes(bytes, { kind, client_id: named.client_id });
  try {
    const answer = await fetch(`${address(rules, named)}?kind=${kind}`, {
      method: 'PUT',
      headers: { [ALG]: sealed.alg, Accept: 'application/json' },
      body: sealed.bytes,
    });
    return answer.ok ? { ok: true } : { ok: false, code: (await answer.json()).code };
  } catch {
    return { ok: false, code: 'no_answer' };
  }
}

/**
 * Fetch the bytes of a message's attachment and open them.
 * @returns {Promise<Blob | null>} null when they cannot be had, or are nothing that is shown
 */
export async function fetchAttachment(rules, message, seals) {
  const { type } = about(message);
  try {
    const answer = await fetch(address(rules, message));
    if (!answer.ok) return null;
    const sealed = {
      alg: answer.headers.get(ALG),
      bytes: new Uint8Array(await answer.arrayBuffer()),
    };
    const bytes = await seals.openBytes(sealed, message);
    return bytes && type ? new Blob([bytes], { type }) : null;
  } catch {
    return null;
  }
}

/** What a message says of its attachment. It comes from the other side: nothing of it is taken on trust. */
export function about({ kind, text }) {
  let said = {};
  try {
    said = JSON.parse(text) ?? {};
  } catch {
    // What came in may be anything.
  }
  const seconds = Math.min(Math.max(Math.round(Number(said.seconds)) || 0, 0), 3600);
  const alt = typeof said.alt === 'string' ? said.alt.slice(0, 200) : '';
  const type = TYPES[kind]?.find((one) => one === said.type) ?? null;
  return { seconds, alt, type };
}

/** Say a length as a player does: 0:07, 2:00. */
export function minutesAndSeconds(seconds) {
  return `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;
}
