import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { SANDBOX } from '../../src/sandbox/credentials';
import { launchBrowser } from '../support/browser';
import { settled } from '../support/deliveries';
import { askAdmin, disableInKommo, kommoSite } from '../support/installation';
import { sampleFile } from '../support/sample-files';
import { browserStorage, leaveInStorage } from '../support/search/browser-storage';
import { databaseDump } from '../support/search/database-dump';
import { historiesOf } from '../support/search/histories';
import { findings, type Places, type Plant } from '../support/search/plants';
import { filesUnder, logsOf, metricsOf, serverLogs } from '../support/search/processes';
import { BOT, PRIVATE, OWN_SECRETS, Story } from '../support/search/story';
import { startSmtpSink, type SmtpSink } from '../support/smtp-sink';
import { waitFor } from '../support/wait-for';

const WAIT = { timeoutMs: 90_000 } as const;
/** Harmless, and put where it has to be found: whoever does not find it does not look there. */
const CONTROL = 'the-harmless-control';
const WORKFLOWS = ['install', 'account', 'connectSource', 'conversation'];
/** The ledger holds content (design §3); no other table and no other column does. */
const CONTENT = new Set([
  'messages.content',
  'deliveries.content',
  'parts.text',
  'participants.name',
  'participants.phone',
  // what of a contact is ours, and what was looked at last
  'chat_contacts.name',
  'chat_contacts.seen_name',
  'chat_contacts.phone',
  'chat_contacts.seen_phone',
  'media.name',
  // a file's address at Kommo ends in its name
  'media.reference',
]);
const PRIVATE_PLANTS: readonly Plant[] = Object.entries(PRIVATE).map(([name, value]) => ({ name, value }));

/** Everything that was searched, at one moment. */
interface Search {
  readonly database: Places;
  readonly elsewhere: Places;
}

