import type { Browser, Frame, Page } from 'playwright-core';
import type { FromWindow } from '../../../src/api/settings/contract';
import { launchBrowser } from '../../support/browser';
import { waitFor } from '../../support/wait-for';
import { FakeApi } from '../support/fake-api';
import { ADMIN, OVERVIEWS, STRANGER } from '../support/fixtures';
import { HostPage, type TicketGiven } from '../support/host-page';
import { axeFaults, openWindow } from '../support/window';

let browser: Browser;
const host = new HostPage();
let api: FakeApi;
beforeAll(async () => {
  browser = await launchBrowser();
  await host.start();
});
afterAll(async () => {
  await browser.close();
  await host.stop();
});
beforeEach(async () => {
  api = new FakeApi();
  await api.start();
});
afterEach(() => api.stop());

interface Hosted {
  readonly page: Page;
  readonly frame: Frame;
  readonly heard: () => Promise<readonly (FromWindow & { readonly origin: string })[]>;
}

/** The window in a frame of Kommo's page, whose widget gives tickets as the test says. */
async function embed(giveTicket: () => TicketGiven, address = api.url()): Promise<Hosted> {
  const { page } = await openWindow(browser, 'about:blank');
  await page.exposeFunction('giveTicket', giveTicket);
  await page.goto(host.origin);
  await page.evaluate(`(() => {
    const frame = document.createElement('iframe');
    frame.title = 'Courier';
    frame.style = 'width: 100%; border: 0';
    frame.src = ${JSON.stringify(address)};
    document.querySelector('main').append(frame);
  })()`);
  const frame = await waitFor(() => page.frames().find((one) => one.url().startsWith(api.origin)), {
    what: 'the frame',
  });
  return { page, frame, heard: () => page.evaluate<(FromWindow & { origin: string })[]>('window.heard') };
}

const anotherTicket = (): TicketGiven => ({ ticket: api.ticket() });

it('The ticket leaves the address, and the session is kept nowhere', async () => {
  const { page } = await openWindow(browser, api.url());
  await page.getByText('Everything flows').first().waitFor();
  expect(page.url()).toBe(`${api.origin}/settings/`);
  expect(await page.evaluate<string>('location.hash')).toBe('');
  await page.goBack();
  await page.goForward();
  expect(page.url()).not.toContain('ticket');
  const stored = await page.evaluate<string>(
    'JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])',
  );
  expect(stored).toBe('[{},{},""]');
  expect(await page.context().cookies()).toEqual([]);
  expect(await page.evaluate<string>('document.documentElement.outerHTML')).not.toMatch(/ticket-|session-of/);
  await page.context().close();
});

it('Whoever has just installed it sees how far that is, and is let in by itself once Kommo says who they are', async () => {
  api.me = { ...STRANGER, name: null };
  api.overview = { ...OVERVIEWS.installing(), administrators: [] };
  const { page, frame } = await embed(anotherTicket);
  await frame.getByText('Courier is being set up').waitFor();
  await frame.getByText('Get access to your account').waitFor();
  expect(await frame.getByRole('tab').count()).toBe(0);
  expect(await axeFaults(page)).toEqual([]);

  api.me = ADMIN;
  api.overview = OVERVIEWS.empty();
  api.endSessions();
  await frame.getByRole('button', { name: 'Add a source' }).waitFor();
  await page.context().close();
});

it('When the session is over a new one is opened, and what was typed stays', async () => {
  const { page, frame, heard } = await embed(anotherTicket);
  await frame.getByRole('tab', { name: 'Alerts' }).click();
  await frame.getByLabel('Webhook').fill('https://hooks.flowers.example/dead');
  api.endSessions();
  await frame.getByRole('button', { name: 'Save' }).click();
  await frame.getByText('Saved', { exact: true }).waitFor();
  expect(api.alerts.webhook).toBe('https://hooks.flowers.example/dead');
  expect(await frame.getByLabel('Webhook').inputValue()).toBe('https://hooks.flowers.example/dead');
  // Both attempts are one change.
  const puts = api.changesAsked().map(({ key }) => key);
  expect(puts).toHaveLength(2);
  expect(new Set(puts).size).toBe(1);
  expect((await heard()).filter(({ courier }) => courier === 'ticket')).toHaveLength(1);
  await page.context().close();
});

it('Requests that meet the end of a session together ask for one new ticket', async () => {
  const { page, frame, heard } = await embed(anotherTicket);
  await frame.getByText('Everything flows').first().waitFor();
  api.endSessions();
  await frame.getByRole('button', { name: 'Add a source' }).click();
  await frame.getByText('Telegram', { exact: true }).waitFor();
  expect((await heard()).filter(({ courier }) => courier === 'ticket')).toHaveLength(1);
  await page.context().close();
});

