import fc from 'fast-check';
import type { ChatView } from '../../src/ledger/contact-views';
import type { InboxChat } from '../../src/sandbox/control/contract';
import type { HandsetView, LineView } from '../../src/sandbox/control/lines-contract';
import type { SiteView } from '../../src/sandbox/control/schemas-platform';
import { SANDBOX } from '../../src/sandbox/credentials';
import { botIdOf } from '../support/bots';
import { settled } from '../support/deliveries';
import {
  ACCOUNT_ID,
  askAdmin,
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
const RETURNS = '500000301:a-bot-for-returns';

let world: World;
let settings: SettingsWindow;
let line: LineView;
let whatsApp: string;
beforeAll(async () => {
  world = await World.start({ connected: false, workers: 2 });
  await registerSandboxIntegration(world);
  await disableInKommo(world);
  await installInKommo(world);
  await installed(world);
  settings = await SettingsWindow.open(world);
  await world.control('POST', '/telegram/bots', { token: RETURNS, name: 'Returns', username: 'returns_bot' });
  for (const token of [SANDBOX.telegram.bot.token, RETURNS]) {
    await settings.becomes((await settings.addBot(token)).id, 'ok');
  }
  const { lines } = await world.state();
  const found = lines.lines.find(({ messenger }) => messenger === 'whatsapp');
  if (found === undefined) throw new Error('The sandbox has no WhatsApp');
  line = found;
  whatsApp = (await settings.addSource('whatsapp', line.credentials)).id;
  await settings.becomes(whatsApp, 'ok');
}, 240_000);
afterAll(() => world.stop(), 60_000);

const people = <Answer = SiteView>(method: string, path: string, body?: object): Promise<Answer> =>
  world.control(method, `/platform/accounts/${String(ACCOUNT_ID)}${path}`, body);

let numbers = 0;
/** Nobody else’s. */
const newNumber = (): string => `+1555777${String(1000 + (numbers += 1))}`;

function handset(name: string, phone: string): Promise<HandsetView> {
  return world.control('POST', `/lines/whatsapp/${line.id}/customers`, { name, phone });
}
const says = (who: string, said: object) =>
  world.control('POST', `/lines/whatsapp/${line.id}/handsets/${who}/messages`, said);
const acts = (who: string, act: object): Promise<HandsetView> =>
  world.control('POST', `/lines/whatsapp/${line.id}/handsets/${who}/act`, act);

async function chatWith(text: string): Promise<InboxChat> {
  return waitFor(
    async () =>
      (await world.state()).kommo.chats.find(({ messages }) => messages.some((message) => message.text.includes(text))),
    { ...WAIT, what: `“${text}” in the inbox` },
  );
}

/** The contact of a Kommo chat, once there is one that fits. */
function contactOf(kommoChat: string, fits: (contact: SiteView['contacts'][number]) => boolean, what: string) {
  return waitFor(
    async () => {
      const { chatLinks, contacts } = await kommoSite(world);
      const link = chatLinks.find(({ chatId }) => chatId === kommoChat);
      const contact = contacts.find(({ id }) => id === link?.contactId);
      return contact !== undefined && fits(contact) ? contact : undefined;
    },
    { ...WAIT, what },
  );
}

/** The chat as the admin API tells of it, once it fits. */
async function told(kommoChat: string, fits: (chat: ChatView) => boolean, what: string): Promise<ChatView> {
  return waitFor(
    async () => {
      // Kommo's id of it is written down a little after the message is in the inbox.
      const { rows } = await world.database.pool.query<{ id: string }>('select id from chats where kommo_id = $1', [
        kommoChat,
      ]);
      const [row] = rows;
      if (row === undefined) return undefined;
      const { body } = await askAdmin(world, 'GET', `/admin/v1/chats/${row.id}`);
      const chat = body as unknown as ChatView;
      return fits(chat) ? chat : undefined;
    },
    { ...WAIT, what },
  );
}

describe('contact and lead of a customer', () => {
  it('are found first, follow the profile where nobody typed, and are followed when they are merged', async () => {
    await settings.ask('PATCH', `sources/${whatsApp}`, { preLink: true });
    const phone = newNumber();
    const site = await people('POST', '/contacts', {
      name: 'Ms Castillo, typed in',
      phones: [`+1 (555) ${phone.slice(5, 8)}-${phone.slice(8)}`],
    });
    const typed = site.contacts.at(-1)?.id ?? 0;
    const rosa = await handset('Rosa', phone);
    await says(rosa.id, { text: 'Rosa is known' });
    const chat = await chatWith('Rosa is known');
    await contactOf(chat.id, ({ id }) => id === typed, 'the contact that was there');
    expect((await kommoSite(world)).unsorted.filter(({ chatId }) => chatId === chat.id)).toEqual([]);
    expect((await told(chat.id, ({ contactId }) => contactId === typed, 'the contact')).preLink).toMatchObject({
      state: 'linked',
    });

    // Of somebody whom nobody typed in, name and number follow.
    const before = newNumber();
    const nuria = await handset('Nuria', before);
    await says(nuria.id, { text: 'Nuria is new' });
    const hers = await chatWith('Nuria is new');
    const { id: made } = await contactOf(hers.id, ({ name }) => name === 'Nuria', 'the contact of Nuria');
    await acts(nuria.id, { act: 'rename', name: 'Nuria Prat' });
    const after = newNumber();
    const moved = await acts(nuria.id, { act: 'change-number', phone: after });
    await says(moved.id, { text: 'Nuria has another number' });
    expect((await chatWith('Nuria has another number')).id).toBe(hers.id);
    await contactOf(
      hers.id,
      ({ name, phones }) => name === 'Nuria Prat' && phones.join() === after,
      'the new name and number',
    );

    // What a manager types over it stays.
    await people('PATCH', `/contacts/${String(made)}`, { name: 'Nuria (VIP)' });
    await acts(moved.id, { act: 'rename', name: 'Nuria P.' });
    await says(moved.id, { text: 'Nuria is renamed' });
    await told(hers.id, ({ profile }) => profile?.text === 'Left as it is in Kommo: name.', 'the name to be left');
    await contactOf(hers.id, ({ name }) => name === 'Nuria (VIP)', 'the typed name');

    // A merge is followed, and answers go where they went.
    await people('POST', '/contacts/merge', { from: made, into: typed });
    await world.managerWrites(hers.id, 'to Nuria');
    const answeredAt = await waitFor(
      async () => {
        const { lines } = await world.state();
        const got = lines.handsets.filter(({ messages }) => messages.some(({ text }) => text === 'to Nuria'));
        return got.length === 0 ? undefined : got.map(({ id }) => id);
      },
      { ...WAIT, what: 'the answer' },
    );
    expect(answeredAt).toEqual([moved.id]);
    const newest = newNumber();
    const again = await acts(moved.id, { act: 'change-number', phone: newest });
    await says(again.id, { text: 'Nuria once more' });
    await told(hers.id, ({ contactId }) => contactId === typed, 'the merged contact');
    await contactOf(hers.id, ({ name }) => name === 'Ms Castillo, typed in', 'the typed name');
  }, 240_000);

  it('of an incoming lead are followed when it is accepted, and when it is declined', async () => {
    const [ines, teo] = [await handset('Ines', newNumber()), await handset('Teo', newNumber())];
    for (const [who, decision] of [
      [ines, 'accept'],
      [teo, 'decline'],
    ] as const) {
      await says(who.id, { text: `${who.name} to be sorted` });
      const chat = await chatWith(`${who.name} to be sorted`);
      const waiting = await told(chat.id, ({ incomingLead }) => incomingLead?.state === 'waiting', 'the incoming lead');
      await people('POST', `/unsorted/${waiting.incomingLead?.uid ?? ''}/${decision}`, {});
      const sorted = await told(
        chat.id,
        ({ incomingLead }) => incomingLead?.state === `${decision.replace(/e$/, '')}ed`,
        `it to be ${decision}ed`,
      );
      expect(sorted.leadId === null).toBe(decision === 'decline');
      const { id } = chat.messages[0] ?? { id: '' };
      const receipt = await askAdmin(world, 'GET', `/admin/v1/deliveries/${id}`);
      expect(receipt.body.crm).toMatchObject({ incomingLead: sorted.incomingLead, leadId: sorted.leadId });
    }
  }, 120_000);

  it('have in their fields what brought the customer', async () => {
    const { leadFields } = await people('POST', '/lead-fields', { name: 'Ad', type: 'text' });
    const field = leadFields.at(-1)?.id ?? 0;
    const choices = await settings.ask<readonly { id: number; name: string }[]>('GET', 'lead-fields');
    expect(choices).toContainEqual({ id: field, name: 'Ad' });
    await settings.ask('PATCH', `sources/${whatsApp}`, { referralFields: { title: field } });
    // Kommo makes contact and lead in its own time; then its webhook tells.
    await world.control('PATCH', '/assumptions', { 'chat-to-crm-delay-ms': 1_000 });
    const leo = await handset('Leo', newNumber());
    await says(leo.id, { text: 'Leo saw it', referral: { title: 'Spring sale', ref: 'ARA7' } });
    const chat = await chatWith('Leo saw it');
    const lead = await waitFor(
      async () => {
        const { leads, unsorted } = await kommoSite(world);
        const item = unsorted.find(({ chatId }) => chatId === chat.id);
        return leads.find(({ id, fields }) => id === item?.leadId && fields.length > 0);
      },
      { ...WAIT, what: 'the field of the lead' },
    );
    expect(lead.fields).toEqual([{ fieldId: field, values: ['Spring sale'] }]);
    await world.control('PATCH', '/assumptions', { 'chat-to-crm-delay-ms': 0 });
  }, 120_000);
});

// Identity ------------------------------------------------------------------------------------------------------------

const WAYS = ['whatsapp', 'sales', 'returns'] as const;
type Way = (typeof WAYS)[number];
const BOTS = { sales: botIdOf(SANDBOX.telegram.bot.token), returns: botIdOf(RETURNS) } as const;
type Who = 0 | 1;

type Step =
  | { readonly does: 'write' | 'answer'; readonly who: Who; readonly way: Way }
  | { readonly does: 'rename' | 'new number' | 'type in'; readonly who: Who; readonly variant: number }
  | { readonly does: 'merge'; readonly one: Way; readonly other: Way; readonly who: Who; readonly withOther: boolean };

const who = fc.constantFrom<Who>(0, 1);
const way = fc.constantFrom(...WAYS);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ does: fc.constantFrom('write', 'answer'), who, way }) },
  {
    weight: 2,
    arbitrary: fc.record({ does: fc.constantFrom('rename', 'new number', 'type in'), who, variant: fc.nat(3) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ does: fc.constant('merge' as const), one: way, other: way, who, withOther: fc.boolean() }),
  },
);
const script = fc.record({
  preLink: fc.boolean(),
  mergeHooks: fc.constantFrom('contacts', 'talks', 'none'),
  chatHooks: fc.constantFrom('own', 'first-source', 'first-person', 'no-own-ids'),
  userIds: fc.constantFrom('with-phone', 'bsuid-only'),
  steps: fc.array(step, { minLength: 10, maxLength: 16 }),
});

