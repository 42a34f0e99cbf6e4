import type pg from 'pg';
import {
  asAccountId,
  asConnectionId,
  asScopeId,
  asSourceId,
  type AccountId,
  type ConnectionId,
  type ScopeId,
  type SourceId,
} from '../model/ids';
import { isMessengerKind, type MessengerKind } from '../model/messenger-kind';
import { isSandboxScope } from '../model/sandbox-mark';
import { BoundedMap } from './bounded-map';
import type { Vault } from './vault';

/** Who may speak at a Kommo hook address. */
export interface KommoRoute {
  readonly scopeId: ScopeId;
  readonly channelSecret: string;
  /**
   * null while the channel is known and the account is not, or not any more and nothing of it is kept: validly signed
   * hooks are unrouted.
   */
  readonly account: { readonly id: AccountId; readonly amojoId: string } | null;
}

/** Who may speak at a messenger's hook address. */
export interface ConnectionRoute {
  readonly connectionId: ConnectionId;
  readonly messenger: MessengerKind;
  /** As entered, JSON; the driver's schema reads it. */
  readonly credentials: unknown;
  readonly webhookSecret: string;
  /** By the messenger's id of the source. */
  readonly sources: ReadonlyMap<string, RoutedSource>;
}

export interface RoutedSource {
  readonly sourceId: SourceId;
  readonly accountId: AccountId;
  readonly scopeId: ScopeId;
  /** The channel's own window; null when it has none or it is switched off for the account. */
  readonly channelWindowMs: number | null;
}

/** For so long a webhook may be taken for an account that has gone meanwhile. */
export const ROUTES_REMEMBERED_MS = 15_000;
const REMEMBERED = 10_000;
/** Anything else cannot be one of ours, and the database need not be asked (it would refuse some of it loudly). */
const SCOPE_ID = /^[A-Za-z0-9_-]{1,128}$/;
const CONNECTION_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

interface Remembered<Value> {
  readonly value: Value | undefined;
  readonly until: number;
}

/** What was read, and what is being read. */
class Memory<Value> {
  readonly read = new BoundedMap<string, Remembered<Value>>(REMEMBERED);
  readonly reading = new Map<string, Promise<Value | undefined>>();
}

/** Looks routes up and remembers them for seconds, so that a webhook costs no extra query. */
export class Routing {
  readonly #db: pg.Pool;
  readonly #vault: Vault;
  readonly #production: boolean;
  readonly #scopes = new Memory<KommoRoute>();
  readonly #connections = new Memory<ConnectionRoute>();

  /** @param options.production the sandbox's account is nobody's: its secrets are public. */
  constructor(db: pg.Pool, vault: Vault, options: { readonly production: boolean }) {
    this.#db = db;
    this.#vault = vault;
    this.#production = options.production;
  }

