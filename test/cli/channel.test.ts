import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Command } from 'commander';
import { channelCommands } from '../../src/cli/channel';
import { addChannelFrom } from '../../src/cli/channel-add';
import { requestChannel } from '../../src/cli/channel-request';
import { reasonOf } from '../../src/cli/reason';
import type { Terminal } from '../../src/cli/terminal';
import { readConfig } from '../../src/config';
import { ANSWER, CHANNEL_ID, ENVELOPE, PAGE_SAMPLE, TABLES } from '../kommo/registration/answers';
import { ICON, REQUEST } from '../kommo/registration/requests';
import { openLedger, type Ledger } from '../ledger/ledger';

const MASTER_KEYS = `t1:${Buffer.alloc(32, 7).toString('base64')}`;
const CLIENT_SECRET = 'client-secret-of-the-integration';

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'courier-channel-'));
});
afterAll(() => rmSync(dir, { recursive: true }));

function file(name: string, text: string): string {
  const where = path.join(dir, name);
  writeFileSync(where, text);
  return where;
}

interface Ran {
  readonly code: number;
  /** Standard output. */
  readonly said: string;
  /** Standard error: remarks, questions, and the reason of a failure. */
  readonly beside: string;
}

/** Somebody who types these answers, or nobody; `input` is standard input. */
interface Person {
  readonly types?: readonly string[];
  readonly input?: string;
  readonly env?: NodeJS.ProcessEnv;
}

async function courier(words: readonly string[], { types, input = '', env = {} }: Person = {}): Promise<Ran> {
  let code = -1;
  const said: string[] = [];
  const beside: string[] = [];
  const left = [...(types ?? [])];
  const terminal: Terminal = {
    interactive: types !== undefined,
    ask: (question, options) => {
      beside.push(question + (options?.hidden === true ? '[hidden]' : ''));
      const answer = left.shift();
      return answer === undefined ? Promise.reject(new Error('The input ended')) : Promise.resolve(answer);
    },
    paste: () => Promise.resolve(input),
    readAll: () => Promise.resolve(input),
    remark: (line) => void beside.push(line),
  };
  const program = new Command('courier').exitOverride();
  channelCommands(
    program,
    async (work) => {
      try {
        code = await work(readConfig({ COURIER_PUBLIC_URL: 'https://courier.example.com', ...env }));
      } catch (error) {
        beside.push(reasonOf(error));
        code = 1;
      }
    },
    (line) => said.push(line),
    { request: () => Promise.resolve({ requestChannel }), add: () => Promise.resolve({ addChannelFrom }) },
    () => terminal,
  );
  await program.parseAsync(['channel', ...words], { from: 'user' });
  expect(left).toEqual([]);
  return { code, said: said.join('\n'), beside: beside.join('\n') };
}

const flags = (icon: string): string[] => [
  ...['--name', 'Green Shop', '--accounts', '30000001', '--write-first', 'yes', '--window', '86400'],
  ...['--templates-after-window', 'no', '--email', 'ops@example.com', '--icon', icon],
  ...['--integration-id', REQUEST.integrationId, '--widget-code', 'abc', '--audience', 'public', '--similar', 'yes'],
  ...['--unique', 'It loses nothing', '--stores-files', 'no', '--reactions', 'all', '--quoting', 'yes'],
  ...['--voice', 'no', '--max-file-mb', '20'],
];

