import { probeSources } from '../../../src/activities/accounts/probe-sources';
import { tellAdministrator } from '../../../src/activities/accounts/tell-administrator';
import { whatIsWrong } from '../../../src/activities/accounts/what-is-wrong';
import { createAddressFilter } from '../../../src/http/address-filter';
import { createHttpClient } from '../../../src/http/undici-client';
import { markRefused } from '../../../src/ledger/grants';
import { endFault, noteFault } from '../../../src/ledger/kept-sources';
import type { Check } from '../../../src/model/check';
import type { SourceId } from '../../../src/model/ids';
import { say } from '../../../src/words';
import { inWords } from '../../../src/words/in-words';
import { createMailer } from '../../../src/mail/mailer';
import { SANDBOX } from '../../../src/sandbox/credentials';
import { replyWith, startThrowawayServer, type ThrowawayServer } from '../../http/throwaway-server';
import { startSmtpSink, type SmtpSink } from '../../support/smtp-sink';
import { startAccount, type TestAccount } from './account';

const DAY_MS = 24 * 60 * 60_000;
const ADMIN = 'admin@shop.example';
const FAULT = { kind: 'credentials', text: 'Telegram does not accept the token of the bot.' } as const;

let smtp: SmtpSink;
let hook: ThrowawayServer;
let here: TestAccount;
let sourceId: SourceId;
let adminId: number;
beforeEach(async () => {
  smtp = await startSmtpSink();
  hook = await startThrowawayServer();
  here = await startAccount({ mail: createMailer({ url: smtp.url, from: 'Courier <courier@example.com>' }) });
  await here.authoriseFor(365);
  ({ sourceId } = await here.source('Loja “Ação”'));
  adminId = (await here.site()).users[0]?.id ?? 0;
});
afterEach(async () => {
  await here.close();
  await hook.close();
  await smtp.close();
});

/** What the settings window would write. */
async function tell(targets: { email?: boolean; webhook?: boolean; task?: boolean }): Promise<void> {
  await here.ledger.db.query('update scopes set alert_email = $1, alert_webhook = $2, alert_task_user_id = $3', [
    targets.email === true ? ADMIN : null,
    targets.webhook === true ? `${hook.origin}/told` : null,
    targets.task === true ? adminId : null,
  ]);
}
const everyWay = { email: true, webhook: true, task: true };

async function round(): Promise<void> {
  await tellAdministrator(here.deps, here.key, await whatIsWrong(here.deps, here.key));
}
const breakSource = (): Promise<void> => noteFault(here.ledger.db, sourceId, FAULT);
const told = async (): Promise<[mails: number, hooks: number, tasks: number]> => [
  smtp.mails.length,
  hook.seen.length,
  (await here.site()).tasks.length,
];

describe('a source that broke', () => {
  beforeEach(async () => {
    await tell(everyWay);
    await breakSource();
  });

  it('is told of by e-mail, with what is wrong, what to do and where', async () => {
    await round();
    const [mail] = smtp.mails;
    expect(mail).toMatchObject({
      from: 'courier@example.com',
      to: [ADMIN],
      subject: 'Courier: “Loja “Ação”” (Telegram) does not work',
    });
    expect(mail?.text).toContain(FAULT.text);
    expect(mail?.text).toContain('enter new credentials');
    expect(mail?.text).toContain('https://sandbox.kommo.com/settings/widgets/');
  });

  it('is told of by webhook, for programs and for people', async () => {
    await round();
    expect(hook.seen).toHaveLength(1);
    const [{ method, url, headers, body } = { body: '' }] = hook.seen;
    expect({ method, url, type: headers?.['content-type'] }).toEqual({
      method: 'POST',
      url: '/told',
      type: 'application/json',
    });
    expect(JSON.parse(body)).toEqual({
      event: 'source-broken',
      account: { id: SANDBOX.kommo.account.id, subdomain: 'sandbox' },
      source: { id: sourceId, name: 'Loja “Ação”', messenger: 'telegram' },
      fault: 'credentials',
      text: expect.stringContaining(FAULT.text) as string,
      since: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string,
      endsAt: null,
      courier: 'https://courier.example',
    });
  });

  it('is told of by a task in Kommo for the user who was named, due a day later', async () => {
    await round();
    const [task] = (await here.site()).tasks;
    expect(task).toMatchObject({ responsibleUserId: adminId, text: expect.stringContaining(FAULT.text) as string });
    const dueInMs = (task?.completeTill ?? 0) * 1_000 - Date.now();
    expect(dueInMs).toBeGreaterThan(DAY_MS - 60_000);
    expect(dueInMs).toBeLessThan(DAY_MS + 60_000);
    const [request] = await here.requests('crm-tasks-add');
    expect(request).not.toHaveProperty('warnings');
  });

  it.each([
    [
      'es' as const,
      /^Courier: «Loja “Ação”» \(Telegram\) no funciona$/,
      /no funciona desde el .* UTC\. .*escribe credenciales/s,
    ],
    [
      'pt' as const,
      /^Courier: “Loja “Ação”” \(Telegram\) não funciona$/,
      /não funciona desde .* UTC\. .*informe novas credenciais/s,
    ],
  ])('is told of in the language of the account: %s', async (language, subject, what) => {
    await here.ledger.db.query('update accounts set language = $1', [language]);
    await noteFault(here.ledger.db, sourceId, { kind: 'credentials', ...say('source.other-owner') });
    await round();
    const [mail] = smtp.mails;
    expect(mail?.subject).toMatch(subject);
    expect(mail?.text).toMatch(what);
    const why = inWords(say('source.other-owner'), language);
    const [task] = (await here.site()).tasks;
    for (const text of [mail?.text, task?.text, hook.seen[0]?.body]) {
      expect(text).toContain(why);
      expect(text).not.toContain('Open Courier');
    }
  });

  it('is told of once by each way, and again when it breaks anew', async () => {
    await round();
    await round();
    expect(await told()).toEqual([1, 1, 1]);
    await endFault(here.ledger.db, sourceId, ['credentials']);
    await round();
    expect(await told()).toEqual([1, 1, 1]);
    await breakSource();
    await round();
    expect(await told()).toEqual([2, 2, 2]);
  });

  it('is told of by a way that is entered later', async () => {
    await tell({ email: true });
    await round();
    expect(await told()).toEqual([1, 0, 0]);
    await tell(everyWay);
    await round();
    expect(await told()).toEqual([1, 1, 1]);
  });

  it('is no news to anybody where nobody is named, or the integration is gone or going', async () => {
    await tell({});
    await round();
    await tell(everyWay);
    await here.ledger.db.query('update scopes set removed_at = now()');
    await round();
    await here.ledger.db.query('update scopes set removed_at = null');
    await here.ledger.db.query(
      'insert into uninstalls (id, integration_id, account_id) values (gen_random_uuid(), $1, $2)',
      [here.key.integrationId, here.key.accountId],
    );
    await round();
    expect(await told()).toEqual([0, 0, 0]);
  });
});

