import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import type { HandsetView, LineMessenger, LineView } from '../../src/sandbox/control/lines-contract';
import { accessibilityFaults, DESKTOP, launchBrowser, tabTo, takePicture } from '../support/browser';
import { drawPicture, hum, silence, type FileToPick } from '../support/files-to-pick';
import { SANDBOX } from '../../src/sandbox/credentials';
import { disableInKommo, installed, installInKommo, registerSandboxIntegration } from '../support/installation';
import { SettingsWindow } from '../support/settings-session';
import { waitFor } from '../support/wait-for';
import { World } from '../support/world';

jest.setTimeout(120_000);

/** How long a message may take from one side to the other on a busy machine. */
const ARRIVES = { timeout: 30_000 };
const NARROW = { width: 390, height: 844 };
const HOUR_MS = 3_600_000;
/** One heart, with or without the sign that has it drawn in colour. */
const HEART = { name: /^❤\uFE0F? 1/u };
const SAMPLES = join(__dirname, '..', '..', 'src', 'sandbox', 'page', 'samples');

/** One conversation on each, with what its customers cannot do left out. */
interface Played {
  readonly messenger: LineMessenger;
  readonly customer: { readonly name: string; readonly phone?: string; readonly username?: string };
  readonly customerHasVoice: boolean;
  /** A file that the messenger takes from a manager, and what it is on the phone. */
  readonly voice: { readonly of: 'ogg' | 'wav' | 'mp3'; readonly comesAs: 'player' | 'file' };
  /** Whether either reacts to what the other wrote, and the customer sees the manager type. */
  readonly reacts: boolean;
  readonly typing: boolean;
  /** Left out: it tells what was read. */
  readonly tellsLittle?: true;
  /** Of customers whose names nobody is told: what Kommo shows of this id. */
  readonly inKommo?: (id: string) => string;
}

const PLAYED: readonly Played[] = [
  {
    messenger: 'whatsapp',
    customer: { name: 'Clara Duarte', phone: '+15550107790' },
    customerHasVoice: true,
    voice: { of: 'ogg', comesAs: 'player' },
    reacts: true,
    typing: true,
  },
  {
    messenger: 'viber',
    customer: { name: 'Iryna Bondar' },
    // A bot is not told of voice notes, and has none to send (viber.md §2).
    customerHasVoice: false,
    voice: { of: 'ogg', comesAs: 'file' },
    reacts: false,
    typing: false,
  },
  {
    messenger: 'messenger',
    customer: { name: 'Greta Lindqvist' },
    customerHasVoice: true,
    // In OGG it would be a file on Messenger, and nothing on Instagram (facebook.md §7, §11).
    voice: { of: 'wav', comesAs: 'player' },
    reacts: true,
    typing: true,
  },
  {
    messenger: 'instagram',
    customer: { name: 'Paulo Nunes', username: 'paulo.nunes' },
    customerHasVoice: true,
    voice: { of: 'wav', comesAs: 'player' },
    reacts: true,
    typing: true,
  },
  {
    messenger: 'wechat',
    customer: { name: 'Zhou Lan' },
    customerHasVoice: true,
    // An account's voice messages are AMR or MP3 (wechat.md §7).
    voice: { of: 'mp3', comesAs: 'player' },
    reacts: false,
    // It is shown within half a minute of the customer's message only (wechat.md §5), which a busy machine may take.
    typing: false,
    tellsLittle: true,
    inKommo: (id) => `WeChat user ${id.slice(-6)}`,
  },
  {
    messenger: 'apple',
    customer: { name: 'Ingrid Solberg' },
    customerHasVoice: true,
    voice: { of: 'ogg', comesAs: 'player' },
    // Of the customer's, words are told, and businesses have none (apple.md §2, §3).
    reacts: false,
    typing: true,
    // Apple tells nothing later (apple.md §0).
    tellsLittle: true,
    inKommo: (id) => `Apple user ${id.slice(-8)}`,
  },
  {
    messenger: 'botframework',
    customer: { name: 'Signe Dahl' },
    customerHasVoice: true,
    // Teams plays nothing of bots: a button opens it (skype.md §3).
    voice: { of: 'ogg', comesAs: 'file' },
    // Bots have no reactions to give.
    reacts: false,
    typing: true,
  },
  {
    messenger: 'custom',
    customer: { name: 'Freja Lund', phone: '+4530107796' },
    customerHasVoice: true,
    voice: { of: 'ogg', comesAs: 'player' },
    reacts: true,
    typing: true,
  },
];