describe('courier channel request', () => {
  it('makes the request from flags, with the webhook of this Courier', async () => {
    const { code, said, beside } = await courier(['request', ...flags(file('icon.svg', ICON))]);
    expect(code).toBe(0);
    expect(said).toContain('1. Name of the service: Green Shop\n');
    expect(said).toContain('2. Webhook URL: https://courier.example.com/hooks/kommo/:scope_id\n');
    expect(said).toContain('15. Maximum file size available to send in the chat: 20 MB\n');
    expect(beside).toContain('green-shop.svg');
    expect(beside).toContain('fits a circle cannot be told');
  });

  it('makes it from a file, with the icon beside it, and a flag goes before the file', async () => {
    file('mine.svg', ICON);
    const from = file('request.json', JSON.stringify({ ...REQUEST, icon: undefined, iconFile: 'mine.svg' }));
    const out = path.join(dir, 'mail.txt');
    const { code, said } = await courier(['request', '--from', from, '--name', 'Other', '--out', out]);
    expect({ code, said }).toEqual({ code: 0, said: '' });
    expect(readFileSync(out, 'utf8')).toContain('1. Name of the service: Other\n');
  });

  it('makes it from standard input, and answers programs in JSON that can be given back to it', async () => {
    const first = await courier(['request', '--from', '-', '--json'], { input: JSON.stringify(REQUEST) });
    const { request, text, notes } = JSON.parse(first.said) as { request: object; text: string; notes: string[] };
    expect(text).toContain('3. Kommo account ID: 30000001, 30000002');
    expect(notes).toHaveLength(1);
    const second = await courier(['request', '--from', '-', '--json'], { input: JSON.stringify(request) });
    expect(second.said).toBe(first.said);
  });

  it('names every fault at once and ends with 1', async () => {
    const words = ['request', '--name', '1Shop', '--email', 'nobody', '--icon', path.join(dir, 'none.svg')];
    const { code, said, beside } = await courier(words, { env: { COURIER_PUBLIC_URL: 'http://localhost:8080' } });
    expect({ code, said }).toEqual({ code: 1, said: '' });
    expect(beside).toContain('  name: The name cannot start with a digit.');
    expect(beside).toContain('  email: This is no e-mail address.');
    expect(beside).toMatch(/ {2}icon: The file .*none\.svg cannot be read\./);
    expect(beside).toContain('  hookUrl: Kommo has to reach it over https. Set COURIER_PUBLIC_URL');
    expect(beside).toContain('  voice: This is missing.');
    expect(beside.match(/icon:/g)).toHaveLength(1);
    const asJson = await courier([...words, '--json']);
    expect(asJson.code).toBe(1);
    const { faults } = JSON.parse(asJson.said) as { faults: { field: string; text: string }[] };
    expect(faults).toContainEqual({ field: 'name', text: 'The name cannot start with a digit.' });
    expect(faults.length).toBeGreaterThan(10);
  });

  it.each([
    ['is not there', '/nowhere/request.json', 'cannot be read'],
    ['is no JSON', 'text.json', 'This is no JSON'],
    ['is a list', 'list.json', 'Give an object'],
  ])('says when the file %s', async (_what, from, reason) => {
    file('text.json', 'name: x');
    file('list.json', '[]');
    const { code, beside } = await courier(['request', '--from', path.resolve(dir, from)]);
    expect(code).toBe(1);
    expect(beside).toContain(reason);
  });

  it('asks a person for what is missing, again when an answer does not fit, and only what matters', async () => {
    const icon = file('icon.svg', ICON);
    const types = [
      ...['9 Shop', 'Green Shop', '', 'one', '30000001', 'no', 'none', 'ops@example.com'],
      ...[
        '/nowhere.svg',
        icon,
        REQUEST.integrationId,
        'abc',
        'public',
        'no',
        'yes',
        'thumb',
        '👍',
        'yes',
        'no',
        'none',
      ],
    ];
    const { code, said, beside } = await courier(['request'], { types });
    expect(beside).toContain('The name cannot start with a digit.');
    expect(beside).not.toContain('Offer templates');
    expect(code).toBe(0);
    expect(said).toContain('2. Webhook URL: https://courier.example.com/hooks/kommo/:scope_id\n');
    expect(said).toContain('12. Does the integration support reactions? yes: 👍\n');
  });
});

