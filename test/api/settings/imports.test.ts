import { randomUUID } from 'node:crypto';
import type { ImportCard, ImportList, ImportUser } from '../../../src/api/settings/contract';
import { SETTINGS_OPERATIONS } from '../../../src/api/settings/operations';
import { findImport, noteResult, noteSurvey, refuseSurvey } from '../../../src/ledger/imports';
import { registerSource } from '../../../src/ledger/registration';
import { asImportId } from '../../../src/model/ids';
import type { ImportSurvey } from '../../../src/model/import';
import { say } from '../../../src/words';
import { MOST_BYTES, openDesk, type Answer, type Desk } from './desk';

let desk: Desk;
let session: string;
let sourceId: string;
beforeAll(async () => {
  desk = await openDesk();
  session = (await desk.enter()).session;
  const source = await registerSource(desk.ledger.db, desk.ledger.vault, {
    scopeId: desk.home.scopeId,
    messenger: 'telegram',
    credentials: { token: '1:secret' },
    remoteId: '701',
    name: 'Shop',
    externalId: 'telegram-701',
    entered: { address: '@shop_bot', pipelineId: null },
  });
  ({ sourceId } = source);
});
afterAll(() => desk.close());
beforeEach(() => {
  desk.engine.importAnswer = { kind: 'done', text: '' };
  desk.engine.told.length = 0;
});

const SURVEY: ImportSurvey = {
  format: 'whatsapp',
  chats: 1,
  messages: 12,
  fromCustomers: 6,
  fromBusiness: 6,
  files: 2,
  filesMissing: 1,
  oldest: Date.UTC(2024, 1, 1),
  newest: Date.UTC(2024, 1, 2),
  known: 0,
  chatsKnown: 0,
  chatsNew: 1,
  leads: 0,
  gaps: { service: 1, 'no-date': 4 },
  examples: [3, 7, 9, 11].map((line) => ({ place: `line ${String(line)}`, why: 'no-date' })),
  people: [{ author: 'Maria', name: 'Maria', as: 'business', userId: null, messages: 6 }],
  samples: [],
};

async function begun(): Promise<string> {
  const body = { source: sourceId, fileName: 'WhatsApp Chat with Ann.zip', timeZone: 'America/Sao_Paulo' };
  const { status, body: card } = await desk.ask<ImportCard>(SETTINGS_OPERATIONS.addImport, { session, body });
  expect(status).toBe(201);
  return card.id;
}

async function upload(id: string, file: Buffer, type = 'application/octet-stream'): Promise<Answer> {
  const response = await fetch(`${desk.url}/settings/api/imports/${id}/file`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${session}`, 'idempotency-key': randomUUID(), 'content-type': type },
    body: new Uint8Array(file),
  });
  const body = (await response.json()) as Record<string, unknown>;
  return { status: response.status, headers: response.headers, body };
}

/** One whose dry run is done. */
async function surveyed(): Promise<string> {
  const id = await begun();
  await upload(id, Buffer.from('export'));
  const row = await findImport(desk.ledger.db, asImportId(id));
  if (row === undefined) throw new Error('There is no such import');
  await noteSurvey(desk.ledger.db, row, SURVEY);
  return id;
}

const look = (id: string, as = session) => desk.ask<ImportCard>(SETTINGS_OPERATIONS.import, { session: as, id });

it('an import is begun, its file comes as bytes, and it is looked at', async () => {
  const id = await begun();
  expect((await upload(id, Buffer.from('{}'), 'application/json')).status).toBe(415);
  const { status, body } = await upload(id, Buffer.from('an export'));
  expect([status, body]).toEqual([
    200,
    expect.objectContaining({ id, state: 'uploaded', fileSize: 9, createdBy: expect.any(String) as string }),
  ]);
  expect(SETTINGS_OPERATIONS.import.answer.parse(body)).toMatchObject({
    source: { id: sourceId, name: 'Shop', messengerTitle: 'Telegram' },
    options: { timeZone: 'America/Sao_Paulo', newestLive: false },
  });
  expect(desk.engine.told).toEqual([{ what: 'startImport', with: { id } }]);
  expect((await upload(id, Buffer.from('another'))).status).toBe(409);
});

it('where the messenger keeps the conversations it is asked, once at a time; another messenger has none to give', async () => {
  const { sourceId: page } = await registerSource(desk.ledger.db, desk.ledger.vault, {
    scopeId: desk.home.scopeId,
    messenger: 'custom',
    credentials: {},
    remoteId: 'page-1',
    name: 'Website',
    externalId: 'custom-page-1',
    entered: { address: null, pipelineId: null },
  });
  const ask = (source: string) => desk.ask<ImportCard>(SETTINGS_OPERATIONS.addImport, { session, body: { source } });
  const { status, body: card } = await ask(page);
  expect([status, card]).toEqual([
    201,
    expect.objectContaining({ from: 'messenger', state: 'fetching', fileSize: null }),
  ]);
  expect(desk.engine.told).toEqual([{ what: 'startImport', with: { id: card.id } }]);
  const again = await ask(page);
  expect([again.status, again.body]).toEqual([
    409,
    expect.objectContaining({ detail: expect.stringContaining('already') as string }),
  ]);
  const none = await ask(sourceId);
  expect([none.status, none.body]).toEqual([
    409,
    expect.objectContaining({ type: 'no-history', detail: expect.stringContaining('Telegram') as string }),
  ]);
});

it('a file that is too large is refused, in the window’s language, and may be chosen again', async () => {
  const { session: inSpanish } = await desk.enter({ open: { language: 'es' } });
  const id = await begun();
  const response = await fetch(`${desk.url}/settings/api/imports/${id}/file`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${inSpanish}`, 'idempotency-key': randomUUID() },
    body: new Uint8Array(MOST_BYTES + 1),
  });
  expect([response.status, await response.json()]).toEqual([
    413,
    expect.objectContaining({ type: 'too-large', detail: 'El archivo tiene más de 2 MB.' }),
  ]);
  expect((await upload(id, Buffer.from('smaller'))).status).toBe(200);
});

