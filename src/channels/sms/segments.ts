/** What a text costs: `units` are septets (GSM-7, the escape counted) or UTF-16 code units (UCS-2). An empty text has no segment. */
export type Segments = { readonly encoding: 'gsm-7' | 'ucs-2'; readonly segments: number; readonly units: number };

/** Counts as carriers do (3GPP TS 23.038 and 23.040): a text that fits one message has no header, parts of a longer one carry six octets of it. */
export function segmentsOf(text: string): Segments {
  const encoding = isGsm7(text) ? 'gsm-7' : 'ucs-2';
  const sizes = encoding === 'gsm-7' ? Array.from(text, septetsOf) : Array.from(text, (character) => character.length);
  const units = sizes.reduce((sum, size) => sum + size, 0);
  const { alone, part } = capacity[encoding];
  if (units === 0) return { encoding, segments: 0, units };
  return { encoding, segments: units <= alone ? 1 : partsOf(sizes, part), units };
}

/** True when every character is in the GSM 7-bit default alphabet or its extension table. */
export function isGsm7(text: string): boolean {
  for (const character of text) if (!basic.has(character) && !extended.has(character)) return false;
  return true;
}

const capacity = { 'gsm-7': { alone: 160, part: 153 }, 'ucs-2': { alone: 70, part: 67 } } as const;

const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const extended = new Set('\f^{}\\[~]|€');

const septetsOf = (character: string): number => (extended.has(character) ? 2 : 1);

/** Neither an escaped character nor a surrogate pair is divided between two parts: what does not fit whole opens the next one. */
function partsOf(sizes: readonly number[], capacityOfPart: number): number {
  let parts = 1;
  let used = 0;
  for (const size of sizes) {
    if (used + size > capacityOfPart) {
      parts += 1;
      used = 0;
    }
    used += size;
  }
  return parts;
}
