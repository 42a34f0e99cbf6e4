import { strToU8, zipSync } from 'fflate';
import { readConfig } from '../../src/config';
import { loadAdminKey } from '../../src/ledger/admin-key';
import type { MessengerKind } from '../../src/model/messenger-kind';
import type { InboxMessage } from '../../src/sandbox/control/contract';
import type { HandsetView, LineView } from '../../src/sandbox/control/lines-contract';
import { SANDBOX } from '../../src/sandbox/credentials';
import { askAdmin } from './installation';
import { waitFor } from './wait-for';
import type { World } from './world';

const ACCOUNT = `/admin/v1/accounts/${String(SANDBOX.kommo.account.id)}/imports`;

/** An old conversation as an export has it. */
export interface OldChat {
  /** Its address at the messenger. */
  readonly address: string;
  readonly title: string;
  readonly messages: readonly OldMessage[];
}

export interface OldMessage {
  readonly id: string;
  readonly at: number;
  readonly by: 'customer' | 'business';
  /** Of the business: which author. */
  readonly author?: string;
  readonly text?: string;
  /** Name of a file in the export; with `null` for bytes it is not there. */
  readonly file?: string;
  readonly replyTo?: string;
}

/** A conversation of so many messages, a minute apart, in which customer and two people of the business take turns. */
export function oldChat(address: string, count: number, from: number, label = address): OldChat {
  const messages = Array.from({ length: count }, (_, n): OldMessage => {
    const by = n % 2 === 0 ? 'customer' : 'business';
    return {
      id: String(1_000 + n),
      at: from + n * 60_000,
      by,
      ...(by === 'business' ? { author: n % 4 === 1 ? 'maria' : 'daniel' } : {}),
      ...(n % 7 === 3 ? { file: `files/${label}-${String(n)}.png` } : {}),
      text: `old ${label}.${String(n)}`,
      ...(n % 5 === 4 ? { replyTo: String(1_000 + n - 1) } : {}),
    };
  });
  return { address, title: `Ana ${label}`, messages };
}

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** The chats as JSON Lines with their files, in an archive. */
export function exportOf(chats: readonly OldChat[]): Uint8Array {
  const lines: object[] = [];
  const files: Record<string, Uint8Array> = {};
  for (const { address, title, messages } of chats) {
    lines.push({ type: 'chat', id: address, title, address });
    for (const { id, at, by, author, text, file, replyTo } of messages) {
      lines.push({
        type: 'message',
        chat: address,
        id,
        remote_id: id,
        created_at: new Date(at).toISOString(),
        sender: { type: by === 'customer' ? 'customer' : 'user', id: author ?? address, name: author ?? title },
        text,
        ...(file === undefined ? {} : { attachments: [{ kind: 'picture', file }] }),
        ...(replyTo === undefined ? {} : { reply_to: { id: replyTo } }),
      });
      if (file !== undefined) files[file] = new Uint8Array(PNG);
    }
  }
  const text = lines.map((line) => JSON.stringify(line)).join('\n');
  return zipSync({ 'history.jsonl': strToU8(text), ...files }, { level: 1 });
}

export interface ImportAnswer {
  readonly id: string;
  readonly state: string;
  readonly paused: boolean;
  readonly trouble: string | null;
  readonly asks: string | null;
  readonly fetched: number | null;
  readonly survey: {
    readonly messages: number;
    readonly known: number;
    readonly oldest: string | null;
    readonly chatsNew: number;
    readonly leads: number;
  } | null;
  readonly counts: Readonly<Record<'told' | 'known' | 'sent' | 'failed' | 'unknown' | 'ignored' | 'waiting', number>>;
  readonly result: {
    readonly sent: number;
    readonly kommo: {
      readonly sent: number;
      readonly found: number;
      readonly missing: number;
      readonly repeated: number;
    };
    readonly differences: readonly { readonly why: string; readonly count: number }[];
  } | null;
}

export async function sourceOf(world: World): Promise<string> {
  const { rows } = await world.database.pool.query<{ id: string }>(
    `select id from sources where messenger = 'telegram' order by created_at limit 1`,
  );
  return rows[0]?.id ?? '';
}

/** An export of WhatsApp in which nothing tells whether 03/04 is in March or in April. */
export const UNCLEAR = {
  fileName: 'WhatsApp Chat with Ann.txt',
  file: new Uint8Array(Buffer.from('03/04/24, 10:00 - Ann: Hello\n04/05/24, 10:05 - Shop: Good morning\n')),
} as const;

/** Hands an export in; the dry run begins by itself. */
export async function handIn(world: World, file: Uint8Array, options: object = {}): Promise<string> {
  const created = await askAdmin(world, 'POST', ACCOUNT, {
    sourceId: await sourceOf(world),
    fileName: 'history.zip',
    by: 'Olga',
    ...options,
  });
  if (created.status !== 201) throw new Error(`No import was made: ${JSON.stringify(created.body)}`);
  const id = String(created.body.id);
  const { status, body } = await upload(world, id, file);
  if (status !== 200) throw new Error(`The file was not taken: ${JSON.stringify(body)}`);
  return id;
}

