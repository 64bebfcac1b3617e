/**
 * A secret back from any two of its shares (Shamir over GF(2^8), the field of AES); `core/sharing.py` cuts it.
 *
 * A share is its number, then one byte for each byte of the secret.
 */
const FIELD = 0x11b;

function times(a, b) {
  let product = 0;
  for (let left = a, right = b; right; right >>= 1) {
    if (right & 1) product ^= left;
    left = (left << 1) ^ (left & 0x80 ? FIELD : 0);
  }
  return product;
}

function inverse(a) {
  for (let b = 1; b < 256; b += 1) if (times(a, b) === 1) return b;
  throw new RangeError('zero has no inverse');
}

export function join(one, other) {
  const [x, ...here] = one;
  const [y, ...there] = other;
  if (x === y || here.length !== there.length)
    throw new RangeError('two different shares are needed');
  const back = inverse(x ^ y);
  return Uint8Array.from(here, (a, at) => times(times(a, y) ^ times(there[at], x), back));
}