describe('a way that fails', () => {
  beforeEach(async () => {
    await tell(everyWay);
    await breakSource();
  });

  it.each([
    ['the mail server', () => (smtp.takes = false), [0, 1, 1]],
    ['the webhook', () => (hook.answer = replyWith(500)), [1, 1, 1]],
    ['the webhook, elsewhere', () => (hook.answer = replyWith(302, undefined, { Location: '/other' })), [1, 1, 1]],
  ])('does not stop the others: %s', async (_name, fail, expected) => {
    fail();
    await round();
    expect(await told()).toEqual(expected);
  });

  it('does not stop the others: the user of the task is gone', async () => {
    await here.control('PATCH', `/platform/accounts/${String(here.key.accountId)}/users/${String(adminId)}`, {
      isActive: false,
    });
    await round();
    expect(await told()).toEqual([1, 1, 0]);
  });

  it('is tried again in the next round, and tells once when it works', async () => {
    smtp.takes = false;
    hook.answer = replyWith(503);
    await round();
    smtp.takes = true;
    hook.answer = replyWith(204);
    await round();
    await round();
    expect(await told()).toEqual([1, 2, 1]);
  });

  it('is given up after five attempts', async () => {
    hook.answer = replyWith(500);
    for (let rounds = 0; rounds < 8; rounds += 1) await round();
    expect(await told()).toEqual([1, 5, 1]);
    expect(here.logged.filter((line) => line.includes('given up'))).toHaveLength(1);
  });

  it('may not lead into our own network', async () => {
    const http = createHttpClient({ addressFilter: createAddressFilter({ allow: [] }) });
    await tellAdministrator({ ...here.deps, http }, here.key, await whatIsWrong(here.deps, here.key));
    await http.close();
    expect(await told()).toEqual([1, 0, 1]);
  });
});

it('messages that wait for a decision, and gaps that stay, are told of by their number alone', async () => {
  await tell(everyWay);
  const { rows } = await here.ledger.db.query<{ chat_id: string; sent: string }>(
    `with chat as (
       insert into chats (account_id, scope_id, source_id, remote_id) values ($1, $2, $3, '77') returning id
     ), said as (
       insert into messages (id, account_id, chat_id, origin, content, written_at)
       select gen_random_uuid(), $1, chat.id, 'kommo', '{"type": "text", "text": "secret"}', 1 from chat, generate_series(1, 3)
       returning id, chat_id
     )
     insert into deliveries (id, account_id, chat_id, message_id, lane, kind, dedupe_key, seq, origin_at, expires_at, late_at, gap)
     select gen_random_uuid(), $1, chat_id, id, 'to-messenger', 'message', id::text, row_number() over (), 1,
            now() + interval '1 day', now() - interval '1 hour', case row_number() over () when 3 then 'going' else 'asks' end
     from said
     returning chat_id`,
    [here.key.accountId, here.scopeId, sourceId],
  );
  expect(rows).toHaveLength(3);
  await round();
  await round();

  expect(await told()).toEqual([1, 1, 1]);
  const [mail] = smtp.mails;
  expect(mail?.subject).toBe('Courier: Somebody has to decide about late messages');
  expect(mail?.text).toContain('2 messages were written in Kommo more than half an hour before');
  expect(mail?.text).toContain('1 message was carried late, and not there yet');
  expect(mail?.text).not.toContain('secret');
  expect(JSON.parse(hook.seen[0]?.body ?? '')).toMatchObject({ event: 'messages-missing', fault: null });
});

