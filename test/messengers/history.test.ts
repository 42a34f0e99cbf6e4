import { createHttpClient, type ClosableHttpClient } from '../../src/http/undici-client';
import type { DriverContext, HistoryPage, HistoryPages, PastRecord, PastSaid } from '../../src/messengers/contract';
import { custom } from '../../src/messengers/custom';
import { instagram } from '../../src/messengers/instagram';
import { messenger } from '../../src/messengers/messenger';
import { messengerOf } from '../../src/messengers/registry';
import type { FileView } from '../../src/sandbox/control/contract';
import type { HandsetView, LineView } from '../../src/sandbox/control/lines-contract';
import { startTestSandbox, type TestSandbox } from '../http/running-sandbox';
import { errorOf } from './telegram/scripted-http';

const LAST_YEAR = Date.UTC(2025, 3, 1, 9);
const NO_LIMIT = { 'meta-pages-conversations-rate': 0 };
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

let sandbox: TestSandbox;
let http: ClosableHttpClient;
beforeAll(async () => {
  sandbox = await startTestSandbox();
  http = createHttpClient();
});
afterAll(async () => {
  await http.close();
  await sandbox.close();
});
beforeEach(async () => {
  await sandbox.reset();
  await sandbox.assume(NO_LIMIT);
});

type Kind = 'custom' | 'messenger' | 'instagram';

interface Stage {
  readonly line: LineView;
  readonly handset: HandsetView;
  readonly history: HistoryPages<unknown>;
  readonly context: DriverContext<unknown>;
  /** Puts an old message into the chat. @returns its id */
  past(said: object, handset?: HandsetView): Promise<string>;
}

async function stageOf(kind: Kind): Promise<Stage> {
  const { lines } = await sandbox.state();
  const line = lines.lines.find((each) => each.messenger === kind);
  const handset = lines.handsets.find((each) => each.lineId === line?.id);
  const driver = messengerOf(kind);
  if (line === undefined || handset === undefined || driver?.history?.comes !== 'pages') throw new Error(`no ${kind}`);
  const context = { http, clock: { now: () => Date.now() }, credentials: driver.credentials.parse(line.credentials) };
  const past = async (said: object, on: HandsetView = handset): Promise<string> => {
    const path = `/lines/${kind}/${line.id}/handsets/${encodeURIComponent(on.id)}/act`;
    const { messages } = await sandbox.post<HandsetView>(path, { act: 'past', ...said });
    const at = (said as { at: number }).at;
    return messages.findLast((each) => each.at === at)?.id ?? '';
  };
  return { line, handset, history: driver.history, context, past };
}

async function all({
  history,
  context,
}: Stage): Promise<{ pages: HistoryPage[]; said: PastSaid[]; chats: PastRecord[] }> {
  const pages: HistoryPage[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await history.page(context, cursor);
    pages.push(page);
    if (page.next === undefined) break;
    expect(page.next.length).toBeLessThanOrEqual(2_000);
    cursor = page.next;
  }
  const records = pages.flatMap(({ records: told }) => told);
  const chats = [...new Map(records.filter(({ kind }) => kind === 'chat').map((each) => [each.chat, each])).values()];
  const said = new Map(records.flatMap((each) => (each.kind === 'message' ? [[each.remoteId, each]] : [])));
  return { pages, said: [...said.values()].sort((one, other) => one.at - other.at), chats };
}

async function upload(): Promise<string> {
  const response = await fetch(`${sandbox.url}/control/files?name=old.png&type=image/png`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: new Uint8Array(PNG),
  });
  return ((await response.json()) as FileView).id;
}

describe.each(['custom', 'messenger', 'instagram'] as const)('the old conversations of %s', (kind) => {
  it('come page by page, each message once, by whom and when it was said, with its file', async () => {
    await sandbox.assume({ 'custom-history-page': 7 });
    const stage = await stageOf(kind);
    const file = await upload();
    const ids: string[] = [];
    for (let n = 0; n < 16; n += 1) {
      ids.push(
        await stage.past({
          by: n % 2 === 0 ? 'customer' : 'business',
          at: LAST_YEAR + n * 60_000,
          text: n === 4 ? '' : `old ${String(n)}`,
          ...(n === 4 || n === 5 ? { files: [file] } : {}),
        }),
      );
    }
    const { said, chats } = await all(stage);
    expect(chats).toEqual([
      {
        kind: 'chat',
        chat: stage.handset.id,
        title: kind === 'instagram' ? stage.handset.username : stage.handset.name,
      },
    ]);
    expect(said.map(({ remoteId, at, by }) => ({ remoteId, at, by }))).toEqual(
      ids.map((remoteId, n) => ({
        remoteId,
        at: LAST_YEAR + n * 60_000,
        by: n % 2 === 0 ? 'customer' : 'business',
      })),
    );
    expect(said[3]?.content).toEqual({ type: 'text', text: 'old 3' });
    expect(said[5]?.content).toMatchObject({ type: 'picture', caption: 'old 5', file: { mimeType: 'image/png' } });
    const alone = said[4]?.content;
    if (alone?.type !== 'picture') throw new Error('There is no picture');
    const download = await messengerOf(kind)?.fetchMedia?.(stage.context, alone.file.reference);
    if (download?.ok !== true) throw new Error('There is no file');
    const chunks: Buffer[] = [];
    for await (const chunk of download.body) chunks.push(chunk);
    expect(Buffer.concat(chunks)).toEqual(PNG);
  });

  it('are asked for with the credentials of the source, and are to be had later where it is asked to wait', async () => {
    const stage = await stageOf(kind);
    await stage.past({ by: 'customer', at: LAST_YEAR, text: 'hello' });
    await sandbox.fault({ name: `${kind}-error`, status: 429, retryAfter: 120, times: 1 });
    const error = await errorOf(stage.history.page(stage.context, undefined));
    expect(error).toMatchObject({ retry: 'later', retryAfterMs: 120_000 });
    expect((await all(stage)).said).toHaveLength(1);
  });

  it('end with the first page where nobody wrote', async () => {
    const stage = await stageOf(kind);
    expect(await stage.history.page(stage.context, undefined)).toEqual({ records: [] });
  });
});