it('Without a new ticket it says so, keeps what was typed, asks no more by itself, and goes on when told to', async () => {
  let answer: () => TicketGiven = () => ({ problem: 'You were signed out of Kommo.' });
  const { page, frame, heard } = await embed(() => answer());
  await frame.getByRole('tab', { name: 'Alerts' }).click();
  await frame.getByLabel('Webhook').fill('https://hooks.flowers.example/dead');
  api.endSessions();
  await frame.getByRole('button', { name: 'Save' }).click();
  await frame.getByText('You were signed out of Kommo.').waitFor();
  expect(await axeFaults(page)).toEqual([]);
  expect((await heard()).filter(({ courier }) => courier === 'ticket').length).toBeLessThanOrEqual(2);
  answer = anotherTicket;
  await frame.getByRole('button', { name: 'Continue' }).click();
  await frame.getByText('You were signed out of Kommo.').waitFor({ state: 'detached' });
  await frame.getByRole('button', { name: 'Save' }).click();
  await frame.getByText('Saved', { exact: true }).waitFor();
  expect(api.alerts.webhook).toBe('https://hooks.flowers.example/dead');
  await page.context().close();
});

it('A frame that was reloaded asks the widget for a ticket', async () => {
  const { page, frame } = await embed(anotherTicket, `${api.origin}/settings/`);
  await frame.getByText('Everything flows').first().waitFor();
  await page.context().close();
});

it('A ticket that is too old is replaced', async () => {
  const { page, frame } = await embed(anotherTicket, `${api.origin}/settings/#ticket=of-yesterday`);
  await frame.getByText('Everything flows').first().waitFor();
  await page.context().close();
});

it('Only the page around it is heard, and only from the origin that the browser names', async () => {
  const { page, frame } = await embed(() => null, `${api.origin}/settings/`);
  await frame.locator('.skeleton-card').first().waitFor();
  const forged = api.ticket();
  // From itself and from a frame inside of it; neither is the page around it.
  await frame.evaluate(`window.postMessage({ courier: 'ticket', id: 1, ticket: ${JSON.stringify(forged)} }, '*')`);
  await frame.evaluate(`(() => {
    const inner = document.createElement('iframe');
    document.body.append(inner);
    inner.contentWindow.eval = undefined;
    inner.contentWindow.parent.postMessage({ courier: 'ticket', id: 1, ticket: ${JSON.stringify(forged)} }, '*');
  })()`);
  // From the page around it, and yet nothing that was asked for, or in another form.
  const tell = (message: unknown) =>
    page.evaluate(
      `document.querySelector('iframe').contentWindow.postMessage(${JSON.stringify(message)}, ${JSON.stringify(api.origin)})`,
    );
  await tell({ courier: 'ticket', id: 99, ticket: forged });
  await tell({ courier: 'ticket', id: '1', ticket: forged });
  await tell({ courier: 'ticket', id: 1, ticket: '' });
  await tell('ticket');
  await tell({ courier: 'ticket', id: 1, ticket: forged });
  await frame.getByText('Everything flows').first().waitFor();
  expect(api.asked.filter(({ path }) => path === 'session')).toHaveLength(1);
  await page.context().close();
});

it('It tells its height as it grows, its state, and that it may be closed', async () => {
  api.open = { ...api.open, page: 'add-source', pipelineId: 12 };
  api.overview = OVERVIEWS.troubles();
  const { page, frame, heard } = await embed(anotherTicket);
  await frame.getByText('Where do your customers write?').waitFor();
  const heights = async () => (await heard()).flatMap((said) => (said.courier === 'height' ? [said.height] : []));
  const before = (await heights()).at(-1) ?? 0;
  await frame.getByRole('button', { name: 'Leave' }).click();
  await frame.getByText('Flower shop needs your attention').waitFor();
  await waitFor(async () => ((await heights()).at(-1) ?? 0) > before + 500, { what: 'a greater height' });
  // The frame is as high as the page: there is nothing to scroll in it.
  await waitFor(
    () => frame.evaluate<boolean>('document.documentElement.scrollHeight <= document.documentElement.clientHeight'),
    { what: 'a frame that fits' },
  );
  const said = await heard();
  expect(said).toContainEqual(expect.objectContaining({ courier: 'state', state: 'error' }));
  expect(said).toContainEqual(expect.objectContaining({ courier: 'close' }));
  expect(said.every(({ origin }) => origin === api.origin)).toBe(true);
  await page.context().close();
});

it('A dialog on a long page opens near what opened it', async () => {
  api.overview = OVERVIEWS.troubles();
  const { page, frame } = await embed(anotherTicket);
  await frame.getByRole('button', { name: 'More for Franchise' }).click();
  await frame.getByRole('menuitem', { name: 'Rename' }).click();
  await frame.getByRole('dialog').waitFor();
  const apart = await frame.evaluate<number>(`(() => {
    const middle = (selector) => {
      const { top, height } = document.querySelector(selector).getBoundingClientRect();
      return top + height / 2;
    };
    return Math.abs(middle('[role=dialog]') - middle('[aria-label="More for Franchise"]'));
  })()`);
  expect(apart).toBeLessThan(20);
  expect(await frame.evaluate<string>('document.activeElement.value')).toBe('Franchise');
  await page.context().close();
});
