import type { MessengerChoice, Overview, SourceCard } from '../../../src/api/settings/contract';
import { SETTINGS_OPERATIONS } from '../../../src/api/settings/operations';
import type { SourceNotice } from '../../../src/ledger/acceptable';
import { asSourceId } from '../../../src/model/ids';
import type { MessengerKind } from '../../../src/model/messenger-kind';
import { LANGUAGES, type Language, type Words } from '../../../src/model/words';
import { noteSourceNotice } from '../../../src/ledger/source-notices';
import { supportedMessengers } from '../../../src/messengers/registry';
import { sayGuide } from '../../../src/messengers/whatsapp/guide-phrases';
import type { LineView } from '../../../src/sandbox/control/lines-contract';
import { openDesk, type Desk } from './desk';

const { addSource, checkSource, messengers, overview, repairSource, source } = SETTINGS_OPERATIONS;

let desk: Desk;
let line: LineView;
let sourceId: string;
const sessions: Record<Language, string> = { en: '', es: '', pt: '' };
beforeAll(async () => {
  desk = await openDesk();
  for (const language of LANGUAGES) sessions[language] = (await desk.enter({ open: { language } })).session;
  const { lines } = await desk.world.sandbox.state();
  const found = lines.lines.find(({ messenger }) => messenger === 'whatsapp');
  if (found === undefined) throw new Error('The sandbox has no WhatsApp');
  line = found;
  const added = await desk.ask<SourceCard>(addSource, {
    session: sessions.en,
    body: { messenger: 'whatsapp', credentials: line.credentials, pipelineId: null },
  });
  if (added.status !== 201) throw new Error(JSON.stringify(added.body));
  sourceId = added.body.id;
});
afterAll(() => desk.close());

/** The engine of these tests does nothing by itself. */
async function connected(isConnected = true): Promise<void> {
  await desk.ledger.db.query(
    `update sources set connecting = $1, fault = null, checks = null, notice = null, notice_at = null`,
    [!isConnected],
  );
}

const check = (language: Language = 'en') =>
  desk.ask<SourceCard>(checkSource, { session: sessions[language], id: sourceId });
const card = async (language: Language = 'en'): Promise<SourceCard> =>
  (await desk.ask<SourceCard>(source, { session: sessions[language], id: sourceId })).body;

describe('what can be connected', () => {
  it('is told by each driver in the language of the window', async () => {
    const told = {} as Record<Language, readonly MessengerChoice[]>;
    for (const language of LANGUAGES) {
      told[language] = (await desk.ask<MessengerChoice[]>(messengers, { session: sessions[language] })).body;
    }
    expect(told.en.map(({ kind }) => kind)).toEqual(supportedMessengers());
    const whatsapp = (language: Language) => told[language].find(({ kind }) => kind === 'whatsapp');
    expect(whatsapp('en')?.guide.map(({ title, fields }) => [title, fields])).toEqual([
      ['Make an app at Meta', ['appId', 'appSecret']],
      ['Add the phone number', ['phoneNumberId', 'wabaId']],
      ['Make a token that does not end', ['accessToken']],
      ['Publish the app', []],
    ]);
    expect(whatsapp('es')?.guide[2]).toMatchObject({
      title: 'Crea un token que no caduque',
      link: {
        href: 'https://business.facebook.com/latest/settings/system_users',
        text: 'Abrir los usuarios del sistema',
      },
    });
    expect(whatsapp('pt')?.about).toBe('Um número de telefone da Plataforma do WhatsApp Business');
    expect(whatsapp('pt')?.fields.map(({ name, label }) => [name, label])).toEqual([
      ['appId', 'ID do app'],
      ['appSecret', 'Chave secreta do app'],
      ['phoneNumberId', 'ID do número de telefone'],
      ['wabaId', 'ID da conta do WhatsApp Business'],
      ['accessToken', 'Token de acesso'],
      ['messagesPerSecond', 'Mensagens por segundo'],
      ['secondsPerPerson', 'Segundos entre mensagens para uma pessoa'],
      ['apiBaseUrl', 'Endereço da Graph API'],
      ['apiVersion', 'Versão da Graph API'],
    ]);
    const inSpanish = (kind: MessengerKind, field: string) =>
      told.es.find((each) => each.kind === kind)?.fields.find(({ name }) => name === field);
    expect(inSpanish('messenger', 'humanAgent')).toMatchObject({
      standard: 'no',
      choices: [
        { value: 'no', label: '24 horas' },
        { value: 'yes', label: '7 días, con Human Agent' },
      ],
    });
    expect(inSpanish('botframework', 'channel')).toMatchObject({
      standard: 'msteams',
      choices: [
        { value: 'msteams', label: 'Microsoft Teams' },
        { value: 'skype', label: 'Skype' },
        { value: 'any', label: 'Todos los canales del Azure Bot' },
      ],
    });
    expect(inSpanish('botframework', 'cloud')).toMatchObject({
      standard: 'public',
      choices: [
        { value: 'public', label: 'Pública' },
        { value: 'us-government', label: 'Azure Government' },
      ],
    });
  });

  it('is refused by the field in the language of the window', async () => {
    for (const [language, said] of [
      ['es', 'Tiene que ser un número de 1 a 1000.'],
      ['pt', 'Tem que ser um número de 1 a 1000.'],
    ] as const) {
      const refused = await desk.ask(addSource, {
        session: sessions[language],
        body: { messenger: 'whatsapp', credentials: { ...line.credentials, messagesPerSecond: '0' }, pipelineId: null },
      });
      expect(refused).toMatchObject({ status: 422, body: { field: 'messagesPerSecond', detail: said } });
    }
  });
});

