/** When the door is rushed, the browser works something out, and then it is let in. */

/** Find for each part a number whose PBKDF2 begins with enough zero bits. */
export async function solve({ token, parts, iterations, bits }) {
  const bytes = new TextEncoder();
  const key = await crypto.subtle.importKey('raw', bytes.encode(token), 'PBKDF2', false, [
    'deriveBits',
  ]);
  const fits = async (part, number) => {
    const salt = bytes.encode(`${part}.${number}`);
    const how = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations };
    const derived = new DataView(await crypto.subtle.deriveBits(how, key, 32));
    return Math.clz32(derived.getUint32(0)) >= bits;
  };
  const found = [];
  for (let part = 0; part < parts; part += 1) {
    let number = 0;
    while (!(await fits(part, number))) number += 1;
    found.push(number);
  }
  return `${token}:${found.join(',')}`;
}

const form = document.querySelector('form[data-puzzle]');
if (form) {
  form.elements.puzzle.value = await solve(JSON.parse(form.dataset.puzzle));
  form.submit();
}
