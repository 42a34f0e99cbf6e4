import { externalIdOf } from '../api/sources/external-id';
import type { Config } from '../config';
import type { HttpClient } from '../http/client';
import type { Database } from '../ledger/database';
import { markConnected, registerSource } from '../ledger/registration';
import type { Vault } from '../ledger/vault';
import { messengerOf } from '../messengers/registry';
import type { ScopeId } from '../model/ids';
import type { MessengerKind } from '../model/messenger-kind';
import { webhookUrl } from '../model/webhook-url';
import type { SandboxState } from '../sandbox/control/contract';
import type { LineView } from '../sandbox/control/lines-contract';
import { SANDBOX } from '../sandbox/credentials';

const ANSWERS_WITHIN_MS = 10_000;

/** A number, page or bot of the sandbox, with what an administrator would enter. */
export interface SandboxLine {
  readonly messenger: MessengerKind;
  readonly credentials: Readonly<Record<string, string>>;
  /** What a person does at the provider's console, where no call tells the webhook's address. */
  readonly enterAddress?: (url: string) => Promise<void>;
}

/** One that could not be connected, and why. */
export interface NotConnected {
  readonly messenger: MessengerKind;
  readonly reason: string;
}

/** What lines are connected with, and whose they become. */
export interface ConnectingParts {
  readonly config: Config;
  readonly db: Database;
  readonly vault: Vault;
  readonly http: HttpClient;
  readonly scopeId: ScopeId;
}

export function telegramBot(sandboxUrl: string): SandboxLine {
  const { token } = SANDBOX.telegram.bot;
  return { messenger: 'telegram', credentials: { token, apiBaseUrl: `${sandboxUrl}/telegram` } };
}

/** Their webhook is entered by a person, at the provider's console. */
const ENTERED_BY_HAND: readonly MessengerKind[] = ['wechat'];
/** The same, where the console takes what it is given: the sandbox's word for that. */
const ENTERED_WITH: Readonly<Partial<Record<MessengerKind, string>>> = {
  apple: 'register',
  botframework: 'endpoint',
};

/** Those that a fresh sandbox has, the first of each messenger: what people made beside them, they connect themselves. */
export async function sandboxLines(sandboxUrl: string): Promise<readonly SandboxLine[]> {
  const response = await fetch(`${sandboxUrl}/control/state`, { signal: AbortSignal.timeout(ANSWERS_WITHIN_MS) });
  if (!response.ok) throw new Error(`The sandbox does not tell its lines: it answers ${response.status}`);
  const { lines } = ((await response.json()) as Pick<SandboxState, 'lines'>).lines;
  return lines
    .filter(({ messenger }) => !ENTERED_BY_HAND.includes(messenger))
    .filter((line) => lines.find(({ messenger }) => messenger === line.messenger) === line)
    .map((line) => {
      const act = ENTERED_WITH[line.messenger];
      return act === undefined ? line : { ...line, enterAddress: (url) => actOn(sandboxUrl, line, { act, url }) };
    });
}

async function actOn(sandboxUrl: string, { messenger, id }: LineView, act: object): Promise<void> {
  const path = `control/lines/${messenger}/${encodeURIComponent(id)}/act`;
  const response = await fetch(`${sandboxUrl}/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(act),
    signal: AbortSignal.timeout(ANSWERS_WITHIN_MS),
  });
  if (!response.ok) throw new Error(`The sandbox does not take the webhook's address: it answers ${response.status}`);
}

/** Each by itself: one that cannot be connected does not hold up the others. */
export async function connectLines(
  parts: ConnectingParts,
  lines: readonly SandboxLine[],
): Promise<readonly NotConnected[]> {
  const results = await Promise.all(
    lines
      .filter(({ messenger }) => messengerOf(messenger) !== undefined)
      .map((line) =>
        connectLine(parts, line).then(
          () => [],
          (error: unknown) => [
            { messenger: line.messenger, reason: error instanceof Error ? error.message : String(error) },
          ],
        ),
      ),
  );
  return results.flat();
}

/** Safe to repeat. One that an administrator removed stays removed. */
export async function connectLine(
  { config, db, vault, http, scopeId }: ConnectingParts,
  { messenger, credentials: entered, enterAddress }: SandboxLine,
): Promise<void> {
  const driver = messengerOf(messenger);
  if (driver === undefined) throw new Error(`There is no driver of ${messenger}`);
  const credentials = driver.credentials.parse(entered);
  const context = { http, clock: Date, credentials };
  const identity = await driver.identify(context);
  const known = await knownSource(db, scopeId, messenger, identity.remoteId);
  if (known?.isRemoved === true) return;
  const { connectionId, webhookSecret } = await registerSource(db, vault, {
    scopeId,
    messenger,
    credentials,
    remoteId: identity.remoteId,
    ...(identity.app === undefined ? {} : { app: identity.app }),
    name: known?.name ?? identity.name,
    externalId: externalIdOf(messenger, identity.remoteId),
  });
  const webhook = { url: webhookUrl(config.publicUrl, messenger, connectionId), secret: webhookSecret };
  // The sandbox's lines are ours alone: a webhook that is not ours is left from a ledger that is gone.
  await driver.connect({ ...context, webhook }, { takeOver: true });
  await enterAddress?.(webhook.url);
  await markConnected(db, connectionId);
}

/** What an administrator made of it in the settings window stays. */
async function knownSource(
  db: Database,
  scopeId: ScopeId,
  messenger: MessengerKind,
  remoteId: string,
): Promise<{ readonly name: string; readonly isRemoved: boolean } | undefined> {
  const { rows } = await db.query<{ name: string; is_removed: boolean }>(
    `select name, removed_at is not null as is_removed from sources
     where scope_id = $1 and messenger = $2 and remote_id = $3`,
    [scopeId, messenger, remoteId],
  );
  const [row] = rows;
  return row && { name: row.name, isRemoved: row.is_removed };
}
