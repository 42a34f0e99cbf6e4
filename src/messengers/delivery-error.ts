import type { ErrorCode } from '../model/outcome';
import type { Said, Words } from '../model/words';

/**
 * `no` — refused for good · `later` — certainly not sent, another attempt may help ·
 * `unknown` — may have been sent, no proof; never repeated blindly (promise P4).
 */
export type Retry = 'no' | 'later' | 'unknown';

/**
 * How much of the world a `later` concerns: this message only, the chat, or the whole source
 * (a dead token, a limit of the whole bot), so that other chats do not each learn it alone.
 */
export type Breadth = 'message' | 'chat' | 'source';

/** Its text tells what happened and what would help. No tokens, phones, names or message text. */
export interface DeliveryErrorDetail extends Words {
  readonly code: ErrorCode;
  readonly retry: Retry;
  /** Milliseconds the far side asked us to wait. */
  readonly retryAfterMs?: number;
  readonly breadth?: Breadth;
  /** The customer wrote too long ago. Its text says so; what would pass is added for every messenger alike (promise P11). */
  readonly windowClosed?: boolean;
  /** The messenger refuses messages of `such` a sort to everybody now, or `everything`, since it restricts the source. */
  readonly forbids?: 'such' | 'everything';
  /** The messenger says that the chat has this address now; with `later`, the attempt is made again there (promise P5). */
  readonly movedTo?: string;
}

/** What a driver throws when a message was not delivered, or may not have been. */
export class DeliveryError extends Error {
  override readonly name = 'DeliveryError';
  readonly code: ErrorCode;
  readonly retry: Retry;
  readonly retryAfterMs: number | undefined;
  readonly breadth: Breadth;
  readonly windowClosed: boolean;
  readonly forbids: 'such' | 'everything' | undefined;
  readonly movedTo: string | undefined;
  readonly text: string;
  readonly said: readonly Said[] | undefined;

  constructor(detail: DeliveryErrorDetail) {
    super(`${String(detail.code)}: ${detail.text}`);
    this.code = detail.code;
    this.retry = detail.retry;
    this.retryAfterMs = detail.retryAfterMs;
    this.breadth = detail.breadth ?? 'message';
    this.windowClosed = detail.windowClosed ?? false;
    this.forbids = detail.forbids;
    this.movedTo = detail.movedTo;
    this.text = detail.text;
    this.said = detail.said;
  }

  /** What it tells people. */
  get words(): Words {
    return this.said === undefined ? { text: this.text } : { text: this.text, said: this.said };
  }
}

/**
 * For what changes nothing that a customer sees: without an answer it may be asked for once more.
 * @returns the same error, or one that says so
 */
export function repeatable(error: DeliveryError): DeliveryError;
export function repeatable(error: unknown): unknown;
export function repeatable(error: unknown): unknown {
  if (!(error instanceof DeliveryError) || error.retry !== 'unknown') return error;
  const { code, breadth, retryAfterMs, words } = error;
  return new DeliveryError({
    ...words,
    code: code === 905 ? 903 : code,
    breadth,
    retry: 'later',
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}