describe('checking a source', () => {
  beforeEach(() => connected());

  it('asks the messenger now, keeps each check by its name, and says what is wrong', async () => {
    const { status, body } = await check();
    expect(status).toBe(200);
    expect(body.checks.map(({ name, title, state }) => [name, title, state])).toEqual([
      ['token', 'Access token', 'ok'],
      ['permissions', 'Permissions', 'ok'],
      ['number', 'Phone number', 'ok'],
      ['quality', 'Quality', 'ok'],
      ['subscription', 'WhatsApp account', 'broken'],
    ]);
    expect(body.state).toMatchObject({ kind: 'broken', fault: 'webhook', text: body.checks.at(-1)?.text });
    expect(body.checkedAt).toBeGreaterThan(Date.now() - 60_000);
    expect(await card()).toEqual(body);
    expect((await desk.ask<Overview>(overview, { session: sessions.en })).body.sources).toEqual([body]);
  });

  it('is told in the language of each window, whoever asked', async () => {
    await check('es');
    const [en, es, pt] = [await card('en'), await card('es'), await card('pt')];
    expect([en, es, pt].map(({ checks }) => checks.at(-1)?.title)).toEqual([
      'WhatsApp account',
      'Cuenta de WhatsApp',
      'Conta do WhatsApp',
    ]);
    expect(es.checks[0]?.text).toBe('Meta acepta el token de acceso, y no caduca.');
    expect(pt.state).toMatchObject({ text: expect.stringContaining('não chegam') as string });
  });

  it('begins anew when the source is connected anew', async () => {
    await check();
    await desk.ask(repairSource, { session: sessions.en, id: sourceId });
    expect((await card()).checks).toEqual([]);
  });

  it('leaves one that is being connected to whoever connects it', async () => {
    await connected(false);
    const { status, body } = await check();
    expect(status).toBe(200);
    expect(body).toMatchObject({ state: { kind: 'connecting' }, checks: [] });
  });

  it('is not for those who may only look, nor for other accounts', async () => {
    await desk.letSeller('see');
    const seller = await desk.enter({ userId: desk.users.seller });
    expect((await desk.ask(checkSource, { session: seller.session, id: sourceId })).status).toBe(403);
    const neighbour = await desk.enter({ tenant: desk.neighbour, userId: desk.users.neighbour });
    expect((await desk.ask(checkSource, { session: neighbour.session, id: sourceId })).status).toBe(404);
  });
});

describe('what the messenger tells of a source by itself', () => {
  beforeEach(() => connected());
  const NOW = Date.now();
  const tell = (weight: SourceNotice['weight'], words: Words, at = NOW): Promise<void> =>
    noteSourceNotice(desk.ledger.db, { sourceId: asSourceId(sourceId), weight, at, ...words } as SourceNotice);

  it('is on the card with its weight and time, in the language of the window', async () => {
    await tell('limited', sayGuide('whatsapp.check.number.restricted'));
    expect(await card()).toMatchObject({
      state: { kind: 'ok' },
      notice: { weight: 'limited', text: 'Meta has restricted the number. See the WhatsApp Manager.', at: NOW },
    });
    expect((await card('es')).notice?.text).toContain('Meta ha restringido');
  });

  it('is the newest, by the messenger’s clock', async () => {
    await tell('limited', { text: 'Newer.' });
    await tell('information', { text: 'Older.' }, NOW - 1_000);
    expect((await card()).notice).toMatchObject({ weight: 'limited', text: 'Newer.' });
    await tell('information', { text: 'Newest.' }, NOW + 1_000);
    expect((await card()).notice).toMatchObject({ weight: 'information', text: 'Newest.' });
  });

  it('gives way to what the messenger forbids still, however old that is', async () => {
    const until = Date.UTC(2099, 0, 1);
    const restricts = { what: 'starting', until } as const;
    await noteSourceNotice(desk.ledger.db, {
      sourceId: asSourceId(sourceId),
      weight: 'limited',
      at: NOW,
      text: 'In its own words.',
      restricts,
    } as SourceNotice);
    expect((await card()).notice).toEqual({ weight: 'limited', text: 'In its own words.', at: NOW });
    await tell('information', { text: 'The name is accepted.' }, NOW + 1_000);
    expect((await card()).notice).toMatchObject({
      weight: 'limited',
      text: expect.stringMatching(
        /does not let it begin conversations or send templates\. That ends on 2099-01-01 00:00 UTC\./,
      ) as string,
      at: NOW,
    });
    expect((await card('pt')).notice?.text).toContain('não deixa');
    await noteSourceNotice(desk.ledger.db, {
      sourceId: asSourceId(sourceId),
      weight: 'information',
      at: NOW + 2_000,
      text: 'Open again.',
      restricts: 'lifted',
    } as SourceNotice);
    expect((await card()).notice).toMatchObject({ text: 'Open again.' });
  });

  it('is what is wrong where it breaks the source, in words of its own and of nothing before', async () => {
    await check();
    await tell('broken', { text: 'The account is gone.' });
    for (const language of LANGUAGES) {
      expect((await card(language)).state).toMatchObject({
        kind: 'broken',
        fault: 'credentials',
        text: 'The account is gone.',
      });
    }
  });

  it('of an older version is only to be known', async () => {
    await desk.ledger.db.query(
      `update sources set notice = 'Before.', notice_weight = null, notice_said = null, notice_at = now()`,
    );
    expect((await card()).notice).toMatchObject({ weight: 'information', text: 'Before.' });
  });
});
