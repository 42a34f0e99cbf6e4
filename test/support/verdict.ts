import type { JournalEntry } from '../../src/sandbox/control/contract';

/** A message that a test let somebody write. Texts are unique within a run. */
export interface Written {
  readonly direction: 'to-kommo' | 'to-messenger';
  readonly text: string;
}

export interface Verdict {
  /** Texts whose webhook was answered 2xx and that the other side never stored. */
  readonly lost: readonly string[];
  /** Texts that the other side stored more than once. */
  readonly duplicated: readonly string[];
  /** Pairs [earlier, later] that the other side stored the other way round. */
  readonly outOfOrder: readonly (readonly [string, string])[];
  /** Messages whose webhook was never answered 2xx. */
  readonly neverAccepted: readonly string[];
}

interface Hook {
  readonly chat: string;
  readonly originAt: number;
  readonly firstSentAt: number;
  readonly acceptedAt: number | undefined;
}

/**
 * Compares what was written with what the other side stored, by the emulators' journals alone.
 *
 * Order is judged by promise P3: a message whose webhook had been answered before the other's was even sent, and that
 * is not younger by its origin's clock, has to be stored first. Webhooks that overlap may go either way.
 */
export function judge(written: readonly Written[], journal: readonly JournalEntry[]): Verdict {
  const parts = (['to-kommo', 'to-messenger'] as const).map((direction) =>
    judgeDirection(
      written.filter((message) => message.direction === direction).map(({ text }) => text),
      hooksOf(direction, journal),
      storedOf(direction, journal),
    ),
  );
  return {
    lost: parts.flatMap((part) => part.lost),
    duplicated: parts.flatMap((part) => part.duplicated),
    outOfOrder: parts.flatMap((part) => part.outOfOrder),
    neverAccepted: parts.flatMap((part) => part.neverAccepted),
  };
}

function judgeDirection(
  texts: readonly string[],
  hooks: ReadonlyMap<string, Hook>,
  stored: ReadonlyMap<string, readonly number[]>,
): Verdict {
  const accepted = texts.filter((text) => hooks.get(text)?.acceptedAt !== undefined);
  return {
    neverAccepted: texts.filter((text) => hooks.get(text)?.acceptedAt === undefined),
    lost: accepted.filter((text) => !stored.has(text)),
    duplicated: texts.filter((text) => (stored.get(text)?.length ?? 0) > 1),
    outOfOrder: accepted.flatMap((earlier) =>
      accepted
        .filter((later) => mustPrecede(hooks, earlier, later) && isAfter(stored, earlier, later))
        .map((later) => [earlier, later] as const),
    ),
  };
}

function mustPrecede(hooks: ReadonlyMap<string, Hook>, earlier: string, later: string): boolean {
  const [a, b] = [hooks.get(earlier), hooks.get(later)];
  if (a?.acceptedAt === undefined || b === undefined) return false;
  return earlier !== later && a.chat === b.chat && a.acceptedAt <= b.firstSentAt && a.originAt <= b.originAt;
}

function isAfter(stored: ReadonlyMap<string, readonly number[]>, earlier: string, later: string): boolean {
  const [a, b] = [stored.get(earlier)?.[0], stored.get(later)?.[0]];
  return a !== undefined && b !== undefined && a > b;
}

function hooksOf(direction: Written['direction'], journal: readonly JournalEntry[]): Map<string, Hook> {
  const hooks = new Map<string, Hook>();
  for (const entry of journal) {
    if (entry.direction !== 'out' || entry.side !== (direction === 'to-kommo' ? 'telegram' : 'kommo')) continue;
    const said = direction === 'to-kommo' ? saidByUpdate(entry.request) : saidByHook(entry.request);
    if (said === undefined) continue;
    const known = hooks.get(said.text);
    const accepted = entry.status !== null && entry.status < 300;
    const acceptedAt = accepted ? (entry.endedAt ?? undefined) : undefined;
    hooks.set(said.text, {
      chat: entry.chat ?? '',
      originAt: said.at,
      firstSentAt: Math.min(known?.firstSentAt ?? Infinity, entry.startedAt),
      acceptedAt: earliest(known?.acceptedAt, acceptedAt),
    });
  }
  return hooks;
}

function storedOf(direction: Written['direction'], journal: readonly JournalEntry[]): Map<string, number[]> {
  const stored = new Map<string, number[]>();
  for (const entry of journal) {
    if (entry.direction !== 'in' || (entry.side === 'kommo') !== (direction === 'to-kommo') || !entry.stored) continue;
    const text = sentText(entry);
    if (text !== undefined) stored.set(text, [...(stored.get(text) ?? []), entry.seq]);
  }
  return stored;
}

function earliest(a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined) return b;
  return b === undefined ? a : Math.min(a, b);
}

interface Update {
  readonly message?: { readonly text?: string; readonly date: number };
}
interface MessageHook {
  readonly message?: { readonly msec_timestamp: number; readonly message: { readonly text: string } };
}
interface Send {
  readonly payload?: { readonly message?: { readonly text?: string } };
}

function saidByUpdate(request: unknown): { text: string; at: number } | undefined {
  const { message } = request as Update;
  return message?.text === undefined ? undefined : { text: message.text, at: message.date * 1_000 };
}

function saidByHook(request: unknown): { text: string; at: number } | undefined {
  const { message } = request as MessageHook;
  return message === undefined ? undefined : { text: message.message.text, at: message.msec_timestamp };
}

/** What a request to send says; undefined for any other request, and for what is no text. */
export function sentText({ side, operation, request }: JournalEntry): string | undefined {
  switch (`${side} ${operation}`) {
    case 'kommo send':
      return (request as Send).payload?.message?.text;
    case 'telegram sendMessage':
      return (request as { readonly text?: string }).text;
    case 'whatsapp send':
      return (request as { readonly text?: { readonly body: string } }).text?.body;
    default:
      return undefined;
  }
}

/** What a manager said, where this is the webhook that tells of it. */
export function hookText({ side, direction, request }: JournalEntry): string | undefined {
  return side === 'kommo' && direction === 'out' ? saidByHook(request)?.text : undefined;
}
