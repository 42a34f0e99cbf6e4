import { randomUUID } from 'node:crypto';
import { userInfo } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { readConfig } from '../config';
import { loadAdminKey } from '../ledger/admin-key';

/** An api that is being replaced is away for a moment. */
const CALLS = 3;
const CALL_AGAIN_MS = 500;
/** Longer than it takes until the work of an api that died is taken over. */
const UNDER_WAY_WITHIN_MS = 20_000;

/** A container may run as a user without a name. */
export function userName(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    return process.env.USER;
  }
}

/**
 * @param key the same when a person repeats it: then it is done once
 * @throws Error with the reason the api gives.
 */
export async function call<Answer>(
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  body?: object,
  key: string = randomUUID(),
): Promise<Answer> {
  const { ok, status, text } = await ask(method, path, body, key);
  const answer = parsed(text) as Answer | undefined;
  if (!ok || answer === undefined) throw new Error(refusalIn(answer, status));
  return answer;
}

/** What is no JSON. @throws as `call` does. */
export async function callForText(path: string): Promise<string> {
  const { ok, status, text } = await ask('GET', path, undefined, randomUUID());
  if (!ok) throw new Error(refusalIn(parsed(text), status));
  return text;
}

async function ask(method: string, path: string, body: object | undefined, key: string): Promise<Heard> {
  const config = readConfig();
  const adminKey = loadAdminKey(config);
  if (adminKey === undefined) throw new Error('COURIER_ADMIN_KEY is not set: it opens the admin API');
  const origin = `http://${config.host}:${config.port}`;
  return heard(origin, `/admin/v1/${path}`, {
    method,
    // The same in every try: what was done without our hearing of it is not done again.
    headers: { authorization: `Bearer ${adminKey}`, 'content-type': 'application/json', 'idempotency-key': key },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

interface Refusal {
  readonly detail?: string;
  /** Where a name fits several: what it may mean. */
  readonly candidates?: readonly Readonly<Record<string, unknown>>[];
}

function refusalIn(answer: unknown, status: number): string {
  const { detail, candidates = [] } = (answer ?? {}) as Refusal;
  const shown = ({ deliveryId, acceptedAt, messenger, lane, kind, accountId, chatId }: Record<string, unknown>) =>
    `  ${String(deliveryId)}  ${String(acceptedAt)}  ${String(messenger)}  ${String(lane)}  ${String(kind)}  account ${String(accountId)}  chat ${String(chatId)}`;
  return [detail ?? `The api answered ${status}`, ...candidates.map(shown)].join('\n');
}

/** A file, as it is read. Not repeated by itself: whoever sends it begins anew. @throws Error with the reason the api gives. */
export async function send<Answer>(
  method: 'PUT',
  path: string,
  file: { readonly size: number; readonly stream: () => NonNullable<RequestInit['body']> },
): Promise<Answer> {
  const config = readConfig();
  const adminKey = loadAdminKey(config);
  if (adminKey === undefined) throw new Error('COURIER_ADMIN_KEY is not set: it opens the admin API');
  const origin = `http://${config.host}:${config.port}`;
  const headers = {
    authorization: `Bearer ${adminKey}`,
    'content-type': 'application/octet-stream',
    'content-length': String(file.size),
  };
  const request = { method, headers, body: file.stream(), duplex: 'half' as const };
  const { ok, status, text } = await hear(origin + `/admin/v1/${path}`, request).catch((error: unknown) => {
    throw new Error(`The file could not be brought to the api at ${origin}`, { cause: error });
  });
  const answer = parsed(text) as (Answer & { detail?: string }) | undefined;
  if (!ok || answer === undefined) throw new Error(answer?.detail ?? `The api answered ${status}`);
  return answer;
}

interface Heard {
  readonly ok: boolean;
  readonly status: number;
  readonly text: string;
}

/** Asks again when the connection is lost before the whole answer is here. */
async function heard(origin: string, path: string, request: RequestInit): Promise<Heard> {
  const begunAt = performance.now();
  for (let calls = 1; ;) {
    try {
      const heardNow = await hear(origin + path, request);
      if (!isUnderWay(heardNow) || performance.now() - begunAt > UNDER_WAY_WITHIN_MS) return heardNow;
    } catch {
      if (calls === CALLS) throw new Error(`The api does not answer at ${origin}`);
      calls += 1;
    }
    await setTimeout(CALL_AGAIN_MS);
  }
}

async function hear(url: string, request: RequestInit): Promise<Heard> {
  const response = await fetch(url, request);
  return { ok: response.ok, status: response.status, text: await response.text() };
}

/** Our first call is still worked on, or its api has died and nobody knows it yet. */
function isUnderWay({ status, text }: Heard): boolean {
  return status === 409 && (parsed(text) as { type?: unknown } | undefined)?.type === 'under-way';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