describe('the access to Kommo', () => {
  beforeEach(() => tell(everyWay));

  it('is told of when it has ended, by e-mail and webhook: no task can be made', async () => {
    await markRefused(here.ledger.db, here.key, { generation: 1 }, 'withdrawn');
    await round();
    await round();
    expect(await told()).toEqual([1, 1, 0]);
    expect(await here.requests('crm-tasks-add')).toEqual([]);
    expect(smtp.mails[0]?.subject).toBe('Courier: Kommo has to be authorised again');
    expect(JSON.parse(hook.seen[0]?.body ?? '')).toMatchObject({ event: 'authorise', source: null, fault: null });
  });

  it('is told of 30, 7 and 1 days before a long-lived token ends, once each, and not before', async () => {
    await here.authoriseFor(32);
    await round();
    expect(await told()).toEqual([0, 0, 0]);
    // What is a day away is told of once, also where nobody looked before.
    for (const [inDays, times] of [
      [3, 1],
      [24, 1],
      [26, 2],
      [31.5, 3],
    ] as const) {
      here.clock.moveTo(Date.now() + inDays * DAY_MS);
      await round();
      await round();
      expect(await told()).toEqual([times, times, times]);
    }
    const { rows } = await here.ledger.db.query<{ expires_at: Date }>('select expires_at from grants');
    expect(JSON.parse(hook.seen[0]?.body ?? '')).toMatchObject({
      event: 'token-ends',
      endsAt: rows[0]?.expires_at.toISOString(),
    });
  });

  it('is not told of while tokens that renew themselves are near their end', async () => {
    await here.authorise();
    await round();
    expect(await told()).toEqual([0, 0, 0]);
  });
});

describe('a round of probes', () => {
  beforeEach(() => tell({ email: true }));

  it('tells of a bot whose token the messenger does not take', async () => {
    await here.ledger.db.query('update connections set credentials = $1', [
      here.ledger.vault.seal(
        JSON.stringify({ token: '500000001:revoked-token-of-the-bot', apiBaseUrl: `${here.sandbox.url}/telegram` }),
        `connections.credentials/${(await here.ledger.db.query<{ id: string }>('select id from connections')).rows[0]?.id ?? ''}`,
      ),
    ]);
    await probeSources(here.deps, here.key);
    expect(smtp.mails).toHaveLength(1);
    expect(smtp.mails[0]?.raw).not.toContain('revoked-token-of-the-bot');
    const { rows } = await here.ledger.db.query<{ checks: readonly Check[] }>('select checks from sources');
    expect(rows[0]?.checks).toMatchObject([{ name: 'token', title: { text: 'Bot token' }, state: 'broken' }]);
  });

  it('waits for a quarter of an hour before it tells of a messenger without an answer', async () => {
    await noteFault(here.ledger.db, sourceId, { kind: 'unreachable', text: 'Telegram gives no answer.' });
    await round();
    expect(smtp.mails).toHaveLength(0);
    here.clock.moveTo(Date.now() + 16 * 60_000);
    await round();
    expect(smtp.mails).toHaveLength(1);
  });

  it('tells of what is known although a source cannot be probed', async () => {
    const { connectionId } = await here.source('Other');
    await breakSource();
    await here.ledger.db.query('update sources set connecting = true where id = $1', [sourceId]);
    await here.ledger.db.query("update connections set credentials = 'no seal' where id = $1", [connectionId]);
    await expect(probeSources(here.deps, here.key)).rejects.toThrow();
    expect(smtp.mails).toHaveLength(1);
  });
});

it('says nothing private in logs, and no secret to anybody', async () => {
  await tell(everyWay);
  await breakSource();
  smtp.takes = false;
  await round();
  smtp.takes = true;
  await round();
  const { longLivedToken, clientSecret } = SANDBOX.kommo.integration;
  const { rows } = await here.ledger.db.query<{ access_token: string }>('select access_token from grants');
  const token = here.ledger.vault.open(
    rows[0]?.access_token ?? '',
    `grants.access_token/${here.key.integrationId}/${String(here.key.accountId)}`,
  );
  const said = JSON.stringify([smtp.mails, hook.seen, (await here.site()).tasks]);
  const logs = here.logged.join('');
  expect(logs).toContain('EENVELOPE 550');
  for (const secret of [longLivedToken, clientSecret, token, SANDBOX.telegram.bot.token]) {
    expect(said + logs).not.toContain(secret);
  }
  for (const name of [ADMIN, 'Ação', hook.origin]) expect(logs).not.toContain(name);
});