describe('courier channel add', () => {
  let ledger: Ledger;
  let env: NodeJS.ProcessEnv;
  beforeAll(async () => {
    ledger = await openLedger();
    env = { COURIER_DATABASE_URL: ledger.test.url, COURIER_MASTER_KEYS: MASTER_KEYS };
  });
  afterAll(() => ledger.close());

  const stored = async (channelId: string): Promise<Record<string, unknown> | undefined> =>
    (await ledger.db.query<Record<string, unknown>>('select * from integrations where channel_id = $1', [channelId]))
      .rows[0];

  it('stores the channel, its secrets sealed, and shows the end of the secret only', async () => {
    const from = file('answer.json', JSON.stringify(ENVELOPE));
    const secretFile = file('secret.txt', `${CLIENT_SECRET}\n`);
    const { code, said } = await courier(['add', from, '--client-secret-file', secretFile], { env });
    expect(code).toBe(0);
    expect(said).toContain('The channel “Chat” is stored.');
    expect(said).toMatch(/Channel secret +…E1SA \(21 characters\)/);
    expect(said).toContain('only these accounts can connect it: 1234567.');
    expect(said).toContain('Webhooks for reactions are off');
    expect(said).not.toContain(ANSWER.secret_key);
    expect(said).not.toContain(CLIENT_SECRET);
    const row = await stored(ANSWER.id);
    expect(row).toMatchObject({
      client_id: ANSWER.client_uuid,
      channel_name: 'Chat',
      bot_id: ANSWER.bot.id,
      chat_api_origin: 'https://amojo.kommo.com',
      window_ms: 100_000_000,
      window_needs_template: true,
      channel_code: 'amo.ext.12345678',
      widget_code: ANSWER.widget_code,
      hook_url: ANSWER.webhook_url_v2,
      reactions_all: true,
      video_size: '20',
      test_mode: true,
      allowed_accounts: [{ amojoId: ANSWER.allowed_acc_list[0].id, accountId: 1234567 }],
      webhook_events: ['messages', 'typing'],
    });
    const open = (column: string): string =>
      ledger.vault.open(String(row?.[column]), `integrations.${column}/${String(row?.id)}`);
    expect(open('channel_secret')).toBe(ANSWER.secret_key);
    expect(open('client_secret')).toBe(CLIENT_SECRET);
  });

  it('may be repeated, and tables that say less leave what is known', async () => {
    const integration = '11111111-21e2-40ee-8da5-2121e21e2e5a';
    const json = JSON.stringify({ ...ANSWER, id: CHANNEL_ID, client_uuid: integration, webhook_events: ['messages'] });
    const keys = ['--client-secret', CLIENT_SECRET, '--client-id', integration];
    expect((await courier(['add', '-', ...keys], { env, input: json })).code).toBe(0);
    const before = await stored(CHANNEL_ID);
    const again = await courier(['add', ...keys, '--json'], { env, input: TABLES['with tabs'] });
    expect(again.code).toBe(0);
    const { channel, warnings } = JSON.parse(again.said) as { channel: object; warnings: { key: string }[] };
    expect(channel).toMatchObject({ id: CHANNEL_ID, secret: { ending: '…4567', length: 26 }, window: null });
    expect(warnings.map(({ key }) => key)).toEqual(['hookUnsaid']);
    const after = await stored(CHANNEL_ID);
    expect(after).toMatchObject({
      id: before?.id,
      channel_name: 'MyKommo',
      window_ms: 100_000_000,
      voice: true,
      hook_url: ANSWER.webhook_url_v2,
      webhook_events: ['messages'],
      allowed_accounts: [{ amojoId: null, accountId: 12345678 }],
    });
  });

  it('names every fault at once, stores nothing and ends with 1', async () => {
    const { code, beside } = await courier(['add', '--client-id', 'mine'], { env, input: PAGE_SAMPLE });
    expect(code).toBe(1);
    for (const field of ['clientId', 'answer.id', 'answer.bot.id', 'answer.client_uuid']) {
      expect(beside).toContain(`  ${field}: This is no id of the form`);
    }
    expect(beside).toContain('  clientSecret: This is missing.');
    expect(await stored('dw2asda2-929f-47c3-b1e7-c845a941833b')).toBeUndefined();
  });

  it('refuses a second channel for an integration, and an integration that is not the one of the answer', async () => {
    const integration = '22222222-21e2-40ee-8da5-2121e21e2e5a';
    const first = { ...ANSWER, id: '22222222-929f-47c3-b1e7-c845a941833b', client_uuid: integration };
    const second = { ...first, id: '33333333-929f-47c3-b1e7-c845a941833b' };
    const keys = ['--client-secret', CLIENT_SECRET];
    expect((await courier(['add', ...keys], { env, input: JSON.stringify(first) })).code).toBe(0);
    const refused = await courier(['add', ...keys], { env, input: JSON.stringify(second) });
    expect(refused.code).toBe(1);
    expect(refused.beside).toContain(`already has the channel ${first.id}`);
    expect(await stored(second.id)).toBeUndefined();
    const other = await courier(['add', ...keys, '--client-id', REQUEST.integrationId.replace('a', 'b')], {
      env,
      input: JSON.stringify(first),
    });
    expect(other.beside).toContain(`belongs to the integration ${integration}`);
  });

  it('asks a person for the keys that the answer does not have, the secret without showing it', async () => {
    const input = TABLES['with colons, in a mail'].replaceAll(CHANNEL_ID, '44444444-929f-47c3-b1e7-c845a941833b');
    const types = ['44444444-21e2-40ee-8da5-2121e21e2e5a', CLIENT_SECRET];
    const { code, beside } = await courier(['add'], { env, input, types });
    expect(code).toBe(0);
    expect(beside).toMatch(/Integration ID .*\n.*secret key .*\[hidden\]/);
    const none = await courier(['add'], { env, input: 'Hello', types: [] });
    expect(none.beside).toContain('answer: No answer of support was found');
  });
});