/** How people write one number. */
const VARIANTS: readonly ((phone: string) => string)[] = [
  (phone) => phone,
  (phone) => phone.slice(1),
  (phone) => `+1 (${phone.slice(2, 5)}) ${phone.slice(5, 8)}-${phone.slice(8)}`,
  (phone) => `001 ${phone.slice(2, 5)} ${phone.slice(5)}`,
];

/** Two people with an address at each of three sources, and a manager who answers them. Notes what should be where. */
class Scene {
  #said = 0;
  readonly #handsets: [HandsetView, HandsetView];
  /** The newest text of somebody by a way: what their chat is known by. */
  readonly #newest = new Map<string, string>();
  readonly #writtenBy = new Map<string, string>();
  readonly #answered = new Map<string, string>();
  /** Answers to a number that was given up while they were on their way: they may come to nothing, if that is said. */
  readonly #overtaken = new Set<string>();
  readonly #typed = new Map<number, string>();

  private constructor(
    private readonly run: string,
    private readonly phones: [string, string],
    private readonly bots: readonly [string, string],
    handsets: [HandsetView, HandsetView],
  ) {
    this.#handsets = handsets;
  }

  static async open(run: string): Promise<Scene> {
    const phones: [string, string] = [newNumber(), newNumber()];
    const names = [`Ana ${run}`, `Ben ${run}`] as const;
    const bots = await Promise.all(
      names.map(async (name) => {
        const { chatId } = await world.newCustomer(name, BOTS.sales);
        await world.control('POST', `/telegram/bots/${BOTS.returns}/customers/${chatId}`);
        return chatId;
      }),
    );
    const handsets = await Promise.all(names.map((name, index) => handset(name, phones[index] ?? '')));
    const [a, b] = handsets;
    if (a === undefined || b === undefined) throw new Error('Nobody is there');
    return new Scene(run, phones, [bots[0] ?? '', bots[1] ?? ''], [a, b]);
  }

