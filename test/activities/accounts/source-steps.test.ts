import { sourceSteps } from '../../../src/activities/accounts/source-steps';
import { sourceOf } from '../../../src/ledger/kept-sources';
import { beginConnecting, replaceCredentials } from '../../../src/ledger/source-settings';
import { registerSource } from '../../../src/ledger/registration';
import type { SourceId } from '../../../src/model/ids';
import { SANDBOX } from '../../../src/sandbox/credentials';
import type { SourceInput } from '../../../src/workflows/account-contract';
import { waitFor } from '../../support/wait-for';
import { startAccount, type TestAccount } from './account';

const { bot } = SANDBOX.telegram;
const BOT_ID = bot.token.slice(0, bot.token.indexOf(':'));
const THEIRS = 'https://other.example/hook?key=private';

let here: TestAccount;
let sourceId: SourceId;
beforeEach(async () => {
  here = await startAccount();
  ({ sourceId } = await registerSource(here.ledger.db, here.ledger.vault, {
    scopeId: here.scopeId,
    messenger: 'telegram',
    credentials: credentials(bot.token),
    remoteId: BOT_ID,
    name: bot.name,
    externalId: `telegram-${BOT_ID}`,
  }));
  await beginConnecting(here.ledger.db, sourceId);
});
afterEach(() => here.close());

function credentials(token: string) {
  return { token, apiBaseUrl: `${here.sandbox.url}/telegram` };
}

const input = (more: Partial<SourceInput> = {}): SourceInput => ({
  ...here.key,
  sourceId,
  messenger: 'telegram',
  ...more,
});
const source = () => sourceOf(here.ledger.db, here.key.accountId, sourceId);

async function steps(): Promise<unknown> {
  const { rows } = await here.ledger.db.query<{ steps: object }>('select steps from sources where id = $1', [sourceId]);
  return rows[0]?.steps;
}

async function anotherServiceTakesIt(): Promise<void> {
  const answer = await fetch(`${here.sandbox.url}/telegram/bot${bot.token}/setWebhook`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ url: THEIRS }),
  });
  expect(answer.status).toBe(200);
}

async function webhook(): Promise<string | undefined> {
  const { telegram } = await here.sandbox.state();
  return telegram.bots.find(({ id }) => id === BOT_ID)?.webhook?.url;
}

describe('pointing the webhook of a bot at us', () => {
  it('is done where nobody has it', async () => {
    expect(await sourceSteps(here.deps).pointWebhook(input())).toEqual({ kind: 'done' });
    expect(await webhook()).toMatch(/^https:\/\/courier\.example\/hooks\/telegram\//);
    expect(await source()).toMatchObject({ fault: null });
  });

  it('leaves it to another service, names that by its host, and says what can be done', async () => {
    await anotherServiceTakesIt();
    const refused = await sourceSteps(here.deps).pointWebhook(input());
    expect(refused).toMatchObject({
      kind: 'needs-person',
      text: 'The bot’s messages go to another service: other.example. Disconnect it there, or take it over: then that service gets none any more.',
    });
    expect(await webhook()).toBe(THEIRS);
    expect(await source()).toMatchObject({ fault: 'webhook' });
    expect(await steps()).toMatchObject({ 'point-webhook': { state: 'failed' } });
    expect(JSON.stringify([await steps(), here.logged])).not.toContain('private');
  });

  it('takes it over when a person said so, and the fault is over', async () => {
    await anotherServiceTakesIt();
    await sourceSteps(here.deps).pointWebhook(input());
    // Telegram takes one setWebhook a second (telegram.md §1); the engine tries again.
    const attempt = () =>
      sourceSteps(here.deps)
        .pointWebhook(input({ takeOver: true }))
        .catch(() => undefined);
    expect(await waitFor(attempt, { what: 'the webhook to be taken over' })).toEqual({ kind: 'done' });
    expect(await webhook()).toMatch(/^https:\/\/courier\.example\/hooks\/telegram\//);
    expect(await source()).toMatchObject({ fault: null, faultText: null });
  });
});

it('credentials that are dead need a person, and are not tried for ever', async () => {
  await replaceCredentials(
    here.ledger.db,
    here.ledger.vault,
    sourceId,
    credentials(`${BOT_ID}:not-the-token-any-more`),
  );
  for (const step of ['checkCredentials', 'pointWebhook'] as const) {
    expect(await sourceSteps(here.deps)[step](input())).toMatchObject({ kind: 'needs-person' });
    expect(await source()).toMatchObject({ fault: 'credentials' });
  }
});

it('credentials of another bot are refused', async () => {
  const other = '500000321:another-bot-of-another';
  await here.control('POST', '/telegram/bots', { token: other, name: 'Other', username: 'other_bot' });
  await replaceCredentials(here.ledger.db, here.ledger.vault, sourceId, credentials(other));
  expect(await sourceSteps(here.deps).checkCredentials(input())).toMatchObject({ kind: 'needs-person' });
  expect(await source()).toMatchObject({ fault: 'credentials' });
});

it('a messenger that has trouble is asked again', async () => {
  await here.sandbox.fault({ name: 'telegram-error', operation: 'getMe', status: 502, times: 1 });
  await expect(sourceSteps(here.deps).checkCredentials(input())).rejects.toMatchObject({ type: 'Later' });
  expect(await sourceSteps(here.deps).checkCredentials(input())).toEqual({ kind: 'done' });
});
