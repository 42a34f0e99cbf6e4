import type * as Registry from '../../../src/messengers/registry';
import { randomUUID } from 'node:crypto';
import type { Changes, Overview, SourceCard, SourceTest } from '../../../src/api/settings/contract';
import { SETTINGS_OPERATIONS, type SettingsOperation } from '../../../src/api/settings/operations';
import { installSteps } from '../../../src/activities/accounts/install-steps';
import type { AccountDependencies } from '../../../src/activities/accounts/dependencies';
import { beginInstall } from '../../../src/ledger/installs';
import { noteFault } from '../../../src/ledger/kept-sources';
import { registerSource } from '../../../src/ledger/registration';
import { asSourceId } from '../../../src/model/ids';
import { LANGUAGES, together, type Language } from '../../../src/model/words';
import { say as kommoSays } from '../../../src/kommo/phrases';
import { say } from '../../../src/words';
import { fromMessenger } from '../../ledger/ledger';
import { OPEN, openDesk, PUBLIC_URL, type Answer, type Desk } from './desk';

/** A version without a driver of one of them. */
jest.mock('../../../src/messengers/registry', () => {
  const actual = jest.requireActual<typeof Registry>('../../../src/messengers/registry');
  const messengerOf: typeof actual.messengerOf = (kind) => (kind === 'apple' ? undefined : actual.messengerOf(kind));
  return { ...actual, messengerOf };
});

let desk: Desk;
let sourceId: string;
const sessions: Record<Language, string> = { en: '', es: '', pt: '' };
beforeAll(async () => {
  desk = await openDesk({ emailAvailable: false });
  const { db, vault } = desk.ledger;
  const source = await registerSource(db, vault, {
    scopeId: desk.home.scopeId,
    messenger: 'telegram',
    credentials: { token: '501:aaaaaaaaaaaa', apiBaseUrl: 'http://127.0.0.1:9' },
    remoteId: '501',
    name: 'Shop',
    externalId: 'telegram-501',
    entered: { address: '@shop_bot', pipelineId: null },
  });
  sourceId = source.sourceId;
  await db.query('update sources set connecting = false');
  for (const language of LANGUAGES) sessions[language] = (await desk.enter({ open: { language } })).session;
});
afterAll(() => desk.close());

/** The same request by windows of each language. */
async function inAll<Body = Record<string, unknown>>(
  operation: SettingsOperation,
  question: {
    readonly id?: string;
    readonly body?: unknown;
    readonly key?: string | null;
    readonly since?: number;
  } = {},
): Promise<Record<Language, Answer<Body>>> {
  const asked = LANGUAGES.map(async (language): Promise<[Language, Answer<Body>]> => [
    language,
    await desk.ask<Body>(operation, { ...question, session: sessions[language] }),
  ]);
  return Object.fromEntries(await Promise.all(asked)) as Record<Language, Answer<Body>>;
}

/** Three sentences that differ. */
function expectEach(told: Readonly<Record<Language, unknown>>, es: string, pt: string): void {
  expect(told.es).toContain(es);
  expect(told.pt).toContain(pt);
  expect(new Set(LANGUAGES.map((language) => told[language])).size).toBe(3);
}

const detailsOf = (answers: Record<Language, Answer>): Record<Language, unknown> => ({
  en: answers.en.body.detail,
  es: answers.es.body.detail,
  pt: answers.pt.body.detail,
});