export async function upload(
  world: World,
  id: string,
  file: Uint8Array,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(`${world.apiUrl}${ACCOUNT}/${id}/file`, {
    method: 'PUT',
    headers: {
      authorization: `Bearer ${loadAdminKey(readConfig(world.env)) ?? ''}`,
      'content-type': 'application/octet-stream',
    },
    body: Buffer.from(file),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

export async function say(world: World, id: string, command: string): Promise<{ status: number; body: ImportAnswer }> {
  const { status, body } = await askAdmin(world, 'POST', `${ACCOUNT}/${id}/${command}`, { by: 'Olga' });
  return { status, body: body as unknown as ImportAnswer };
}

/** Has the file looked at again, with these options. */
export async function lookAgain(
  world: World,
  id: string,
  options: object,
): Promise<{ status: number; body: ImportAnswer }> {
  const { status, body } = await askAdmin(world, 'PATCH', `${ACCOUNT}/${id}`, { by: 'Olga', ...options });
  return { status, body: body as unknown as ImportAnswer };
}

export async function importNow(world: World, id: string): Promise<ImportAnswer> {
  return (await askAdmin(world, 'GET', `${ACCOUNT}/${id}`)).body as unknown as ImportAnswer;
}

/** Waits until the import is as wanted, also while an api is being replaced. */
export async function importIs(
  world: World,
  id: string,
  wanted: (now: ImportAnswer) => boolean,
  timeoutMs = 120_000,
): Promise<ImportAnswer> {
  return waitFor(
    async () => {
      const now = await importNow(world, id).catch(() => undefined);
      return now !== undefined && wanted(now) && now;
    },
    { timeoutMs, everyMs: 200, what: `import ${id}` },
  );
}

/** The whole way: the dry run, the go, the end. */
export async function broughtIn(
  world: World,
  file: Uint8Array,
  options: object = {},
  timeoutMs?: number,
): Promise<ImportAnswer> {
  const id = await handIn(world, file, options);
  await importIs(world, id, ({ state }) => state === 'surveyed');
  const { status, body } = await say(world, id, 'start');
  if (status !== 200) throw new Error(`It was not started: ${JSON.stringify(body)}`);
  return importIs(world, id, ({ state }) => state === 'done', timeoutMs);
}

/** What Kommo has of the chat at this address, oldest first by the times that it was told. */
export async function inKommo(world: World, address: string): Promise<readonly InboxMessage[]> {
  const { rows } = await world.database.pool.query<{ id: string; kommo_id: string }>(
    'select id, kommo_id from chats where remote_id = $1',
    [address],
  );
  const { kommo } = await world.state();
  const chat = kommo.chats.find(({ id }) => id === rows[0]?.kommo_id);
  return [...(chat?.messages ?? [])].sort((one, other) => one.at - other.at);
}

/** Puts old messages into chats of a line of the sandbox; nobody is told of them. */
export async function plantPast(world: World, line: LineView, chats: readonly OldChat[]): Promise<void> {
  const { id: file } = await uploadPicture(world);
  for (const { address, messages } of chats) {
    const path = `/lines/${line.messenger}/${encodeURIComponent(line.id)}/handsets/${encodeURIComponent(address)}/act`;
    const ids = new Map<string, string>();
    for (const { id, at, by, author, text, file: picture, replyTo } of messages) {
      const quoted = replyTo === undefined ? undefined : ids.get(replyTo);
      const handset = await world.control<HandsetView>('POST', path, {
        act: 'past',
        by,
        at,
        ...(text === undefined ? {} : { text }),
        ...(author === undefined ? {} : { name: author }),
        ...(picture === undefined ? {} : { files: [file] }),
        ...(quoted === undefined ? {} : { replyTo: quoted }),
      });
      const planted = handset.messages.find((each) => each.at === at && each.text === (text ?? ''));
      ids.set(id, planted?.id ?? '');
    }
  }
}

async function uploadPicture(world: World): Promise<{ readonly id: string }> {
  const response = await fetch(`${world.sandboxUrl}/control/files?name=old.png&type=image/png`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: new Uint8Array(PNG),
  });
  return (await response.json()) as { id: string };
}

/** Begins an import whose messenger is asked; the dry run follows by itself. */
export async function fetchFrom(
  world: World,
  messenger: MessengerKind,
  options: object = {},
): Promise<{ readonly status: number; readonly body: ImportAnswer & { readonly detail?: string } }> {
  const { rows } = await world.database.pool.query<{ id: string }>('select id from sources where messenger = $1', [
    messenger,
  ]);
  const { status, body } = await askAdmin(world, 'POST', ACCOUNT, {
    sourceId: rows[0]?.id ?? '',
    from: 'messenger',
    by: 'Olga',
    ...options,
  });
  return { status, body: body as unknown as ImportAnswer };
}