  /** @returns undefined when the channel in front of the `_` is not one of ours. */
  async kommo(scopeId: string): Promise<KommoRoute | undefined> {
    if (!SCOPE_ID.test(scopeId) || this.#isRefused(scopeId)) return undefined;
    // An account may be connected the next moment; what comes for it then must not be kept as unrouted.
    return remember(
      this.#scopes,
      scopeId,
      () => this.#readScope(scopeId),
      (route) => route.account !== null,
    );
  }

  /** @returns undefined when there is no such connection of that messenger. */
  async connection(messenger: MessengerKind, connectionId: string): Promise<ConnectionRoute | undefined> {
    if (!CONNECTION_ID.test(connectionId)) return undefined;
    const route = await remember(this.#connections, connectionId, () => this.#readConnection(connectionId));
    return route?.messenger === messenger ? route : undefined;
  }

  /** Without asking anybody, however old; undefined when it is not remembered. */
  rememberedKommo(scopeId: string): KommoRoute | undefined {
    return this.#scopes.read.get(scopeId)?.value;
  }

  /** Without asking anybody, however old; undefined when it is not remembered. */
  rememberedConnection(messenger: MessengerKind, connectionId: string): ConnectionRoute | undefined {
    const route = this.#connections.read.get(connectionId)?.value;
    return route?.messenger === messenger ? route : undefined;
  }

  #isRefused(scopeId: string): boolean {
    return this.#production && isSandboxScope(scopeId);
  }

  async #readScope(scopeId: string): Promise<KommoRoute | undefined> {
    const { rows } = await this.#db.query<{
      integration_id: string;
      channel_secret: string;
      account_id: number | null;
      amojo_id: string | null;
    }>(
      `select integrations.id as integration_id, integrations.channel_secret, accounts.id as account_id, accounts.amojo_id
       from integrations
       left join scopes on scopes.integration_id = integrations.id and scopes.id = $1
                        and (scopes.removed_at is null or scopes.keep_data)
       left join accounts on accounts.id = scopes.account_id
       where integrations.channel_id = split_part($1, '_', 1)`,
      [scopeId],
    );
    const row = rows[0];
    if (row === undefined) return undefined;
    return {
      scopeId: asScopeId(scopeId),
      channelSecret: this.#vault.open(row.channel_secret, `integrations.channel_secret/${row.integration_id}`),
      account:
        row.account_id === null || row.amojo_id === null
          ? null
          : { id: asAccountId(row.account_id), amojoId: row.amojo_id },
    };
  }

  async #readConnection(connectionId: string): Promise<ConnectionRoute | undefined> {
    const { rows } = await this.#db.query<{
      messenger: string;
      credentials: string;
      webhook_secret: string;
      sources:
        { id: string; remote_id: string; account_id: number; scope_id: string; window_ms: number | null }[] | null;
    }>(
      `select connections.messenger, connections.credentials, connections.webhook_secret,
              (select jsonb_agg(jsonb_build_object(
                 'id', sources.id, 'remote_id', sources.remote_id, 'account_id', sources.account_id,
                 'scope_id', sources.scope_id,
                 'window_ms', case when scopes.window_disabled then null else integrations.window_ms end))
               from sources
               join scopes on scopes.id = sources.scope_id
               join integrations on integrations.id = scopes.integration_id
               where sources.connection_id = connections.id and sources.removed_at is null and scopes.removed_at is null) as sources
       from connections where connections.id = $1`,
      [connectionId],
    );
    const row = rows[0];
    if (row === undefined || !isMessengerKind(row.messenger)) return undefined;
    return {
      connectionId: asConnectionId(connectionId),
      messenger: row.messenger,
      credentials: JSON.parse(this.#vault.open(row.credentials, `connections.credentials/${connectionId}`)),
      webhookSecret: this.#vault.open(row.webhook_secret, `connections.webhook_secret/${connectionId}`),
      sources: new Map(
        (row.sources ?? [])
          .filter((source) => !this.#isRefused(source.scope_id))
          .map((source) => [
            source.remote_id,
            {
              sourceId: asSourceId(source.id),
              accountId: asAccountId(source.account_id),
              scopeId: asScopeId(source.scope_id),
              channelWindowMs: source.window_ms,
            },
          ]),
      ),
    };
  }
}

/**
 * Who asks while another is asking waits for the same answer: with an answer for each, a hook would overtake the one that
 * came before it (promise P3).
 */
async function remember<Value>(
  memory: Memory<Value>,
  key: string,
  read: () => Promise<Value | undefined>,
  isComplete: (value: Value) => boolean = () => true,
): Promise<Value | undefined> {
  const known = memory.read.get(key);
  if (known !== undefined && known.until > performance.now()) return known.value;
  const underWay = memory.reading.get(key);
  if (underWay !== undefined) {
    const value = await underWay;
    // What was missing may have been made since that was asked.
    if (value !== undefined && isComplete(value)) return value;
  }
  const reading = read();
  memory.reading.set(key, reading);
  try {
    const value = await reading;
    // What does not exist is not remembered: it may be made the next moment, and its first webhook must not be refused.
    if (value === undefined || !isComplete(value)) memory.read.delete(key);
    else memory.read.set(key, { value, until: performance.now() + ROUTES_REMEMBERED_MS });
    return value;
  } finally {
    if (memory.reading.get(key) === reading) memory.reading.delete(key);
  }
}