describe('after an installation, a conversation, failures and an uninstallation that erases', () => {
  let story: Story;
  let mail: SmtpSink;
  let page: Page;
  let storage: Places;
  let customer: string;
  let stored: string;
  let spooled: string;
  const closing: (() => Promise<unknown>)[] = [];
  let before: Search;
  let after: Search;

  beforeAll(async () => {
    mail = await startSmtpSink();
    closing.push(() => mail.close());
    mail.letsIn = false;
    const login = `courier:${encodeURIComponent(OWN_SECRETS['SMTP password'])}`;
    story = await Story.begin({
      COURIER_SMTP_URL: `${mail.url.replace('://', `://${login}@`)}?requireTLS=false`,
      COURIER_MAIL_FROM: 'courier@example.com',
    });
    closing.push(() => story.end());
    const browser = await launchBrowser();
    closing.push(() => browser.close());
    await disableInKommo(story.world);
    await story.install();
    page = await (await browser.newContext({ locale: 'en-GB' })).newPage();
    await story.connectBot(page);
    storage = await browserStorage(page);
    await talk();
    await renew();
    await adminKey();
    before = await searched();
    await uninstall();
    after = await searched();
  }, 420_000);

  afterAll(async () => {
    for (const close of closing.reverse()) await close();
  }, 60_000);

  /** Both write, with a file, a number, an edit and failures of both sides; one message comes by the spool. */
  async function talk(): Promise<void> {
    const { world } = story;
    const { chatId } = await world.newCustomer(PRIVATE.name, BOT.id);
    customer = chatId;
    const phone = `/telegram/bots/${BOT.id}/chats/${chatId}`;
    await world.fault({ name: 'kommo-error', status: 400, operation: 'send', times: 1 });
    await world.fault({ name: 'kommo-error', status: 503, operation: 'send', times: 1 });
    const said = await world.customerWrites(chatId, `${PRIVATE.text} ${PRIVATE.phone}`, BOT.id);
    await world.control('PATCH', `${phone}/messages/${String(said.id)}`, { text: `${PRIVATE.text} ${PRIVATE.phone}!` });
    await world.customerWrites(chatId, `${PRIVATE.phone}\0${PRIVATE.text}`, BOT.id);
    await world.control('POST', `${phone}/messages`, {
      contact: { name: PRIVATE.name, phone: PRIVATE.phone, own: true },
    });
    const { bytes, mimeType } = sampleFile('pdf');
    const query = new URLSearchParams({ name: PRIVATE['file name'], type: mimeType }).toString();
    const uploaded = await fetch(`${world.sandboxUrl}/control/files?${query}`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: new Uint8Array(bytes),
    });
    const { id: file } = (await uploaded.json()) as { id: string };
    await world.control('POST', `${phone}/messages`, { file, as: 'document', text: PRIVATE.text });
    const inbox = await waitFor(
      async () => (await world.state()).kommo.chats.find(({ messages }) => messages.length >= 3),
      { ...WAIT, what: 'the inbox' },
    );
    await world.fault({ name: 'telegram-error', status: 502, chat: chatId, times: 2 });
    await world.managerWrites(inbox.id, PRIVATE.answer);
    await world.control('POST', `/kommo/chats/${inbox.id}/attachments`, {
      files: [file, file],
      userId: SANDBOX.kommo.users[0].id,
    });
    await story.unreadableHook(`${PRIVATE.text} ${PRIVATE.phone}`);
    await settled(world, 120_000);

    const client = await story.db.connect();
    try {
      await client.query('begin; lock table deliveries in access exclusive mode');
      await world.customerWrites(chatId, `${PRIVATE.text} by the spool`, BOT.id);
      spooled = await waitFor(
        () => {
          const { contents } = filesUnder(join(world.dataDir, 'spool'));
          return contents.trim() === '' ? undefined : contents;
        },
        { ...WAIT, what: 'the spool' },
      );
    } finally {
      await client.query('rollback');
      client.release();
    }
    const carried = async (): Promise<boolean> =>
      (await world.state()).kommo.chats.some(({ messages }) =>
        messages.some(({ text }) => text.endsWith('by the spool')),
      );
    await waitFor(carried, { ...WAIT, what: 'what was spooled' });
    await settled(world, 60_000);
    stored = filesUnder(join(world.dataDir, 'media')).names;
  }

  /** One renewal that is well, then one that Kommo refuses, of which nobody can be told: the mail server refuses, too. */
  async function renew(): Promise<void> {
    const { world, db } = story;
    const whose = { clientId: SANDBOX.kommo.integration.clientId, accountId: SANDBOX.kommo.account.id };
    const session = await story.session();
    const { generation } = await story.plantPair();
    await world.control('POST', '/platform/revoke', { ...whose, what: 'access' });
    await db.query("update grants set expires_at = now() - interval '1 minute'");
    await waitFor(
      async () => {
        await story.ask(session, 'GET', 'pipelines');
        return ((await story.grant())?.generation ?? 0) > generation;
      },
      { ...WAIT, what: 'the renewal' },
    );
    await story.plantPair();
    await story.ask(session, 'PUT', 'alerts', { email: 'olga@shop.example', webhook: null, taskUserId: null });
    await world.control('POST', '/platform/revoke', { ...whose, what: 'all' });
    await waitFor(
      async () => {
        await story.ask(session, 'GET', 'pipelines');
        return (await story.grant())?.state === 'refused';
      },
      { ...WAIT, what: 'the refusal' },
    );
    await waitFor(() => mail.logins.length > 0, { ...WAIT, what: 'the alert' });
  }

  async function adminKey(): Promise<void> {
    const made = await askAdmin(story.world, 'POST', '/admin/v1/keys', { name: CONTROL, by: 'Olga' });
    expect(made.status).toBe(201);
    story.plant('key of the admin API', String(made.body.key));
    await askAdmin(story.world, 'GET', '/admin/v1/deliveries');
  }

  /** With a bot whose token is dead by then: its webhook cannot be taken away, and goes on coming. */
  async function uninstall(): Promise<void> {
    const { world, db } = story;
    await world.fault({ name: 'telegram-error', status: 401 });
    await db.query('update scopes set keep_data = false');
    await disableInKommo(world);
    await waitFor(async () => (await db.query('select from uninstalls where erased')).rowCount === 1, {
      ...WAIT,
      what: 'the receipt',
    });
    // What comes after the end is not kept either.
    await story.unreadableHook(`${PRIVATE.text} too late`);
    await world.customerWrites(customer, `${PRIVATE.text} too late`, BOT.id);
    await waitFor(
      async () => (await db.query("select from events where kind = 'unrouted' and raw is null")).rowCount === 2,
      { ...WAIT, what: 'the last two webhooks' },
    );
  }

  async function searched(): Promise<Search> {
    const { world } = story;
    const database = await databaseDump(world.database.pool);
    const { text } = await historiesOf(world, WORKFLOWS);
    const servers = await serverLogs();
    const data = filesUnder(world.dataDir, ['sandbox.json', 'sandbox.json-files']);
    const elsewhere = new Map([
      ['logs', logsOf(world)],
      ['logs of Postgres', servers.postgres],
      ['logs of Temporal', servers.temporal],
      ['metrics', await metricsOf(world)],
      ['histories', text],
      ['spool', spooled],
      ['files: names', data.names],
      ['files: contents', data.contents],
      ...[...storage].map(([where, said]): [string, string] => [`browser: ${where}`, said]),
    ]);
    return { database, elsewhere };
  }

  it('the control is found wherever is looked', async () => {
    const { world, db } = story;
    const control = (places: Places): string[] => [
      ...new Set(findings(places, [{ name: CONTROL, value: CONTROL }]).map(({ where }) => where)),
    ];
    expect(control(before.database)).toEqual(['api_keys.name']);
    await db.query('create table control (bytes bytea)');
    await db.query('insert into control values ($1)', [Buffer.from(`\0${CONTROL}`)]);
    expect(control(await databaseDump(world.database.pool))).toEqual(
      expect.arrayContaining(['api_keys.name', 'control.bytes']),
    );
    // Each place by a word that belongs there and nowhere else.
    const { elsewhere } = before;
    expect(elsewhere.get('logs')).toContain(`"taskQueue":"${world.queuePrefix}`);
    expect(elsewhere.get('logs')).toContain('"part":"api"');
    expect(elsewhere.get('logs of Postgres')).toContain('ready to accept connections');
    expect(elsewhere.get('logs of Temporal')).toContain('Server');
    expect(elsewhere.get('metrics')).toMatch(/courier_deliveries_total\{[^}]*outcome="sent"[^}]*\} [1-9]/);
    for (const name of WORKFLOWS) expect(elsewhere.get('histories')).toContain(`"workflowType":{"name":"${name}"}`);
    expect(elsewhere.get('histories')).toContain(`Installs the integration at ${SANDBOX.kommo.account.subdomain}`);
    expect(elsewhere.get('spool')).toMatch(/^v1\.k1\./m);
    expect(stored.split('\n').length).toBeGreaterThan(1);
    await leaveInStorage(page, CONTROL);
    expect(control(await browserStorage(page)).sort()).toEqual(
      ['address', 'caches', 'cookies', 'indexedDB', 'localStorage', 'sessionStorage'].sort(),
    );
  }, 60_000);

  it('the search finds what is written in another way', () => {
    const value = PRIVATE.text;
    const written = new Map([
      ['base64', Buffer.from(`${'x'.repeat(7)}${value}${value}`).toString('base64')],
      ['url', `?q=${encodeURIComponent(value)}`],
      ['json', JSON.stringify({ log: JSON.stringify({ value }) })],
      ['hex', Buffer.from(value).toString('hex')],
      ['reversed hex', Buffer.from(value).reverse().toString('hex')],
    ]);
    const found = findings(written, [{ name: 'text', value }]);
    expect([...new Set(found.map(({ where }) => where))].sort()).toEqual([...written.keys()].sort());
  });

  it('no secret is anywhere in clear', () => {
    const names = new Set(story.secrets.map(({ name }) => name));
    for (const name of ['code', 'refused code', 'access token', 'refresh token', 'long-lived token', 'widget JWT']) {
      expect(names).toContain(name);
    }
    expect(mail.logins.join()).toContain('AUTH PLAIN');
    for (const { database, elsewhere } of [before, after]) {
      expect(findings(database, story.secrets)).toEqual([]);
      expect(findings(elsewhere, story.secrets)).toEqual([]);
    }
  });

  it('what people say and who they are is in the ledger’s content, and nowhere else', async () => {
    const found = findings(before.database, PRIVATE_PLANTS);
    expect([...new Set(found.map(({ where }) => where))].filter((where) => !CONTENT.has(where))).toEqual([]);
    // The control: each of them is there.
    expect([...new Set(found.map(({ what }) => what))].sort()).toEqual(Object.keys(PRIVATE).sort());
    expect(findings(before.elsewhere, PRIVATE_PLANTS)).toEqual([]);
    expect((await kommoSite(story.world)).contacts.length).toBeGreaterThan(0);
  });

  it('nothing of it is left once it is erased, not even sealed; ids and outcomes are', async () => {
    const { db, world } = story;
    expect(findings(after.database, PRIVATE_PLANTS)).toEqual([]);
    expect(findings(after.elsewhere, PRIVATE_PLANTS)).toEqual([]);
    expect(filesUnder(join(world.dataDir, 'media')).names).toBe('');
    const { rows } = await db.query(
      `select (select count(*)::int from events where raw is not null) as hooks,
              (select count(*)::int from events where kind = 'unparsed') as unread,
              (select count(*)::int from deliveries where outcome = 'sent') > 3 as sent,
              (select counts ->> 'messages' from uninstalls)::int > 3 as counted`,
    );
    expect(rows[0]).toMatchObject({ hooks: 0, sent: true, counted: true });
    expect((rows[0] as { unread: number }).unread).toBeGreaterThan(0);
  });
});
