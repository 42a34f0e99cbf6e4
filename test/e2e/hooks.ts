import { createHmac, randomUUID } from 'node:crypto';
import type { Database } from '../../src/ledger/database';
import type { Vault } from '../../src/ledger/vault';

export interface Answer {
  readonly status: number;
  readonly text: string;
}

/** X-Signature as Kommo makes it: over the body, without the newline that it sends at the end. */
export function signatureOf(body: string | Buffer, secret: string): string {
  return createHmac('sha1', secret).update(body).digest('hex');
}

export async function post(url: string, body: string | Buffer, headers: Record<string, string> = {}): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
    signal: AbortSignal.timeout(30_000),
  });
  return { status: response.status, text: await response.text() };
}

export interface HookFields {
  readonly accountAmojoId: string;
  readonly conversationId: string;
  readonly clientId?: string;
  readonly text: string;
}

/** A manager's message as Kommo sends it (kommo-chat-api.md §11.2). */
export function messageHook({ accountAmojoId, conversationId, clientId, text }: HookFields): {
  readonly account_id?: string;
  readonly time: number;
  readonly message: object;
} {
  const now = Date.now();
  return {
    account_id: accountAmojoId,
    time: Math.floor(now / 1_000),
    message: {
      receiver: { id: 'a-customer', name: 'Ana' },
      sender: { id: 'a-manager', name: 'Maria' },
      conversation: { id: conversationId, ...(clientId === undefined ? {} : { client_id: clientId }) },
      timestamp: Math.floor(now / 1_000),
      msec_timestamp: now,
      message: { id: randomUUID(), type: 'text', text, markup: null, tag: '', media: '', file_name: '', file_size: 0 },
    },
  };
}

export interface KeptEvent {
  readonly kind: string;
  readonly accountId: number | null;
  readonly scopeId: string | null;
  readonly reason: string;
}

/** The events that hold exactly these bytes. */
export async function eventsHolding(db: Database, vault: Vault, bytes: string | Buffer): Promise<KeptEvent[]> {
  const wanted = Buffer.from(bytes);
  const { rows } = await db.query<{
    kind: string;
    account_id: number | null;
    scope_id: string | null;
    reason: string;
    raw: string;
    dedupe_key: string;
  }>('select * from events where raw is not null');
  return rows
    .filter((row) => vault.openBytes(row.raw, `events/${row.dedupe_key}`).equals(wanted))
    .map((row) => ({ kind: row.kind, accountId: row.account_id, scopeId: row.scope_id, reason: row.reason }));
}