const { addSource, changeSource, resumeSource, changeAlerts, changePeople, overview } = SETTINGS_OPERATIONS;
const source = { messenger: 'telegram', pipelineId: null };
const REFUSED: readonly (readonly [
  what: string,
  operation: SettingsOperation,
  question: object,
  es: string,
  pt: string,
])[] = [
  ['a source that is not there', changeSource, { id: randomUUID() }, 'no existe', 'não existe'],
  ['a form that does not fit', changeSource, { id: 'SOURCE', body: { name: '' } }, 'name', 'name'],
  ['a change without a key', changeSource, { id: 'SOURCE', key: null }, 'visibles', 'visíveis'],
  ['a pipeline that is not there', changeSource, { id: 'SOURCE', body: { pipelineId: 1 } }, 'embudo', 'funil'],
  ['a source that is not paused', resumeSource, { id: 'SOURCE' }, 'pausa', 'pausada'],
  [
    'what is no token',
    addSource,
    { body: { ...source, credentials: { token: 'x' } } },
    'no es el token',
    'não é o token',
  ],
  ['a field that is missing', addSource, { body: { ...source, credentials: {} } }, 'no es correcto', 'não está certo'],
  [
    'a token that is dead',
    addSource,
    { body: { ...source, credentials: 'DEAD' } },
    'no acepta el token',
    'não aceita o token',
  ],
  [
    'a bot of nobody',
    addSource,
    { body: { ...source, credentials: 'SILENT' } },
    'No se pudo contactar',
    'Não foi possível',
  ],
  [
    'a messenger that is none of ours',
    addSource,
    { body: { ...source, messenger: 'apple', credentials: {} } },
    'no conoce',
    'não conhece',
  ],
  [
    'an e-mail that cannot be sent',
    changeAlerts,
    { body: { email: 'a@b.example', webhook: null, taskUserId: null } },
    'correos',
    'e-mails',
  ],
  [
    'a webhook that is no secret',
    changeAlerts,
    { body: { email: null, webhook: 'ftp://x', taskUserId: null } },
    'empezar por',
    'começar com',
  ],
  ['a task for nobody', changeAlerts, { body: { email: null, webhook: null, taskUserId: 999 } }, 'usuario', 'usuário'],
  ['a right for nobody', changePeople, { body: { see: [999], change: [] } }, 'personas', 'pessoas'],
];

it.each(REFUSED)('%s is refused in the language of the window', async (_what, operation, question, es, pt) => {
  const given = question as { id?: string; key?: string | null; body?: { credentials?: unknown } };
  const url = desk.world.sandbox.url;
  const credentials = { DEAD: `${url}/telegram`, SILENT: 'http://127.0.0.1:9' }[String(given.body?.credentials)];
  const answers = await inAll(operation, {
    ...given,
    ...(given.id === 'SOURCE' ? { id: sourceId } : {}),
    ...(credentials === undefined
      ? {}
      : { body: { ...given.body, credentials: { token: '600000001:AAAAAAAAAAAAAAAA', apiBaseUrl: credentials } } }),
  });
  for (const language of LANGUAGES) expect(answers[language].status).toBeGreaterThanOrEqual(400);
  expectEach(detailsOf(answers), es, pt);
  expect(answers.es.body).not.toHaveProperty('said');
});

it('before there is a session, in the language that the widget or the browser names', async () => {
  const told = async (language: Language): Promise<unknown> =>
    (await desk.open('no token', { open: { ...OPEN, language } })).body.detail;
  expectEach({ en: await told('en'), es: await told('es'), pt: await told('pt') }, 'recarga', 'recarregue');
  for (const path of [SETTINGS_OPERATIONS.overview.path, '/settings/api/nothing']) {
    const over = async (language: string): Promise<unknown> => {
      const answer = await fetch(desk.url + path, { headers: { 'accept-language': language } });
      return ((await answer.json()) as { detail: unknown }).detail;
    };
    const said = [await over('en'), await over('es-MX'), await over('pt-BR')];
    expect(new Set(said).size).toBe(3);
  }
});

it('what Kommo says of the account is told in the language of the window', async () => {
  const path = `/platform/accounts/${desk.home.accountId}`;
  await desk.world.control('PATCH', path, { paid: false });
  try {
    const answers = await inAll(SETTINGS_OPERATIONS.pipelines);
    expectEach(detailsOf(answers), 'no está pagada', 'não está paga');
  } finally {
    await desk.world.control('PATCH', path, { paid: true });
  }
});

