import { crmHookUrl } from '../../../src/access/crm-hook';
import { subscribeWebhooks, widenWebhooks } from '../../../src/activities/accounts/webhooks';
import { startAccount, type TestAccount } from './account';

const KEYS = [Buffer.alloc(32, 9)];
const EVERYTHING = [
  'add_talk',
  'delete_contact',
  'add_chat_template_review',
  'add_outgoing_message',
  'update_talk',
  'add_unsorted',
  'update_unsorted',
  'delete_unsorted',
];

let account: TestAccount;
let destination: string;
beforeEach(async () => {
  account = await startAccount({ hookKeys: KEYS });
  await account.authorise();
  destination = crmHookUrl(KEYS, account.deps.oauth.publicUrl, account.key);
});
afterEach(() => account.close());

async function subscribed(): Promise<readonly string[] | undefined> {
  return (await account.site()).webhooks.find((hook) => hook.destination === destination)?.settings;
}

describe('the webhooks of an account', () => {
  it('tell of talks, incoming leads and contacts that are gone', async () => {
    expect(await subscribeWebhooks(account.deps, account.key)).toEqual({ kind: 'done' });
    expect(await subscribed()).toEqual(EVERYTHING);
  });

  it('tell of what Kommo lists, where it takes no other codes', async () => {
    await account.sandbox.assume({ 'webhook-unlisted-events': 'refuse-400' });
    expect(await subscribeWebhooks(account.deps, account.key)).toEqual({ kind: 'done' });
    expect(await subscribed()).toEqual(EVERYTHING.slice(0, 4));
  });

  it('of an installation that asked for less are widened, once', async () => {
    await account.deps.crm.ask(account.key, (crm) =>
      crm.subscribe({ destination, events: ['add_talk', 'update_talk'] }),
    );
    await widenWebhooks(account.deps, account.key);
    expect(await subscribed()).toEqual(EVERYTHING);
    const before = (await account.requests('crm-webhooks-subscribe')).length;
    await widenWebhooks(account.deps, account.key);
    expect(await account.requests('crm-webhooks-subscribe')).toHaveLength(before);
  });

  it('that a person removed stay removed', async () => {
    await widenWebhooks(account.deps, account.key);
    expect(await subscribed()).toBeUndefined();
  });
});
