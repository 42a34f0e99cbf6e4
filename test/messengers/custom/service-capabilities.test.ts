import { NoAnswer } from '../../../src/http/client';
import { custom } from '../../../src/messengers/custom';
import { narrowed } from '../../../src/messengers/custom/service-capabilities';
import { contextOf, NOW, ScriptedService, WEBHOOK, credentials } from './service';

const capabilitiesOf = (http: ScriptedService, now = NOW) =>
  custom.capabilitiesNow?.({ http, clock: { now: () => now }, credentials }) ?? Promise.resolve(custom.capabilities);

it('a service that says nothing shows texts and files, and tells nothing later', () => {
  expect(narrowed({})).toMatchObject({
    outbound: {
      text: 'full',
      picture: 'full',
      quote: 'degraded',
      reaction: 'refused',
      typing: 'refused',
      read: 'refused',
    },
    textLimit: 4_000,
    buttons: null,
    receipts: 'none',
    windowMs: null,
    writeFirst: null,
  });
});

it('a service that says all has all that the protocol carries', () => {
  const all = narrowed({
    reply_to: true,
    typing: true,
    read: true,
    reactions: 'any',
    buttons: { max: 10, kinds: ['reply', 'url'] },
    statuses: ['delivered', 'read'],
    write_first: ['phone'],
  });
  expect(all).toEqual(custom.capabilities);
});

it.each([
  [{ text_max: 500 }, { textLimit: 500, captionLimits: { picture: 500, file: 500 } }],
  [{ buttons: { max: 3 } }, { buttons: { most: 3, links: false }, outbound: { buttons: 'full' } }],
  [{ statuses: ['delivered'] }, { receipts: 'delivered' }],
  [{ reply_window_hours: 24 }, { windowMs: 86_400_000 }],
  [{ write_first: ['email'] }, { writeFirst: null }],
  [{ reactions: 'none' }, { outbound: { reaction: 'refused' } }],
  [
    { attachments: { kinds: ['picture'], max_size: 1_000 } },
    { outbound: { picture: 'full', video: 'refused', file: 'refused' }, fileLimits: { picture: 1_000, file: 1_000 } },
  ],
  [{ attachments: { kinds: ['file'], max_size: 1e12 } }, { fileLimits: { file: custom.capabilities.fileLimits.file } }],
])('%j narrows it to %j', (said, capabilities) => {
  expect(narrowed(said)).toMatchObject(capabilities);
});

it('is asked once in five minutes', async () => {
  const http = new ScriptedService();
  http.pong = { capabilities: { text_max: 100 } };
  expect((await capabilitiesOf(http)).textLimit).toBe(100);
  http.pong = { capabilities: { text_max: 200 } };
  expect((await capabilitiesOf(http, NOW + 299_000)).textLimit).toBe(100);
  expect((await capabilitiesOf(http, NOW + 301_000)).textLimit).toBe(200);
  expect(http.told).toHaveLength(2);
});

it('of a service that does not answer is what it was last, or all', async () => {
  const http = new ScriptedService();
  http.pings = [new NoAnswer('maybe', 'the connection broke')];
  expect(await capabilitiesOf(http)).toEqual(custom.capabilities);
  http.pong = { capabilities: { text_max: 100 } };
  expect((await capabilitiesOf(http, NOW + 31_000)).textLimit).toBe(100);
  http.pings = [new NoAnswer('no', 'the connection was refused')];
  expect((await capabilitiesOf(http, NOW + 400_000)).textLimit).toBe(100);
});

it('is learned from a check, too', async () => {
  const http = new ScriptedService();
  http.pong = { capabilities: { text_max: 100 }, inbound_url: WEBHOOK.url };
  await custom.check(contextOf(http));
  expect((await capabilitiesOf(http)).textLimit).toBe(100);
  expect(http.told).toHaveLength(1);
});