it('what is wrong with a source, and the step that waits, are told in the language of the window', async () => {
  const cards = async (): Promise<Record<Language, SourceCard | undefined>> => {
    const answers = await inAll<Overview>(overview);
    return { en: answers.en.body.sources[0], es: answers.es.body.sources[0], pt: answers.pt.body.sources[0] };
  };
  const textOf = (card: SourceCard | undefined): unknown => card?.state.kind === 'broken' && card.state.text;
  const texts = async (): Promise<Record<Language, unknown>> => {
    const { en, es, pt } = await cards();
    return { en: textOf(en), es: textOf(es), pt: textOf(pt) };
  };
  const { db } = desk.ledger;
  const refusal = kommoSays('crm.conflict', { status: 409, more: '' });
  await noteFault(db, asSourceId(sourceId), { kind: 'kommo', ...together([say('source.limit'), refusal]) });
  expectEach(await texts(), '100 como máximo, en algunas cuentas 50. Quita', '100 no máximo');
  await noteFault(db, asSourceId(sourceId), { kind: 'webhook', text: 'Of an older version.' });
  expect(await texts()).toEqual({ en: 'Of an older version.', es: 'Of an older version.', pt: 'Of an older version.' });
  desk.engine.away = true;
  await desk.ask(SETTINGS_OPERATIONS.repairSource, { session: sessions.en, id: sourceId });
  desk.engine.away = false;
  expectEach(await texts(), 'No se pudo empezar', 'Não foi possível começar');
  await db.query('update sources set fault = null, fault_text = null');
});

it('a step of the installation that waits for a person says in the language of the window what for', async () => {
  const { db, vault } = desk.ledger;
  const installId = await beginInstall(db, vault, {
    integrationId: desk.home.integrationId,
    accountId: desk.home.accountId,
    host: 'sandbox.kommo.com',
    origin: 'consent',
    secret: { kind: 'code', value: 'def50200used' },
    begunBy: 'Maria Souza',
  });
  const oauth = { http: desk.world.http, clock: Date, addresses: desk.world.addresses, publicUrl: PUBLIC_URL };
  const result = await installSteps({ db, vault, oauth, ...oauth } as unknown as AccountDependencies).exchangeCode({
    installId,
  });
  // For logs and the engine it is English.
  expect(result).toMatchObject({
    kind: 'needs-person',
    text: expect.stringContaining('Kommo takes the code no more') as string,
  });
  await db.query('update scopes set removed_at = now() where id = $1', [desk.home.scopeId]);
  try {
    const answers = await inAll<Overview>(overview);
    const textOf = ({ body: { installation } }: Answer<Overview>): unknown =>
      'steps' in installation && installation.steps[0]?.text;
    expectEach(
      { en: textOf(answers.en), es: textOf(answers.es), pt: textOf(answers.pt) },
      'ya no acepta el código',
      'não aceita mais o código',
    );
  } finally {
    await db.query('update scopes set removed_at = null where id = $1', [desk.home.scopeId]);
    await db.query('delete from installs');
  }
});

it('who changed what is told in the language of the window, and names stay as they are', async () => {
  const { seller } = desk.users;
  await desk.ask(changePeople, { session: sessions.en, body: { see: [], change: [seller] } });
  const task = { email: null, webhook: 'https://hooks.example/x', taskUserId: seller };
  await desk.ask(changeAlerts, { session: sessions.es, body: task });
  const answers = await inAll<Changes>(SETTINGS_OPERATIONS.changes);
  const newest = (language: Language): unknown[] =>
    answers[language].body.changes.slice(0, 2).map(({ detail }) => detail);
  expect(newest('en')).toEqual(['webhook set, task in Kommo set', 'Daniel Reyes: change']);
  expect(newest('es')).toEqual(['webhook activado, tarea en Kommo activada', 'Daniel Reyes: cambiar']);
  expect(newest('pt')).toEqual(['webhook ativado, tarefa na Kommo ativada', 'Daniel Reyes: alterar']);
});

it('a test that failed says so in the language of the window', async () => {
  const begun = await desk.ask<SourceTest>(SETTINGS_OPERATIONS.beginTest, { session: sessions.en, id: sourceId });
  const owner = { ...desk.home, sourceId: asSourceId(sourceId) };
  await desk.ledger.acceptor.accept([fromMessenger(owner as never, { chatRemoteId: 'tester' })]);
  await desk.ledger.db.query(
    `update deliveries set state = 'done', done_at = now(), outcome = 'failed', outcome_code = 905, outcome_text = 'No.'`,
  );
  const answers = await inAll<SourceTest>(SETTINGS_OPERATIONS.readTest, { id: sourceId, since: begun.body.since });
  const textOf = ({ body: { state } }: Answer<SourceTest>): unknown => state.kind === 'failed' && state.text;
  expect(textOf(answers.en)).toBe('No.');
  expectEach({ en: textOf(answers.en), es: textOf(answers.es), pt: textOf(answers.pt) }, 'no aceptó', 'não aceitou');
});
