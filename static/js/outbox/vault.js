// Words that rest on the phone are sealed: with a key that this browser can use and that no script can read out.

const CIPHER = "AES-GCM";
const text = { in: new TextEncoder(), out: new TextDecoder() };

// Browsers give these to pages that came over https (or from the machine itself) and to no others.
export function canSeal() {
  return Boolean(globalThis.crypto?.subtle && globalThis.indexedDB);
}

export function newSealingKey() {
  return crypto.subtle.generateKey({ name: CIPHER, length: 256 }, false, ["encrypt", "decrypt"]);
}

// `place` is sealed in with the words, so that they cannot be passed off as said elsewhere.
export async function seal(key, place, words) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const options = { name: CIPHER, iv, additionalData: text.in.encode(place) };
  return { iv, sealed: await crypto.subtle.encrypt(options, key, text.in.encode(JSON.stringify(words))) };
}

export async function unseal(key, place, { iv, sealed }) {
  const options = { name: CIPHER, iv, additionalData: text.in.encode(place) };
  return JSON.parse(text.out.decode(await crypto.subtle.decrypt(options, key, sealed)));
}
