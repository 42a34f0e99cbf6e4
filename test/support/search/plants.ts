/** Something that must not be found, by a name that may be. */
export interface Plant {
  readonly name: string;
  readonly value: string;
}

/** Where a plant was found, and how it was written there; never what it is. */
export interface Finding {
  readonly where: string;
  readonly what: string;
  readonly as: string;
}

/** A text for each place that is searched. */
export type Places = ReadonlyMap<string, string>;

/** Everything that is found of the plants, in any of their forms; of each place and plant the first form. */
export function findings(places: Places, plants: readonly Plant[]): Finding[] {
  const found: Finding[] = [];
  for (const { name, value } of plants) {
    if (value.length < 6) throw new Error(`${name} is too short: it would be found by chance`);
    const forms = [...formsOf(value)];
    for (const [where, text] of places) {
      const form = forms.find(([, written]) => text.includes(written));
      if (form !== undefined) found.push({ where, what: name, as: form[0] });
    }
  }
  return found;
}

/** How a text may be written so that whoever wants to can read it. */
export function formsOf(value: string): ReadonlyMap<string, string> {
  const bytes = Buffer.from(value);
  const reversed = Array.from(value).reverse().join('');
  const json = JSON.stringify(value).slice(1, -1);
  const hex = bytes.toString('hex');
  const forms = new Map([
    ['clear', value],
    ['JSON', json],
    ['JSON, ASCII only', asciiOf(json)],
    ['JSON in JSON', JSON.stringify(json).slice(1, -1)],
    ['JSON of PHP', json.replaceAll('/', '\\/')],
    ['URL', encodeURIComponent(value)],
    ['URL, twice', encodeURIComponent(encodeURIComponent(value))],
    ['form', new URLSearchParams([['', value]]).toString().slice(1)],
    ['HTML', value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')],
    ['hex', hex],
    ['HEX', hex.toUpperCase()],
    ['reversed', reversed],
    ['reversed hex', Buffer.from(bytes).reverse().toString('hex')],
    ['hex of the reversed', Buffer.from(reversed).toString('hex')],
    ['decimal bytes', [...bytes].join(',')],
  ]);
  for (const shift of [0, 1, 2]) {
    const base64 = base64At(bytes, shift);
    forms.set(`base64 from byte ${String(shift)}`, base64);
    forms.set(`base64url from byte ${String(shift)}`, base64.replaceAll('+', '-').replaceAll('/', '_'));
  }
  return forms;
}

function asciiOf(json: string): string {
  return json.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Within something longer three bytes share four letters, so there are three ways to write it; without the letters that neighbours share. */
function base64At(bytes: Buffer, shift: number): string {
  const shared = Math.ceil((shift * 8) / 6);
  const whole = Math.floor(((shift + bytes.length) * 8) / 6);
  return Buffer.concat([Buffer.alloc(shift), bytes])
    .toString('base64')
    .slice(shared, whole);
}
