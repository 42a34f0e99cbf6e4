import type { SourceCard } from '../../src/api/settings/contract';
import type { InboxChat, PhoneView } from '../../src/sandbox/control/contract';
import type { SiteView } from '../../src/sandbox/control/schemas-platform';
import { SANDBOX } from '../../src/sandbox/credentials';
import { botIdOf } from '../support/bots';
import {
  ACCOUNT_ID,
  disableInKommo,
  installed,
  installInKommo,
  kommoSite,
  registerSandboxIntegration,
} from '../support/installation';
import { SettingsWindow } from '../support/settings-session';
import { waitFor } from '../support/wait-for';
import { World } from '../support/world';

const WAIT = { timeoutMs: 60_000 } as const;

interface Bot {
  readonly token: string;
  readonly id: string;
  readonly pipelineId: number;
  readonly card: SourceCard;
}

/*
 * Promise P5 with several sources of one messenger in one account. Telegram calls a person's chat the same with every
 * bot, so nothing but the source tells such chats apart.
 */
describe('three bots in one account, each with a pipeline of its own', () => {
  let world: World;
  let sales: Bot;
  let support: Bot;
  let returns: Bot;
  let settings: SettingsWindow;

  beforeAll(async () => {
    world = await World.start({ connected: false });
    await registerSandboxIntegration(world);
    await disableInKommo(world);
    await installInKommo(world);
    await installed(world);
    const made = await world.control<SiteView>('POST', `/platform/accounts/${String(ACCOUNT_ID)}/pipelines`, {
      name: 'Returns',
    });
    const [first, second, third] = made.pipelines.map(({ id }) => id);
    settings = await SettingsWindow.open(world);
    const connect = async (token: string, name: string, pipelineId = 0): Promise<Bot> => {
      if (token !== SANDBOX.telegram.bot.token) {
        await world.control('POST', '/telegram/bots', { token, name, username: `${name.toLowerCase()}_bot` });
      }
      const { id } = await settings.addBot(token, { name, pipelineId });
      return { token, id: botIdOf(token), pipelineId, card: await settings.becomes(id, 'ok') };
    };
    sales = await connect(SANDBOX.telegram.bot.token, 'Sales', first);
    support = await connect('500000101:a-bot-for-support', 'Support', second);
    returns = await connect('500000102:a-bot-for-returns', 'Returns', third);
  }, 240_000);
  afterAll(() => world.stop(), 60_000);

  async function chatWith(text: string): Promise<InboxChat> {
    return waitFor(
      async () => {
        const { kommo } = await world.state();
        return kommo.chats.find(({ messages }) => messages.some((message) => message.text === text));
      },
      { ...WAIT, what: `“${text}” in the inbox` },
    );
  }

  /** A message from the phone, in the inbox. */
  async function write(bot: Bot, customer: string, text: string): Promise<InboxChat> {
    await world.customerWrites(customer, text, bot.id);
    return chatWith(text);
  }

  async function phones(): Promise<readonly PhoneView[]> {
    return (await world.state()).telegram.phones;
  }

  /** Waits for an answer, and says through which bot it came, and to whom. */
  async function answered(inboxChat: string, text: string): Promise<string[]> {
    await world.managerWrites(inboxChat, text);
    const found = await waitFor(
      async () => {
        const with_ = (await phones()).filter(({ messages }) =>
          messages.some(({ text: said, from }) => said === text && from === 'bot'),
        );
        return with_.length === 0 ? undefined : with_;
      },
      { ...WAIT, what: `“${text}” on a phone` },
    );
    return found.map(({ botId, chatId }) => `${botId}/${chatId}`);
  }

  async function samePersonAt(bot: Bot, customer: string): Promise<void> {
    await world.control('POST', `/telegram/bots/${bot.id}/customers/${customer}`);
  }

  async function contactOf(inboxChat: string): Promise<number> {
    const link = await waitFor(
      async () => (await kommoSite(world)).chatLinks.find(({ chatId }) => chatId === inboxChat),
      { ...WAIT, what: 'the contact' },
    );
    return link.contactId;
  }

  it('are sources of their own in Kommo', async () => {
    const { sources } = await kommoSite(world);
    expect(sources.map(({ name, pipelineId, externalId }) => [name, pipelineId, externalId])).toEqual(
      [sales, support, returns].map(({ card, pipelineId, id }) => [card.name, pipelineId, `telegram-${id}`]),
    );
    expect(sources.map(({ isDefault }) => isDefault)).toEqual([true, false, false]);
    expect(new Set([sales, support, returns].map(({ pipelineId }) => pipelineId)).size).toBe(3);
  });

  it('a first message is an incoming lead in its bot’s pipeline with its source, and the answer leaves from that bot', async () => {
    for (const bot of [returns, sales, support]) {
      const { chatId: customer } = await world.newCustomer('Ana', bot.id);
      const chat = await write(bot, customer, `hello ${bot.card.name}`);
      const lead = await waitFor(
        async () => (await kommoSite(world)).unsorted.find(({ chatId }) => chatId === chat.id),
        { ...WAIT, what: 'the incoming lead' },
      );
      expect(lead).toMatchObject({ pipelineId: bot.pipelineId, sourceName: bot.card.name });
      expect(chat.sourceExternalId).toBe(`telegram-${bot.id}`);
      expect(await answered(chat.id, `answer of ${bot.card.name}`)).toEqual([`${bot.id}/${customer}`]);
    }
  });

  it.each(['own', 'first-source', 'first-person', 'no-own-ids'])(
    'one person writes to two bots: two chats, each answered from its own, also once the contacts are merged; hooks: %s',
    async (reading) => {
      await world.control('PATCH', '/assumptions', { 'merged-chat-hooks': reading });
      const { chatId: person } = await world.newCustomer('Ben', sales.id);
      await samePersonAt(returns, person);
      const one = await write(sales, person, `to sales, ${reading}`);
      const two = await write(returns, person, `to returns, ${reading}`);
      expect(two.id).not.toBe(one.id);

      const ask = async (when: string): Promise<void> => {
        // Crosswise, and at the same time.
        const [fromReturns, fromSales] = await Promise.all([
          answered(two.id, `${reading} returns ${when}`),
          answered(one.id, `${reading} sales ${when}`),
        ]);
        expect([fromSales, fromReturns]).toEqual([[`${sales.id}/${person}`], [`${returns.id}/${person}`]]);
      };
      await ask('before');

      const [from, into] = [await contactOf(two.id), await contactOf(one.id)];
      expect(from).not.toBe(into);
      await world.control('POST', `/platform/accounts/${String(ACCOUNT_ID)}/contacts/merge`, { from, into });
      await ask('merged');

      // What comes after it goes on in the same two chats, with the same sources, and makes no new leads.
      const { length: leads } = (await kommoSite(world)).unsorted;
      expect((await write(returns, person, `again to returns, ${reading}`)).id).toBe(two.id);
      expect((await write(sales, person, `again to sales, ${reading}`)).id).toBe(one.id);
      expect((await chatWith(`again to returns, ${reading}`)).sourceExternalId).toBe(`telegram-${returns.id}`);
      expect((await kommoSite(world)).unsorted).toHaveLength(leads);
      await ask('after');
    },
    180_000,
  );

  it('a merged contact of whom one chat was never answered is answered from the right bot', async () => {
    await world.control('PATCH', '/assumptions', { 'merged-chat-hooks': 'no-own-ids' });
    const { chatId: person } = await world.newCustomer('Eva', support.id);
    await samePersonAt(returns, person);
    const one = await write(support, person, 'Eva to support');
    const two = await write(returns, person, 'Eva to returns');
    const [from, into] = [await contactOf(one.id), await contactOf(two.id)];
    await world.control('POST', `/platform/accounts/${String(ACCOUNT_ID)}/contacts/merge`, { from, into });
    expect(await answered(one.id, 'Eva from support')).toEqual([`${support.id}/${person}`]);
    expect(await answered(two.id, 'Eva from returns')).toEqual([`${returns.id}/${person}`]);
  }, 120_000);

  /** Another program sets the bot's webhook, as anybody with the token can. */
  async function stolen(token: string): Promise<void> {
    await waitFor(
      async () => {
        const response = await fetch(`${world.sandboxUrl}/telegram/bot${token}/setWebhook`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ url: 'https://other.example/hook' }),
        });
        return response.ok ? true : undefined;
      },
      { ...WAIT, what: 'the other program to have the bot' },
    );
  }

  it('a bot that another program took is taken back by a repair', async () => {
    await stolen(support.token);
    await settings.ask('POST', `sources/${support.card.id}/repair`);
    await settings.becomes(support.card.id, 'ok');
    const { chatId: customer } = await world.newCustomer('Dora', support.id);
    const chat = await write(support, customer, 'Dora is back');
    expect(await answered(chat.id, 'so are we')).toEqual([`${support.id}/${customer}`]);
  }, 120_000);

  it('a new bot that another program has is left there until somebody says to take it over', async () => {
    const token = '500000103:a-bot-of-somebody';
    await world.control('POST', '/telegram/bots', { token, name: 'Theirs', username: 'theirs_bot' });
    await stolen(token);
    const { id } = await settings.addBot(token);
    const { state } = await settings.becomes(id, 'broken');
    expect(state).toMatchObject({ fault: 'webhook', text: expect.stringContaining('other.example') as string });
    await settings.ask('POST', `sources/${id}/repair`);
    await settings.becomes(id, 'broken');
    const about = await fetch(`${world.sandboxUrl}/telegram/bot${token}/getWebhookInfo`);
    expect(await about.json()).toMatchObject({ result: { url: 'https://other.example/hook' } });
    await settings.ask('POST', `sources/${id}/repair`, { takeOver: true });
    await settings.becomes(id, 'ok');
  }, 120_000);
});