it('a file is taken also while the engine is away: the next word to it starts it', async () => {
  const id = await begun();
  desk.engine.away = true;
  const { status } = await upload(id, Buffer.from('an export'));
  desk.engine.away = false;
  expect(status).toBe(200);
  expect((await look(id)).body.state).toBe('uploaded');
});

it('what the dry run found is told with reasons in the window’s language, and their first places', async () => {
  const id = await surveyed();
  const { session: inPortuguese } = await desk.enter({ open: { language: 'pt' } });
  const { body } = await look(id, inPortuguese);
  expect(body.survey).toMatchObject({
    messages: 12,
    gaps: [
      { why: 'A data não faz sentido', count: 4, places: ['linha 3', 'linha 7', 'linha 9'] },
      { why: 'É um aviso do mensageiro, não uma mensagem', count: 1, places: [] },
    ],
  });
});

it('with other options the file is looked at again, before it is started and not after', async () => {
  const id = await surveyed();
  const body = {
    business: ['Maria'],
    users: { Maria: randomUUID() },
    customer: { phone: '+55 11 91234-5678' },
    newestLive: true,
    perSecond: 10,
  };
  const change = () => desk.ask<ImportCard>(SETTINGS_OPERATIONS.changeImport, { session, id, body });
  const { status, body: card } = await change();
  expect([status, card.state, card.options]).toEqual([200, 'uploaded', body]);
  expect(desk.engine.told.at(-1)).toEqual({ what: 'tellImport', with: { id, word: 'look' } });
  // What was found with the options before is not what is there now.
  const before = { id: asImportId(id), options: { newestLive: false, perSecond: 4 } };
  expect(await noteSurvey(desk.ledger.db, before, SURVEY)).toBe(false);
  expect((await look(id)).body.state).toBe('uploaded');

  await desk.ledger.db.query(`update imports set state = 'sending' where id = $1`, [id]);
  expect([(await change()).status, (await look(id)).body.state]).toEqual([409, 'sending']);
});

it('options that cannot be are refused by their field', async () => {
  const id = await surveyed();
  for (const body of [{ timeZone: 'Mars/Olympus' }, { customer: { phone: '12' } }, { perSecond: 1_000 }]) {
    const { status, body: problem } = await desk.ask(SETTINGS_OPERATIONS.changeImport, { session, id, body });
    expect([status, problem.field]).toEqual([400, Object.keys(body)[0]]);
  }
});

it('a file that does not tell the order of its dates is kept, and asks; any other refused one is over', async () => {
  const id = await surveyed();
  const options = { newestLive: false, perSecond: 4 };
  await desk.ask(SETTINGS_OPERATIONS.changeImport, { session, id, body: options });
  const why = { text: 'Nothing tells it.' };
  await refuseSurvey(desk.ledger.db, { id: asImportId(id), options }, { why, asks: true });
  expect((await look(id)).body).toMatchObject({ state: 'refused', asks: 'date-order', endedAt: null });
  const body = { ...options, dateOrder: 'day-first' };
  const { status, body: card } = await desk.ask<ImportCard>(SETTINGS_OPERATIONS.changeImport, { session, id, body });
  expect([status, card.state, card.asks, card.trouble]).toEqual([200, 'uploaded', null, null]);

  await refuseSurvey(
    desk.ledger.db,
    { id: asImportId(id), options: { ...options, dateOrder: 'day-first' } },
    { why, asks: false },
  );
  await desk.ledger.db.query('update imports set file_key = null where id = $1', [id]);
  expect((await look(id)).body).toMatchObject({ state: 'refused', asks: null });
  expect((await desk.ask(SETTINGS_OPERATIONS.changeImport, { session, id, body: options })).status).toBe(409);
});

