import { INSTALL_STEPS } from '../../src/model/steps';

/** One string that a history would hand to whoever may read it, and where it stands. */
export interface Said {
  readonly path: string;
  readonly text: string;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const PLAIN = new Set([
  'to-kommo',
  'to-messenger',
  'receipts',
  'contact',
  'marks',
  'telegram',
  'custom',
  'idle',
  'more',
  'park',
  'address',
  'ok',
  'stuck',
  'done',
  'resend',
  'needs-person',
  'skipped',
  'renewed',
  'refused',
  ...INSTALL_STEPS,
  // types of search attributes and encodings
  'Keyword',
  'Datetime',
  'json/plain',
  'binary/null',
]);
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** Texts of payloads and failures that are neither ids, times, counts nor words of the contract. */
export function wordsIn(history: object): Said[] {
  const said: Said[] = failuresIn(history, '');
  visit(history, '', (path, payload) => {
    for (const text of leavesOf(decode(payload))) {
      if (!PLAIN.has(text) && !UUID.test(text) && !TIME.test(text) && !/^\d+$/.test(text)) said.push({ path, text });
    }
  });
  return said;
}

/** Everything a history says, payloads in clear. */
export function clearText(history: object): string {
  const payloads: string[] = [];
  visit(history, '', (_path, payload) => payloads.push(JSON.stringify(decode(payload))));
  return `${JSON.stringify(history, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value))}\n${payloads.join('\n')}`;
}

function failuresIn(value: unknown, path: string): Said[] {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    const here = `${path}/${key}`;
    if (key === 'message' && typeof inner === 'string' && inner !== '') return [{ path: here, text: inner }];
    return failuresIn(inner, here);
  });
}

interface Payload {
  readonly metadata: object;
  readonly data?: string | Uint8Array | null;
}

function visit(value: unknown, path: string, found: (path: string, payload: Payload) => void): void {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return;
  if (isPayload(value)) found(path, value);
  else for (const [key, inner] of Object.entries(value)) visit(inner, `${path}/${key}`, found);
}

function isPayload(value: object): value is Payload {
  return 'metadata' in value && typeof value.metadata === 'object' && value.metadata !== null && 'data' in value;
}

function decode({ data }: Payload): unknown {
  if (data === undefined || data === null) return null;
  const text = (typeof data === 'string' ? Buffer.from(data, 'base64') : Buffer.from(data)).toString('utf8');
  return text === '' ? null : (JSON.parse(text) as unknown);
}

function leavesOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leavesOf) : [];
}