describe('a service', () => {
  it.each([
    ['custom-history', 'none'],
    ['custom-history', 'not-known'],
  ])('that keeps none says so, or knows no such question: %s=%s', async (reading, value) => {
    await sandbox.assume({ [reading]: value });
    const { history, context } = await stageOf('custom');
    const error = await errorOf(history.page(context, undefined));
    expect(error).toMatchObject({ retry: 'no', code: 905 });
    expect(error.text).toBe('The service keeps no old conversations for Courier.');
  });

  it('tells what a message answers, with its words', async () => {
    const stage = await stageOf('custom');
    const replyTo = await stage.past({ by: 'customer', at: LAST_YEAR, text: 'Is it there?' });
    await stage.past({ by: 'business', at: LAST_YEAR + 1_000, text: 'It is', replyTo, name: 'Olga' });
    const { said } = await all(stage);
    expect(said[1]).toMatchObject({
      author: { id: 'Olga', name: 'Olga' },
      content: { replyTo: { remoteId: replyTo, text: 'Is it there?' } },
    });
  });

  it('is not asked with a cursor that is none of its own', async () => {
    const { history, context } = await stageOf('custom');
    expect(await errorOf(history.page(context, 'no cursor'))).toMatchObject({ retry: 'no' });
  });
});

describe('Meta', () => {
  it('gives of a conversation of Instagram the newest messages, and of older ones nothing', async () => {
    await sandbox.assume({ 'instagram-past-messages': 3 });
    const stage = await stageOf('instagram');
    for (let n = 0; n < 6; n += 1) {
      await stage.past({ by: 'customer', at: LAST_YEAR + n * 1_000, text: `old ${String(n)}` });
    }
    const { said } = await all(stage);
    expect(said.map(({ content }) => content)).toEqual(
      [3, 4, 5].map((n) => ({ type: 'text', text: `old ${String(n)}` })),
    );
  });

  it('tells no part of a second, and their order is kept all the same', async () => {
    const stage = await stageOf('messenger');
    for (let n = 0; n < 3; n += 1) await stage.past({ by: 'customer', at: LAST_YEAR + n * 10, text: String(n) });
    const { said } = await all(stage);
    expect(said.map(({ content, at }) => ({ content, at }))).toEqual(
      [0, 1, 2].map((n) => ({ content: { type: 'text', text: String(n) }, at: LAST_YEAR + n })),
    );
  });

  it('takes a conversation that is written in meanwhile to the top, and it is read at the end', async () => {
    const stage = await stageOf('messenger');
    const path = `/lines/messenger/${stage.line.id}`;
    const others = await Promise.all(
      ['Bo', 'Cy'].map((name) => sandbox.post<HandsetView>(`${path}/customers`, { name })),
    );
    const handsets = [stage.handset, ...others];
    for (const [n, handset] of handsets.entries()) {
      await stage.past({ by: 'customer', at: LAST_YEAR + n * 60_000, text: handset.name }, handset);
    }
    // Newest first: Cy, then Bo; before Bo's comes up, the oldest is written in.
    const first = await stage.history.page(stage.context, undefined);
    await stage.past({ by: 'customer', at: Date.now(), text: 'again' }, stage.handset);
    const read = [...first.records];
    for (let { next } = first; next !== undefined;) {
      const page = await stage.history.page(stage.context, next);
      read.push(...page.records);
      ({ next } = page);
    }
    const texts = new Set(read.flatMap((each) => (each.kind === 'message' ? [each.remoteId] : [])));
    expect(texts.size).toBe(4);
  });

  it('says where a conversation has more messages than fit into one answer', async () => {
    const stage = await stageOf('messenger');
    for (let n = 0; n < 120; n += 1) await stage.past({ by: 'customer', at: LAST_YEAR + n * 1_000, text: String(n) });
    const { said, pages } = await all(stage);
    expect(said.map(({ content }) => (content.type === 'text' ? content.text : ''))).toEqual(
      Array.from({ length: 120 }, (_, n) => String(n)),
    );
    expect(pages.length).toBeGreaterThanOrEqual(3);
  });

  it('lets itself be asked twice a second, which the pages say of themselves', async () => {
    await sandbox.assume({ 'meta-pages-conversations-rate': 2 });
    const { history, context } = await stageOf('messenger');
    const asked = await Promise.allSettled([1, 2, 3].map(() => history.page(context, undefined)));
    expect(asked.filter(({ status }) => status === 'rejected')).toHaveLength(1);
    expect(history.everyMs).toBeGreaterThanOrEqual(500);
  });

  it.each([messenger, instagram])('does not have a file of a message that was taken back: $title', async (driver) => {
    const stage = await stageOf(driver.kind as Kind);
    const fetched = driver.fetchMedia?.(stage.context as DriverContext<never>, 'past:0:m_none');
    expect(await errorOf(fetched ?? Promise.resolve())).toMatchObject({ retry: 'no' });
  });
});

it('a driver says whether it has any', () => {
  expect(custom.history).toMatchObject({ comes: 'pages' });
  expect(messengerOf('telegram')?.history).toBeUndefined();
});