  async perform(each: Step): Promise<void> {
    switch (each.does) {
      case 'write':
        return this.#write(each.who, each.way);
      case 'answer':
        return this.#answer(each.who, each.way);
      case 'rename': {
        await acts(this.#handsets[each.who].id, { act: 'rename', name: `Renamed ${this.run} ${String(this.#next())}` });
        return;
      }
      case 'new number': {
        const phone = newNumber();
        const key = `${String(each.who)}/whatsapp`;
        for (const [text, to] of this.#answered) if (to === key) this.#overtaken.add(text);
        this.#handsets[each.who] = await acts(this.#handsets[each.who].id, { act: 'change-number', phone });
        this.phones[each.who] = phone;
        return;
      }
      case 'type in': {
        const name = `Typed ${this.run} ${String(this.#next())}`;
        const written = VARIANTS[each.variant]?.(this.phones[each.who]) ?? '';
        const { contacts } = await people('POST', '/contacts', { name, phones: [written] });
        this.#typed.set(contacts.at(-1)?.id ?? 0, name);
        return;
      }
      case 'merge':
        return this.#merge(each.who, each.one, each.withOther ? (each.who === 0 ? 1 : 0) : each.who, each.other);
    }
  }

  async #write(who: Who, way: Way): Promise<void> {
    const text = `${this.run} ${String(this.#next())} of ${String(who)} by ${way}`;
    const key = `${String(who)}/${way}`;
    if (way === 'whatsapp') await says(this.#handsets[who].id, { text });
    else await world.customerWrites(this.bots[who], text, BOTS[way]);
    this.#newest.set(key, text);
    this.#writtenBy.set(text, key);
  }

  async #answer(who: Who, way: Way): Promise<void> {
    const key = `${String(who)}/${way}`;
    const newest = this.#newest.get(key);
    if (newest === undefined) return;
    const chat = await chatWith(newest);
    const text = `${this.run} ${String(this.#next())} answer to ${key}`;
    await world.managerWrites(chat.id, text);
    this.#answered.set(text, key);
  }

  /** A user makes one contact of those of two chats, where both have one. */
  async #merge(one: Who, oneWay: Way, other: Who, otherWay: Way): Promise<void> {
    const texts = [this.#newest.get(`${String(one)}/${oneWay}`), this.#newest.get(`${String(other)}/${otherWay}`)];
    const ids: number[] = [];
    for (const text of texts) {
      if (text === undefined) return;
      const chat = await chatWith(text);
      ids.push((await contactOf(chat.id, () => true, 'the contact')).id);
    }
    const [into = 0, from = 0] = ids;
    if (into === from) return;
    await people('POST', '/contacts/merge', { from, into });
    this.#typed.delete(from);
  }

  /** Everything is judged by what the emulators show, and nothing of Courier's own. */
  async judge(): Promise<void> {
    for (const text of this.#writtenBy.keys()) await chatWith(text);
    await waitFor(async () => (await this.#answersAt()).length + (await this.#failed()).length >= this.#answered.size, {
      ...WAIT,
      what: 'the answers',
    });
    await settled(world, 120_000);
    const failed = await this.#failed();
    expect(failed.filter((text) => !this.#overtaken.has(text))).toEqual([]);
    const state = await world.state();
    const site = await kommoSite(world);

    const chatsOf = new Map<string, Set<string>>();
    for (const { id, messages } of state.kommo.chats) {
      const keys = new Set(messages.flatMap(({ text }) => this.#writtenBy.get(text) ?? []));
      // Never two people, or two sources, in one chat.
      expect([...keys].length).toBeLessThanOrEqual(1);
      for (const key of keys) chatsOf.set(key, (chatsOf.get(key) ?? new Set()).add(id));
    }
    // Never two chats for one identity.
    for (const [key, chats] of chatsOf) expect([key, chats.size]).toEqual([key, 1]);

    // Never a reply to another address: each answer is at its own, once, and nowhere else.
    expect(await this.#answersAt()).toEqual(
      [...this.#answered]
        .filter(([text]) => !failed.includes(text))
        .map(([text, key]) => `${text} @ ${this.#addressOf(key)}`)
        .sort(),
    );

    // What a manager typed stays.
    for (const [id, name] of this.#typed) expect(site.contacts.find((contact) => contact.id === id)?.name).toBe(name);
  }

  /** Answers of which the manager is told that they did not arrive. */
  async #failed(): Promise<string[]> {
    const { kommo } = await world.state();
    return kommo.chats.flatMap(({ messages }) =>
      messages.filter(({ status, text }) => status === 'failed' && this.#answered.has(text)).map(({ text }) => text),
    );
  }

  /** Where the answers are, wherever that is. */
  async #answersAt(): Promise<string[]> {
    const { telegram, lines } = await world.state();
    const sent = [
      ...telegram.phones.flatMap(({ botId, chatId, messages }) =>
        messages.map(({ from, text }) => ({ isOurs: from === 'bot', text, at: `${botId}/${chatId}` })),
      ),
      ...lines.handsets.flatMap(({ messenger, id, messages }) =>
        messages.map(({ from, text }) => ({ isOurs: from === 'line', text, at: `${messenger}/${id}` })),
      ),
    ];
    return sent
      .filter(({ isOurs, text }) => isOurs && this.#answered.has(text))
      .map(({ text, at }) => `${text} @ ${at}`)
      .sort();
  }

  #addressOf(key: string): string {
    const [index, way] = key.split('/') as ['0' | '1', Way];
    const who = index === '0' ? 0 : 1;
    return way === 'whatsapp' ? `whatsapp/${this.#handsets[who].id}` : `${BOTS[way]}/${this.bots[who]}`;
  }

  #next(): number {
    return (this.#said += 1);
  }
}

describe('one person by several sources', () => {
  it('has one chat at each, answered where they wrote, whatever names, numbers and contacts become', async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(script, async ({ preLink, mergeHooks, chatHooks, userIds, steps }) => {
        run += 1;
        await settings.ask('PATCH', `sources/${whatsApp}`, { preLink });
        await world.control('PATCH', '/assumptions', {
          'merge-hooks': mergeHooks,
          'merged-chat-hooks': chatHooks,
          'whatsapp-user-ids': userIds,
        });
        const scene = await Scene.open(`run ${String(run)}`);
        for (const each of steps) await scene.perform(each);
        await scene.judge();
      }),
      // The first failing script is told with its seed; making it shorter would take as long again for each try.
      { numRuns: Number(process.env.COURIER_TEST_SCRIPTS ?? 6), endOnFailure: true },
    );
  }, 900_000);
});
