/** A whole number of so many digits may lose some of them as a JavaScript number (2^53 has sixteen). */
const BIG = /^-?\d{16,}$/;
/** Strings, so that digits in them are passed over, and numbers. */
const STRING_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/gs;

/**
 * Reads JSON with ids that are bare numbers of 64 bits (viber.md §0; whatsapp.md §0, 12; facebook.md §0, 12): a big whole number comes as a string of its digits, everything else
 * as `JSON.parse` has it.
 *
 * @returns undefined for what is not JSON
 */
export function parseWithBigIds(bytes: Buffer): unknown {
  const text = bytes.toString('utf8');
  try {
    const parsed: unknown = JSON.parse(text);
    // Known to be JSON by now, so every quote has its other one and the search below takes linear time.
    return /\d{16}/.test(text) ? JSON.parse(quoteBigNumbers(text)) : parsed;
  } catch {
    return undefined;
  }
}

function quoteBigNumbers(json: string): string {
  return json.replace(STRING_OR_NUMBER, (token) => (BIG.test(token) ? `"${token}"` : token));
}
