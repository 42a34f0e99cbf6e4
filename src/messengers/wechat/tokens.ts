import type { HttpClient } from '../../http/client';
import type { DriverContext } from '../contract';
import { repeatable } from '../delivery-error';
import { request } from './calls';
import type { WeChatCredentials } from './credentials';
import { credentialsRefusedBy } from './errors';
import { AccessToken } from './shapes';

type Context = DriverContext<WeChatCredentials>;

/** Short, so that a lane does not lose its lease over it. */
const TIMEOUT_MS = 5_000;
const MARGIN_MS = 30_000;
/** WeChat takes few forced renewals a day (wechat.md §1). */
const FORCED_AT_MOST_EVERY_MS = 10 * 60_000;
const MOST_REMEMBERED = 1_000;

interface Remembered {
  readonly token: string;
  /** By the context's clock. */
  readonly until: number;
}

/**
 * The access token of an account, of which there is one for everybody (wechat.md §0, 7). `stable_token` gives whoever asks the
 * same one until it ends, so all workers hold it without knowing of each other, and what a process remembers may be lost. Where
 * one of them has had it renewed by force, the others are refused once, ask, and hold the new one too.
 */
class AccountToken {
  #remembered: Remembered | undefined;
  #forcedAt = -Infinity;
  /** Who asks while another is asking waits for the same answer. */
  #asking: Promise<string> | undefined;
  #replacing: Promise<string> | undefined;

  /** @throws DeliveryError that nothing was done: 902 where the credentials are not accepted */
  async current(context: Context): Promise<string> {
    const remembered = this.#remembered;
    if (remembered !== undefined && context.clock.now() < remembered.until - MARGIN_MS) return remembered.token;
    this.#asking ??= this.#ask(context, false).finally(() => (this.#asking = undefined));
    return this.#asking;
  }

  /**
   * What others hold meanwhile comes first; only where WeChat still gives out the one that was refused, it is renewed by force.
   * @returns the refused one where there is no other to be had now
   */
  async insteadOf(context: Context, refused: string): Promise<string> {
    const remembered = this.#remembered;
    if (remembered !== undefined && remembered.token !== refused) return remembered.token;
    this.#replacing ??= this.#replace(context, refused).finally(() => (this.#replacing = undefined));
    return this.#replacing;
  }

  async #replace(context: Context, refused: string): Promise<string> {
    const token = await this.#ask(context, false);
    const now = context.clock.now();
    if (token !== refused || now - this.#forcedAt < FORCED_AT_MOST_EVERY_MS) return token;
    this.#forcedAt = now;
    return this.#ask(context, true);
  }

  async #ask(context: Context, isForced: boolean): Promise<string> {
    this.#remembered = await fetchToken(context, isForced);
    return this.#remembered.token;
  }
}

async function fetchToken({ http, clock, credentials }: Context, isForced: boolean): Promise<Remembered> {
  const { appId, appSecret } = credentials;
  const body = { grant_type: 'client_credential', appid: appId, secret: appSecret, force_refresh: isForced };
  const call = { method: 'POST', path: 'cgi-bin/stable_token', body, timeoutMs: TIMEOUT_MS } as const;
  // Not with the signal of whoever asks: others wait for the same answer.
  const answer = await request({ http, clock, credentials }, call, AccessToken).catch((error: unknown) => {
    throw repeatable(error);
  });
  if (answer.kind === 'refused') throw repeatable(credentialsRefusedBy(answer.refusal));
  const { access_token: token, expires_in: seconds } = answer.result;
  return { token, until: clock.now() + seconds * 1_000 };
}

/** By client, each of which lives as long as its process, and then by credentials. */
const accounts = new WeakMap<HttpClient, Map<string, AccountToken>>();

export function accountToken({ http, credentials }: Context): AccountToken {
  const { apiBaseUrl, appId, appSecret } = credentials;
  const name = [apiBaseUrl, appId, appSecret].join('\n');
  const ofClient = accounts.get(http) ?? new Map<string, AccountToken>();
  accounts.set(http, ofClient);
  const account = ofClient.get(name) ?? new AccountToken();
  // The one that was used last stands last, and the first is forgotten.
  ofClient.delete(name);
  ofClient.set(name, account);
  const [oldest] = ofClient.keys();
  if (ofClient.size > MOST_REMEMBERED && oldest !== undefined) ofClient.delete(oldest);
  return account;
}