it('start, pause, resume, cancel and retry are told to it once, with who said so', async () => {
  const id = await surveyed();
  for (const word of ['start', 'pause', 'resume', 'cancel', 'retry'] as const) {
    const key = randomUUID();
    const operation = SETTINGS_OPERATIONS[`${word}Import`];
    for (const time of ['first', 'repeated']) {
      const { status } = await desk.ask(operation, { session, id, key });
      expect([word, time, status]).toEqual([word, time, 200]);
    }
  }
  const words = desk.engine.told.filter(({ what }) => what === 'tellImport').map((told) => told.with);
  expect(words).toEqual(['start', 'pause', 'resume', 'cancel', 'retry'].map((word) => ({ id, word })));
  const { rows } = await desk.ledger.db.query<{ told: { command: string; by: string }[] }>(
    'select told from imports where id = $1',
    [id],
  );
  expect(rows[0]?.told.map(({ command }) => command)).toEqual(['start', 'pause', 'resume', 'cancel', 'retry']);
});

it('what cannot be said now is answered as such, and so is no answer', async () => {
  const empty = await begun();
  expect((await desk.ask(SETTINGS_OPERATIONS.startImport, { session, id: empty })).status).toBe(409);
  const id = await surveyed();
  desk.engine.importAnswer = { kind: 'refused', text: 'It waits for no go' };
  expect((await desk.ask(SETTINGS_OPERATIONS.startImport, { session, id })).status).toBe(409);
  desk.engine.importAnswer = { kind: 'no-answer', text: 'It did not answer' };
  expect((await desk.ask(SETTINGS_OPERATIONS.startImport, { session, id })).status).toBe(504);
});

it('the list has the newest first, and every difference with its reason in words', async () => {
  const id = await surveyed();
  const { text: why, said } = say('import.known');
  const counts = { chats: 1, told: 12, known: 2, sent: 10, failed: 0, unknown: 0, ignored: 0, waiting: 0, gaps: {} };
  await noteResult(desk.ledger.db, asImportId(id), {
    ...counts,
    kommo: { sent: 10, found: 10, missing: 0, repeated: 0 },
    differences: [
      { why, said, count: 2, deliveries: [] },
      { why: 'Kommo refused it', count: 1, deliveries: [] },
    ],
  });
  const { session: inSpanish } = await desk.enter({ open: { language: 'es' } });
  const { body } = await desk.ask<ImportList>(SETTINGS_OPERATIONS.imports, { session: inSpanish });
  expect(body.imports.length).toBeGreaterThan(1);
  expect(body.imports[0]).toMatchObject({
    id,
    result: {
      differences: [
        { why: 'Courier ya lo tenía', count: 2 },
        { why: 'Kommo refused it', count: 1 },
      ],
    },
  });
});

it('users of Kommo are told by the ids that imports name them with', async () => {
  const { body } = await desk.ask<readonly ImportUser[]>(SETTINGS_OPERATIONS.importUsers, { session });
  expect(body.length).toBeGreaterThan(1);
  expect(new Set(body.map(({ id }) => id)).size).toBe(body.length);
});

it('whoever is no administrator may neither see nor begin one, whatever else they may', async () => {
  await desk.letSeller('change');
  const { session: seller } = await desk.enter({ userId: desk.users.seller });
  const id = await surveyed();
  expect((await desk.ask(SETTINGS_OPERATIONS.imports, { session: seller })).status).toBe(403);
  expect((await look(id, seller)).status).toBe(403);
  const body = { source: sourceId, fileName: 'x.zip' };
  expect((await desk.ask(SETTINGS_OPERATIONS.addImport, { session: seller, body })).status).toBe(403);
  await desk.letSeller('nothing');
});

it('another integration in the same account has neither the import nor the source', async () => {
  const id = await surveyed();
  const { session: sibling } = await desk.enter({ tenant: desk.sibling, userId: desk.users.admin });
  expect((await look(id, sibling)).status).toBe(404);
  expect((await desk.ask(SETTINGS_OPERATIONS.cancelImport, { session: sibling, id })).status).toBe(404);
  const body = { source: sourceId, fileName: 'x.zip' };
  expect((await desk.ask(SETTINGS_OPERATIONS.addImport, { session: sibling, body })).status).toBe(422);
});
