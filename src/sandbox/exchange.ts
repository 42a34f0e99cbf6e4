import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault, JournalEntry } from './control/contract';
import type { Core } from './core';
import { note as noteWarnings, type OpenEntry } from './journal';

/** What an emulator answers, and what it notes in the journal about it. */
export interface Outcome {
  readonly status: number;
  /** Sent as JSON; without it the body is empty. */
  readonly body?: unknown;
  /** What the journal shows instead of the body, where that holds a secret. */
  readonly noted?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Writes status, headers and bytes itself: a file, or what `JSON.stringify` cannot write. */
  readonly serve?: (res: ServerResponse) => void;
  readonly stored?: boolean;
  readonly chat?: string | null;
  readonly messageId?: string | null;
  readonly clientMessageId?: string | null;
  readonly repeats?: number | null;
  readonly warnings?: readonly string[];
}

export interface Call {
  readonly side: JournalEntry['side'];
  readonly operation: string;
  readonly path: string;
  readonly request: unknown;
  /** Every id that the chat of this request has, for faults aimed at one chat. */
  readonly chats: readonly string[];
  readonly clientMessageId?: string | null;
  /** The answer of an `error` fault. */
  readonly disturb: (fault: Fault) => Outcome;
  /** Checks and stores. */
  readonly perform: (seq: number) => Outcome | Promise<Outcome>;
}

/** Carries one request of the integration through the faults and the emulator, and notes it in the journal. */
export async function exchange(sandbox: Core, req: IncomingMessage, res: ServerResponse, call: Call): Promise<void> {
  const entry = sandbox.journal.open({
    side: call.side,
    direction: 'in',
    operation: call.operation,
    method: req.method ?? '',
    path: call.path,
    request: call.request,
    clientMessageId: call.clientMessageId ?? null,
  });
  const gone = new AbortController();
  res.once('close', () => {
    entry.endedAt = sandbox.clock.now();
    if (!res.writableFinished) entry.status = null;
    gone.abort();
  });

  const take = (kind: 'reset' | 'hang' | 'error' | 'drop-after-storing' | 'latency'): Fault | undefined => {
    const fault = sandbox.faults.take(`${call.side}-${kind}`, call.operation, call.chats);
    if (fault) entry.fault = fault.name;
    return fault;
  };

  if (take('reset')) return void req.socket.resetAndDestroy();
  if (take('hang')) return;
  const error = take('error');
  const outcome = error ? call.disturb(error) : await call.perform(entry.seq);
  note(entry, outcome);

  // The work is done before the delay: a client that gives up meanwhile has left a message behind.
  const latency = take('latency');
  if (latency) await sleep(latency.ms ?? 0, undefined, { signal: gone.signal }).catch(() => undefined);
  if (take('drop-after-storing')) return void req.socket.destroy();
  if (!gone.signal.aborted) send(res, entry, outcome);
}

function note(entry: OpenEntry, outcome: Outcome): void {
  noteWarnings(entry, outcome.warnings ?? []);
  entry.stored = outcome.stored ?? false;
  entry.chat = outcome.chat ?? null;
  entry.messageId = outcome.messageId ?? null;
  entry.clientMessageId = outcome.clientMessageId ?? entry.clientMessageId;
  entry.repeats = outcome.repeats ?? null;
}

function send(res: ServerResponse, entry: OpenEntry, outcome: Outcome): void {
  if (outcome.serve) {
    entry.answer = outcome.noted ?? null;
    res.once('finish', () => (entry.status = res.statusCode));
    outcome.serve(res);
    return;
  }
  entry.status = outcome.status;
  entry.answer = outcome.noted ?? outcome.body ?? null;
  for (const [name, value] of Object.entries(outcome.headers ?? {})) res.setHeader(name, value);
  res.statusCode = outcome.status;
  if (outcome.body === undefined) {
    res.end();
    return;
  }
  if (!res.hasHeader('Content-Type')) res.setHeader('Content-Type', 'application/json');
  res.end(JSON.stringify(outcome.body));
}