const VOICES = { ogg: () => join(SAMPLES, 'voice.ogg'), wav: hum, mp3: silence } as const;

/** Where a person enters the webhook's address at the provider: the act that does so. */
const ENTERED_BY_HAND: Readonly<Partial<Record<LineMessenger, string>>> = {
  wechat: 'server',
  apple: 'register',
  botframework: 'endpoint',
};

describe('phones of every messenger in a real browser', () => {
  let world: World;
  let browser: Browser;
  let page: Page;
  const faults: string[] = [];

  beforeAll(async () => {
    [world, browser] = await Promise.all([World.start({ connected: false }), launchBrowser()]);
    await registerSandboxIntegration(world);
    await disableInKommo(world);
    await installInKommo(world);
    await installed(world);
    const settings = await SettingsWindow.open(world);
    const { lines } = await world.state();
    const wanted = lines.lines.filter(({ messenger }) => PLAYED.some((played) => played.messenger === messenger));
    await Promise.all(
      wanted.map(async (line) => {
        const { messenger, credentials, name } = line;
        const { id } = await settings.addSource(messenger, credentials, { name });
        const act = ENTERED_BY_HAND[messenger];
        if (act === undefined) await settings.becomes(id, 'ok');
        else await actOn(line, { act, url: await toldAddress(settings, id) });
      }),
    );
    page = await (await browser.newContext(DESKTOP)).newPage();
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text());
    });
  }, 240_000);
  afterEach(() => expect(faults.splice(0)).toEqual([]));
  afterAll(async () => {
    await browser.close();
    await world.stop();
  });

  const phone = (messenger: LineMessenger): Locator => page.getByTestId(`phone-${messenger}`);
  const onPhone = (messenger: LineMessenger, text: string): Locator =>
    phone(messenger).getByTestId('phone-message').filter({ hasText: text });
  const inInbox = (text: string): Locator => page.getByTestId('inbox-message').filter({ hasText: text });

  async function open(...phones: readonly LineMessenger[]): Promise<void> {
    await page.goto(`${world.sandboxUrl}/?phones=${phones.join()}`);
    await page.locator('[data-testid="live-state"][data-state="live"]').waitFor();
  }

  async function lineOf(messenger: LineMessenger): Promise<LineView> {
    const line = (await world.state()).lines.lines.find((each) => each.messenger === messenger);
    if (line === undefined) throw new Error(`There is no line of ${messenger}`);
    return line;
  }

  /** A customer of their own, so that no test depends on what another left behind. */
  async function newCustomer({ messenger, customer }: Pick<Played, 'messenger' | 'customer'>): Promise<HandsetView> {
    const { id } = await lineOf(messenger);
    return world.control('POST', `/lines/${messenger}/${encodeURIComponent(id)}/customers`, customer);
  }

  async function actOn({ messenger, id }: LineView, act: object): Promise<void> {
    await world.control('POST', `/lines/${messenger}/${encodeURIComponent(id)}/act`, act);
  }

  const actOnLine = async (messenger: LineMessenger, act: object): Promise<void> => actOn(await lineOf(messenger), act);

  /** What the source's check says that has to be entered. */
  function toldAddress(settings: SettingsWindow, sourceId: string): Promise<string> {
    return waitFor(
      async () => {
        const source = (await settings.overview()).sources.find(({ id }) => id === sourceId);
        const text = source?.checks.find(({ name }) => name === 'address')?.text ?? '';
        return /https?:\/\/\S+\/hooks\/[\w/-]+/.exec(text)?.[0];
      },
      { timeoutMs: 60_000, what: 'the address to enter' },
    );
  }

  function pathOf({ messenger, lineId, id }: HandsetView): string {
    return `/lines/${messenger}/${encodeURIComponent(lineId)}/handsets/${encodeURIComponent(id)}`;
  }

  const choose = (messenger: LineMessenger, name: string): Promise<void> =>
    phone(messenger).getByTitle(name, { exact: true }).click();

  async function customerSays(messenger: LineMessenger, text: string): Promise<void> {
    await phone(messenger).getByTestId('phone-input').fill(text);
    await phone(messenger).getByTestId('phone-send').click();
    await onPhone(messenger, text).waitFor(ARRIVES);
  }

  async function openChat(name: string): Promise<void> {
    const chat = page.getByTestId('inbox-chat').filter({ hasText: name });
    await chat.waitFor({ state: 'attached', ...ARRIVES });
    // Beside two phones there is room for the list or the chat.
    const back = page.getByRole('button', { name: 'All chats' });
    if (await back.isVisible()) await back.click();
    await chat.click();
  }

  async function managerWrites(text: string): Promise<Locator> {
    await page.getByTestId('inbox-input').fill(text);
    await page.getByTestId('inbox-send').click();
    return inInbox(text);
  }

  /** A file of the samples, or one of its own. */
  async function managerSends(file: string | FileToPick): Promise<void> {
    await page.getByTestId('inbox-pick-file').setInputFiles(file);
    await page.getByTestId('inbox-send').click();
  }

  async function chooseIn(message: Locator, action: string): Promise<void> {
    await message.hover();
    await message.getByRole('button', { name: 'Message actions' }).click();
    await page.getByRole('menuitem', { name: action, exact: true }).click();
  }

  const react = (message: Locator): Promise<void> => chooseIn(message, 'React with ❤️');

  const ticked = (message: Locator, status: string): Promise<void> =>
    message.locator(`[data-testid="tick"][data-status="${status}"]`).waitFor(ARRIVES);

  async function attach(messenger: LineMessenger, item: string): Promise<void> {
    await phone(messenger).getByRole('button', { name: 'Attach', exact: true }).click();
    await page.getByRole('menuitem', { name: item, exact: true }).click();
  }

  /** As on the phone of somebody who likes it dark. */
  async function narrowAndDark(look: () => Promise<void>): Promise<void> {
    await page.setViewportSize(NARROW);
    await page.emulateMedia({ colorScheme: 'dark' });
    try {
      await look();
    } finally {
      await page.setViewportSize(DESKTOP.viewport);
      await page.emulateMedia({ colorScheme: 'light' });
    }
  }

  async function fits(): Promise<void> {
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(NARROW.width);
    expect(await accessibilityFaults(page)).toEqual([]);
  }

  async function picture(name: string): Promise<void> {
    await takePicture(page, name);
  }

  it.each(PLAYED)('$messenger: a conversation goes both ways, with pictures, voice and buttons', async (played) => {
    const { messenger, customer } = played;
    const { id } = await newCustomer(played);
    await open(messenger);
    await choose(messenger, customer.name);
    await customerSays(messenger, 'Hi! Have you got lamps like this one?');
    await openChat(played.inKommo?.(id) ?? customer.name);
    await attach(messenger, 'Sample photo');
    const photo = { name: /^Open photo/ };
    await page.getByTestId('inbox-message').getByRole('button', photo).waitFor(ARRIVES);
    const fromLine = phone(messenger).locator('[data-testid="phone-message"][data-from="line"]');
    await managerSends(await drawPicture(page, 210));
    await fromLine.getByRole('button', photo).waitFor(ARRIVES);

    const asked = 'That one! Is it still there?';
    await customerSays(messenger, asked);
    if (played.customerHasVoice) {
      await attach(messenger, 'Sample voice message');
      await page.getByTestId('inbox-message').getByTestId('player').waitFor(ARRIVES);
    }
    await onPhone(messenger, asked)
      .locator('[data-handed="true"]')
      .waitFor({ state: 'attached', ...ARRIVES });
    const told = 'It is, we have two of them left.';
    await page.getByTestId('inbox-input').fill('It is');
    if (played.typing) await phone(messenger).getByTestId('typing').waitFor(ARRIVES);
    await ticked(await managerWrites(told), played.tellsLittle === true ? 'delivered' : 'read');
    if (played.reacts) {
      await react(onPhone(messenger, told));
      await inInbox(told).getByRole('button', HEART).waitFor(ARRIVES);
      await react(inInbox(asked));
      await onPhone(messenger, asked).getByRole('button', HEART).waitFor(ARRIVES);
    }
    const { of, comesAs } = played.voice;
    await managerSends(VOICES[of]());
    await (
      comesAs === 'player' ? fromLine.getByTestId('player') : fromLine.getByRole('link', { name: /voice\.ogg/ })
    ).waitFor(ARRIVES);

    await page.getByRole('button', { name: 'Buttons', exact: true }).click();
    await page.getByTestId('inbox-buttons').fill('Pick it up\nSend it to me');
    await managerWrites('How would you like to get it?');
    const button = phone(messenger).getByRole('button', { name: 'Send it to me' });
    await button.waitFor(ARRIVES);
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(`sandbox-${messenger}`);
    await narrowAndDark(fits);
    await button.click();
    await page
      .locator('[data-testid="inbox-message"][data-direction="incoming"]')
      .filter({ hasText: 'Send it to me' })
      .waitFor(ARRIVES);
  });

  it.each(['whatsapp', 'messenger', 'instagram'] as const)(
    '%s: a customer changes and passes on what was said, while the window is open',
    async (messenger) => {
      const isWhatsApp = messenger === 'whatsapp';
      // Of changes, WhatsApp tells only where the number is on a phone, too (whatsapp.md §0 row 5).
      if (isWhatsApp) await actOnLine(messenger, { act: 'coexistence', on: true });
      const customer = { name: `Nora ${messenger}`, ...(isWhatsApp ? { phone: '+15550107795' } : {}) };
      await newCustomer({ messenger, customer });
      await open(messenger);
      await choose(messenger, customer.name);
      await customerSays(messenger, 'I live at Lindenweg 12');
      const window = phone(messenger).getByTestId('window');
      await window.filter({ hasText: /Window open for 2[34] h/ }).waitFor();
      await openChat(customer.name);
      await inInbox('Lindenweg 12').waitFor(ARRIVES);

      await chooseIn(onPhone(messenger, 'Lindenweg 12'), 'Edit');
      await phone(messenger).getByTestId('phone-input').fill('I live at Lindenweg 21');
      await phone(messenger).getByTestId('phone-send').click();
      await inInbox('Lindenweg 21').getByText('edited').waitFor(ARRIVES);
      await chooseIn(onPhone(messenger, 'Lindenweg 21'), 'Forward');
      await inInbox('Lindenweg 21').nth(1).waitFor(ARRIVES);
      if (isWhatsApp) await inInbox('Lindenweg 21').nth(1).getByText('Forwarded').waitFor();
      if (isWhatsApp) await actOnLine(messenger, { act: 'coexistence', on: false });
    },
  );

  it('in Teams a customer changes words, takes them back and reacts, and the manager sees it', async () => {
    const messenger = 'botframework';
    const customer = { name: 'Jonas Falk' };
    await newCustomer({ messenger, customer });
    await open(messenger);
    await choose(messenger, customer.name);
    await customerSays(messenger, 'We need twelve chairs for the office');
    await openChat(customer.name);
    await inInbox('twelve chairs').waitFor(ARRIVES);
    await chooseIn(onPhone(messenger, 'twelve chairs'), 'Edit');
    await phone(messenger).getByTestId('phone-input').fill('We need twenty chairs for the office');
    await phone(messenger).getByTestId('phone-send').click();
    await inInbox('twenty chairs').getByText('edited').waitFor(ARRIVES);

    const offered = 'Twenty it is: they are with you on Monday.';
    await ticked(await managerWrites(offered), 'read');
    // By keyboard, as somebody at a desk does it.
    await onPhone(messenger, offered).getByRole('button', { name: 'Message actions' }).press('Enter');
    await page.getByRole('menuitem', { name: 'React with 👍', exact: true }).press('Enter');
    await inInbox(offered).getByRole('button', { name: /^👍 1/u }).waitFor(ARRIVES);
    await chooseIn(onPhone(messenger, offered), 'React with 😮');
    await inInbox(offered).getByRole('button', { name: /^😮 1/u }).waitFor(ARRIVES);
    expect(await inInbox(offered).getByRole('button', { name: /^👍/u }).count()).toBe(0);

    await customerSays(messenger, 'And a sofa, sorry, wrong chat');
    await inInbox('And a sofa').waitFor(ARRIVES);
    await chooseIn(onPhone(messenger, 'And a sofa'), 'Delete for everyone');
    await onPhone(messenger, 'This message was deleted').waitFor(ARRIVES);
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture('sandbox-teams');
  });

  it('in Skype the manager sees that the customer types', async () => {
    const messenger = 'botframework';
    const skype = (await world.state()).lines.lines.find(({ credentials }) => credentials.channel === 'skype');
    if (skype === undefined) throw new Error('There is no bot in Skype');
    await world.control('POST', `/lines/${messenger}/${skype.id}/customers`, { name: 'Elena Greco' });
    await open(messenger);
    await phone(messenger).getByLabel('Bot', { exact: true }).selectOption({ label: skype.name });
    await choose(messenger, 'Elena Greco');
    await customerSays(messenger, 'Buongiorno! Are you open on Saturday?');
    await openChat('Elena Greco');
    await inInbox('open on Saturday').waitFor(ARRIVES);
    const typing = page.getByTestId('typing').filter({ hasText: 'Elena Greco' });
    // An app tells it every few seconds at most, so one sign after the other is written until it shows.
    const signs = 'And what about Sunday, in the afternoon at three or four?'.split('');
    const isShown = async (): Promise<boolean> => {
      await phone(messenger)
        .getByTestId('phone-input')
        .pressSequentially(signs.shift() ?? '.');
      return typing.isVisible();
    };
    await waitFor(isShown, { timeoutMs: ARRIVES.timeout, everyMs: 500, what: 'the customer to be seen typing' });
    await picture('sandbox-skype');
    expect(await accessibilityFaults(page)).toEqual([]);
    await narrowAndDark(fits);
  });

  it('the visitor of a website comes by a link, changes what they said, closes the chat and opens it again', async () => {
    const messenger = 'custom';
    const customer = { name: 'Ola Sandvik' };
    const handset = await newCustomer({ messenger, customer });
    const came = { ref: 'spring-sale', title: 'newsletter' };
    await world.control('POST', `${pathOf(handset)}/messages`, { text: 'Is the blue one left?', referral: came });
    await open(messenger);
    await choose(messenger, customer.name);
    await openChat(customer.name);
    await inInbox('Is the blue one left?').filter({ hasText: '[came by a link] spring-sale' }).waitFor(ARRIVES);
    // While the service's secret is changed, it signs with both.
    await actOnLine(messenger, { act: 'rotate-service-secret' });
    await customerSays(messenger, 'I mean the tal one');
    await inInbox('I mean the tal one').waitFor(ARRIVES);
    expect(await inInbox('came by a link').count()).toBe(1);

    await chooseIn(onPhone(messenger, 'the tal one'), 'Edit');
    await phone(messenger).getByTestId('phone-input').fill('I mean the tall one');
    await phone(messenger).getByTestId('phone-send').click();
    await inInbox('I mean the tall one').getByText('edited').waitFor(ARRIVES);
    const asked = 'It is. Shall we keep it for you?';
    await ticked(await managerWrites(asked), 'read');
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture('sandbox-website');
    await chooseIn(onPhone(messenger, 'the tall one'), 'Delete for everyone');
    await onPhone(messenger, 'This message was deleted').waitFor(ARRIVES);

    await world.control('POST', `${pathOf(handset)}/act`, { act: 'close', reason: 'The page was left.' });
    await inInbox('The customer has closed the chat. The page was left.').waitFor(ARRIVES);
    const late = await managerWrites('Are you still there?');
    await ticked(late, 'failed');
    await late.getByText(/The customer has closed the chat\. Messages arrive again when they write\./).waitFor();
    await customerSays(messenger, 'Back again!');
    await inInbox('Back again!').waitFor(ARRIVES);
    await ticked(await managerWrites('Welcome back.'), 'read');
  });

  it('after the window only a template goes out, and the answer to it opens the window again', async () => {
    const messenger = 'whatsapp';
    const customer = { name: 'Vera Okafor', phone: '+15550107791' };
    const handset = await newCustomer({ messenger, customer });
    await world.control('POST', `${pathOf(handset)}/messages`, {
      text: 'When does my order arrive?',
      timestampMs: Date.now() - 25 * HOUR_MS,
    });
    await open(messenger);
    await choose(messenger, customer.name);
    await openChat(customer.name);
    const window = phone(messenger).getByTestId('window');
    await window.filter({ hasText: 'Window shut until you write again' }).waitFor();

    const refused = await managerWrites('It arrived this morning.');
    await ticked(refused, 'failed');
    await refused
      .getByText(/Send a template, such as .*hello.*when the customer answers, you can write again/)
      .waitFor();
    expect(await onPhone(messenger, 'It arrived this morning.').count()).toBe(0);
    await picture('sandbox-window');
    await refused.getByRole('button', { name: 'Send a template' }).click();
    const sheet = page.getByRole('dialog', { name: 'Template' });
    await sheet.getByLabel(/order_ready.*Hi \{\{1\}\}/).check();
    await sheet.getByRole('textbox', { name: '{{1}}' }).fill('Vera');
    expect(await accessibilityFaults(page)).toEqual([]);
    await sheet.getByRole('button', { name: 'Send' }).click();
    await onPhone(messenger, 'Hi Vera, your order A-17 is ready.').waitFor(ARRIVES);

    await phone(messenger).getByRole('button', { name: 'On my way' }).click();
    await window.filter({ hasText: /Window open for 2[34] h/ }).waitFor(ARRIVES);
    await inInbox('On my way').waitFor(ARRIVES);
    await ticked(await managerWrites('See you soon!'), 'read');

    // Only WhatsApp knows of this one: it takes the message, and says later that it was too late.
    await window.getByRole('button', { name: 'Shut now' }).click();
    await window.filter({ hasText: 'Window shut' }).waitFor();
    const late = await managerWrites('We close at six.');
    await late.getByText(/takes only a template\. Send a template, such as .*hello/).waitFor(ARRIVES);
    await onPhone(messenger, 'We close at six.').getByText('Never reached this phone').waitFor();
  });

  it('a row of a list is picked by keyboard', async () => {
    const messenger = 'whatsapp';
    const customer = { name: 'Lena Fuchs', phone: '+15550107792' };
    await newCustomer({ messenger, customer });
    await open(messenger);
    await choose(messenger, customer.name);
    await customerSays(messenger, 'Can you deliver it?');
    await openChat(customer.name);
    await page.getByRole('button', { name: 'Samples' }).click();
    await page.getByRole('menuitem', { name: 'List message' }).click();
    await phone(messenger).getByRole('button', { name: 'See times' }).press('Enter', ARRIVES);
    await page.getByTestId('list-sheet').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await tabTo(page, '[data-testid="list-sheet"] input');
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await inInbox('Afternoon, 14 to 18').filter({ hasText: 'Chosen from the list' }).waitFor(ARRIVES);
  });

  describe('apple', () => {
    const messenger = 'apple';

    /** A customer who has written, with the chat open on both sides. */
    async function talking(name: string, said: string): Promise<HandsetView> {
      const handset = await newCustomer({ messenger, customer: { name } });
      await open(messenger);
      await choose(messenger, name);
      await customerSays(messenger, said);
      await openChat(`Apple user ${handset.id.slice(-8)}`);
      await inInbox(said).waitFor(ARRIVES);
      return handset;
    }

    /** What Courier was told of this customer. */
    async function hooksOf({ id }: HandsetView): Promise<readonly string[]> {
      return (await world.journal())
        .filter(({ side, direction, chat }) => side === messenger && direction === 'out' && chat === id)
        .map(({ request }) => JSON.stringify(request));
    }

    async function managerSendsSample(item: string): Promise<void> {
      await page.getByRole('button', { name: 'Samples' }).click();
      await page.getByRole('menuitem', { name: item, exact: true }).click();
    }

    it('a list becomes a list picker, and the choice comes back once though Apple tells it twice', async () => {
      const handset = await talking('Astrid Holm', 'Can you deliver it?');
      await managerSendsSample('List message');
      await phone(messenger).getByRole('button', { name: 'Choose', exact: true }).click(ARRIVES);
      const sheet = page.getByTestId('list-sheet');
      await sheet.getByRole('radio', { name: 'Afternoon, 14 to 18' }).first().check();
      expect(await accessibilityFaults(page)).toEqual([]);
      await picture('sandbox-apple-list');
      await sheet.getByRole('button', { name: 'Send' }).click();
      await onPhone(messenger, 'Afternoon, 14 to 18').filter({ hasText: 'See times' }).waitFor(ARRIVES);
      const chosen = inInbox('Afternoon, 14 to 18').filter({ hasText: 'Chosen from the list' });
      await chosen.filter({ hasText: 'today-1' }).waitFor(ARRIVES);
      const told = async (): Promise<number> =>
        (await hooksOf(handset)).filter((request) => request.includes('interactiveData')).length;
      await waitFor(async () => (await told()) === 2, { timeoutMs: 30_000, what: 'the choice to be told again' });
      await customerSays(messenger, 'Thank you!');
      await inInbox('Thank you!').waitFor(ARRIVES);
      expect(await chosen.count()).toBe(1);
    });

    it('a Mac shows quick replies as a list', async () => {
      await open(messenger);
      await choose(messenger, SANDBOX.apple.customers[1].name);
      await customerSays(messenger, 'Hola desde mi Mac');
      await openChat(`Apple user ${SANDBOX.apple.customers[1].id.slice(-8)}`);
      await page.getByRole('button', { name: 'Buttons', exact: true }).click();
      await page.getByTestId('inbox-buttons').fill('Azul\nVerde');
      await managerWrites('¿De qué color?');
      await phone(messenger).getByRole('button', { name: 'Choose', exact: true }).press('Enter', ARRIVES);
      await tabTo(page, '[data-testid="list-sheet"] input');
      await page.keyboard.press('Space');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page
        .locator('[data-testid="inbox-message"][data-direction="incoming"]')
        .filter({ hasText: 'Verde' })
        .waitFor(ARRIVES);
    });

    it('times become a time picker, by mouse and by keyboard', async () => {
      await talking('Oskar Lind', 'Could somebody call me?');
      await managerSendsSample('Times to choose from');
      await phone(messenger).getByRole('button', { name: 'Choose a time' }).press('Enter', ARRIVES);
      const sheet = page.getByTestId('time-sheet');
      await sheet.getByRole('radio', { name: /15:00/ }).check();
      expect(await accessibilityFaults(page)).toEqual([]);
      await picture('sandbox-apple-times');
      await narrowAndDark(fits);
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('Enter');
      await phone(messenger).locator('[data-from="customer"]').getByText('11:00').waitFor(ARRIVES);
      await inInbox('11:00').filter({ hasText: 'Chosen from the list' }).waitFor(ARRIVES);
    });

    it('the provider’s address is entered by a person, as in Apple’s register', async () => {
      const { name, webhook } = await lineOf(messenger);
      await open(messenger);
      await phone(messenger)
        .getByRole('button', { name: `About ${name}` })
        .click();
      const sheet = page.getByRole('dialog', { name });
      const address = sheet.getByRole('textbox', { name: 'Where the provider sends webhooks' });
      await address.fill('http://bridge.example/hooks');
      await sheet.getByRole('button', { name: 'Save' }).click();
      await sheet.getByText('Apple calls https addresses only.').waitFor(ARRIVES);
      const fresh = `${webhook?.url ?? ''}/`;
      await address.fill(fresh);
      await sheet.getByRole('button', { name: 'Save' }).press('Enter');
      await sheet.getByText(fresh, { exact: true }).waitFor(ARRIVES);
      expect(await accessibilityFaults(page)).toEqual([]);
      await sheet.getByRole('button', { name: 'Close' }).click();
      // A refusal is an answer that the browser notes.
      expect(faults.splice(0)).toEqual([expect.stringContaining('409')]);
    });

    it('the inbox shows that the customer types, and Courier is told when it is deleted again', async () => {
      const handset = await newCustomer({ messenger, customer: { name: 'Karin Berg' } });
      await world.control('POST', `${pathOf(handset)}/messages`, { text: 'Good morning' });
      await open(messenger);
      await choose(messenger, handset.name);
      await openChat(`Apple user ${handset.id.slice(-8)}`);
      const input = phone(messenger).getByTestId('phone-input');
      await input.fill('I would like');
      await page.locator('.inbox-pane').getByTestId('typing').waitFor(ARRIVES);
      await input.fill('');
      await waitFor(async () => (await hooksOf(handset)).some((request) => request.includes('"typing_end"')), {
        timeoutMs: 30_000,
        what: 'typing_end',
      });
    });

    it('who deletes the conversation is not written to until they write again', async () => {
      await talking('Nils Dahl', 'Hello, is anybody there?');
      await ticked(await managerWrites('We are here.'), 'delivered');
      await phone(messenger).getByRole('button', { name: 'Delete the conversation' }).click();
      await phone(messenger).getByText('No messages here yet').waitFor(ARRIVES);
      await inInbox('The customer has deleted the conversation.').waitFor(ARRIVES);
      const refused = await managerWrites('Are you still there?');
      await ticked(refused, 'failed');
      await refused.getByText(/closed the conversation.*do not arrive until they write again/).waitFor(ARRIVES);
      expect(await accessibilityFaults(page)).toEqual([]);
      await picture('sandbox-apple-closed');
      await customerSays(messenger, 'I am back');
      await inInbox('I am back').waitFor(ARRIVES);
      await ticked(await managerWrites('Welcome back!'), 'delivered');
      await onPhone(messenger, 'Welcome back!').waitFor(ARRIVES);
    });
  });

  it('shows what waits for a line’s webhook, and tries again', async () => {
    const second = await world.control<LineView>('POST', '/lines/viber', { name: 'Second shop' });
    const path = `/lines/viber/${encodeURIComponent(second.id)}`;
    await world.control('POST', `${path}/act`, { act: 'steal-webhook' });
    await world.control('POST', `${path}/customers`, { name: 'Oleg Savchuk' });
    await open('viber');
    await phone('viber').getByLabel('Bot', { exact: true }).selectOption({ label: 'Second shop' });
    await customerSays('viber', 'Is anybody there?');
    const webhook = phone('viber').getByTestId('webhook');
    await webhook.filter({ hasText: '1 webhook waits for Courier' }).waitFor(ARRIVES);
    const tries = async (): Promise<number> =>
      (await world.journal()).filter(({ side, direction }) => side === 'viber' && direction === 'out').length;
    const before = await tries();
    await webhook.getByRole('button', { name: 'Try now' }).click();
    await waitFor(async () => (await tries()) > before, { timeoutMs: 30_000, what: 'another try' });
    await onPhone('viber', 'Is anybody there?').locator('[data-handed="false"]').waitFor();
  });

  it('phones are taken out of the dock side by side, and are there after the next start', async () => {
    await open('viber');
    await page.getByTestId('dock-whatsapp').click();
    await phone('whatsapp').waitFor();
    expect(new URL(page.url()).search).toBe('?phones=viber,whatsapp');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.goto(world.sandboxUrl);
    await Promise.all([phone('viber').waitFor(), phone('whatsapp').waitFor()]);
    await page.getByRole('button', { name: 'Use the dark theme' }).click();
    const names = { viber: 'Taras Melnyk', whatsapp: 'Inés Prado' } as const;
    for (const messenger of ['viber', 'whatsapp'] as const) {
      const name = names[messenger];
      const phoneNumber = messenger === 'whatsapp' ? { phone: '+15550107794' } : {};
      await newCustomer({ messenger, customer: { name, ...phoneNumber } });
      await choose(messenger, name);
      await customerSays(messenger, `Hi! ${name.split(' ')[0] ?? ''} here. Is this one still there?`);
      await attach(messenger, 'Sample photo');
      await openChat(name);
      await page
        .getByTestId('inbox-message')
        .getByRole('button', { name: /^Open photo/ })
        .waitFor(ARRIVES);
      await page.getByRole('button', { name: 'Buttons', exact: true }).click();
      await page.getByTestId('inbox-buttons').fill('Yes, please\nNo, thank you');
      await managerWrites('It is. Shall we put it aside for you?');
      await phone(messenger).getByRole('button', { name: 'Yes, please' }).waitFor(ARRIVES);
    }
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture('sandbox-phones-dark');
    await page.getByRole('button', { name: 'Use the light theme' }).click();
    await page.getByTestId('dock-viber').click();
    await phone('viber').waitFor({ state: 'detached' });
    expect(await phone('whatsapp').count()).toBe(1);
  });

  it.each(['Español', 'Português', 'English'])('fits a narrow window in %s, in the dark', (language) =>
    narrowAndDark(async () => {
      await open('whatsapp');
      await page.locator('.top select').selectOption({ label: language });
      await fits();
    }),
  );

  it('what a customer takes back is gone from the phone, and whoever blocks hears nothing', async () => {
    const messenger = 'whatsapp';
    const customer = { name: 'Hugo Marin', phone: '+15550107793' };
    await newCustomer({ messenger, customer });
    await open(messenger);
    await choose(messenger, customer.name);
    await customerSays(messenger, 'I would like ten of them');
    await chooseIn(onPhone(messenger, 'ten of them'), 'Delete for everyone');
    await onPhone(messenger, 'This message was deleted').waitFor(ARRIVES);
    await phone(messenger).getByRole('button', { name: 'Block the business' }).click();
    await phone(messenger).getByText('You blocked this business.').waitFor(ARRIVES);
    expect(await accessibilityFaults(page)).toEqual([]);
    await phone(messenger).getByRole('button', { name: 'Unblock the business' }).click();
    await phone(messenger).getByTestId('phone-input').waitFor();
  });
});
