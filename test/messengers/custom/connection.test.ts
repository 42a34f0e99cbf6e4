import { NoAnswer, type HttpDownload } from '../../../src/http/client';
import { custom } from '../../../src/messengers/custom';
import { CustomCredentials } from '../../../src/messengers/custom/credentials';
import { messengerOf } from '../../../src/messengers/registry';
import { errorOf } from '../telegram/scripted-http';
import {
  contextOf,
  credentials,
  INBOUND,
  OUTBOUND,
  refusal,
  ScriptedService,
  secretOf,
  SERVICE,
  WEBHOOK,
} from './service';

const ELSEWHERE = 'https://other.example/hook?key=private';
const entered = { serviceUrl: SERVICE, outboundSecret: OUTBOUND, inboundSecret: INBOUND };

it('is registered', () => {
  expect(messengerOf('custom')).toBe(custom);
});

describe('credentials', () => {
  it.each([
    entered,
    { ...entered, serviceUrl: ` ${SERVICE} ` },
    { ...entered, serviceUrl: 'http://127.0.0.1:8095/courier' },
    { ...entered, serviceUrl: 'http://localhost/courier' },
    { ...entered, serviceUrl: 'http://[::1]:80/' },
    { ...entered, inboundSecret: `${secretOf(3)} ${INBOUND}` },
    { ...entered, inboundSecret: `${secretOf(3)}\n${INBOUND}\n` },
  ])('are %j', (given) => {
    expect(CustomCredentials.parse(given)).toEqual({
      ...given,
      serviceUrl: given.serviceUrl.trim(),
      inboundSecret: given.inboundSecret.trim(),
    });
  });

  it.each([
    ['serviceUrl', 'http://chat.example/courier'],
    ['serviceUrl', 'ftp://chat.example'],
    ['serviceUrl', 'https://me:secret@chat.example'],
    ['serviceUrl', 'http://127.0.0.1.evil.example/'],
    ['serviceUrl', ''],
    ['outboundSecret', 'secret'],
    ['outboundSecret', ''],
    ['outboundSecret', `${OUTBOUND} other`],
    ['inboundSecret', `${secretOf(1)} ${secretOf(2)} ${secretOf(3)}`],
    ['inboundSecret', OUTBOUND],
  ])('with %s “%s” are refused in words that the driver has in every language', (field, value) => {
    const parsed = CustomCredentials.safeParse({ ...entered, [field]: value });
    const issue = parsed.error?.issues[0];
    expect(issue?.path).toEqual([field]);
    expect((custom.phrases ?? []).flatMap(({ en }) => Object.values(en))).toContain(issue?.message);
  });

  it('describe themselves for a form, whose steps ask for each of them', () => {
    for (const field of Object.values(CustomCredentials.shape)) {
      expect(field.meta()).toMatchObject({
        title: expect.any(String) as string,
        description: expect.any(String) as string,
      });
    }
    const asked = custom.guide?.flatMap(({ fields }) => fields) ?? [];
    expect([...asked].sort()).toEqual(Object.keys(CustomCredentials.shape).sort());
  });
});

describe('identify', () => {
  it.each([
    [{}, { remoteId: 'chat.example/courier', name: 'chat.example', address: 'chat.example' }],
    [
      { id: null, name: null },
      { remoteId: 'chat.example/courier', name: 'chat.example', address: 'chat.example' },
    ],
    [{ name: 'Shop chat' }, { remoteId: 'chat.example/courier', name: 'Shop chat', address: 'chat.example' }],
    [
      { id: 'shop-1', name: 'Shop chat' },
      { remoteId: 'shop-1', name: 'Shop chat', address: 'chat.example' },
    ],
  ])('of a service that answers %j', async (pong, identity) => {
    const http = new ScriptedService();
    http.pong = pong;
    expect(await custom.identify(contextOf(http))).toEqual(identity);
  });

  it.each([
    [refusal(401, 'invalid_signature'), { code: 902 }],
    [
      { status: 200, body: { challenge: 'another' } },
      { code: 905, retry: 'no' },
    ],
    [
      { status: 200, body: 'Welcome to nginx' },
      { code: 905, retry: 'no' },
    ],
    [new NoAnswer('no', 'the host name could not be resolved'), { code: 903, retry: 'later' }],
  ])('fails in words for an administrator: %j', async (answer, detail) => {
    const http = new ScriptedService();
    http.pings = [answer];
    const error = await errorOf(custom.identify(contextOf(http)));
    expect(error).toMatchObject(detail);
    expect(error.said?.length).toBe(1);
  });
});

describe('connect', () => {
  it.each([undefined, null, WEBHOOK.url])('tells where events are taken, where %s was known', async (inbound_url) => {
    const http = new ScriptedService();
    http.pong = { inbound_url };
    await custom.connect(contextOf(http));
    expect(http.told.map(({ event }) => event.data.inbound_url)).toEqual([undefined, WEBHOOK.url]);
  });

  it('tells a service that has ended the connection before, whoever asks it', async () => {
    const http = new ScriptedService();
    http.pings = [refusal(410, 'connection_disabled')];
    await custom.connect(contextOf(http));
    expect(http.last.event.data.inbound_url).toBe(WEBHOOK.url);
  });

  it('leaves a service that sends elsewhere alone until a person says otherwise', async () => {
    const http = new ScriptedService();
    http.pong = { inbound_url: ELSEWHERE };
    const error = await errorOf(custom.connect(contextOf(http)));
    expect(error).toMatchObject({ code: 905, retry: 'no' });
    expect(error.text).toContain('other.example');
    expect(error.text).not.toContain('private');
    expect(http.told).toHaveLength(1);
    await custom.connect(contextOf(http), { takeOver: true });
    expect(http.last.event.data.inbound_url).toBe(WEBHOOK.url);
  });
});

describe('disconnect', () => {
  it.each([
    [undefined, ['connection.ping', 'connection.disabled']],
    [null, ['connection.ping', 'connection.disabled']],
    [WEBHOOK.url, ['connection.ping', 'connection.disabled']],
    [ELSEWHERE, ['connection.ping']],
  ])('of a service that sends to %s tells it by %j', async (inbound_url, types) => {
    const http = new ScriptedService();
    http.pong = { inbound_url };
    await custom.disconnect(contextOf(http));
    expect(http.types()).toEqual(types);
  });

  it('of a service that is gone is done', async () => {
    const http = new ScriptedService();
    http.pings = [refusal(410, 'connection_disabled'), new NoAnswer('no', 'the connection was refused')];
    await expect(custom.disconnect(contextOf(http))).resolves.toBeUndefined();
    await expect(custom.disconnect(contextOf(http))).resolves.toBeUndefined();
  });
});

describe('check', () => {
  it.each([{}, { inbound_url: WEBHOOK.url }])('is well where the service answers %j', async (pong) => {
    const http = new ScriptedService();
    http.pong = pong;
    const health = await custom.check(contextOf(http));
    expect(health).toMatchObject({ state: 'ok' });
    expect(health.checks).toHaveLength(1 + Object.keys(pong).length);
  });

  it.each([
    [refusal(401), 'credentials'],
    [refusal(410), 'webhook'],
    [{ status: 200, body: {} }, 'webhook'],
    [refusal(500), 'unreachable'],
    [new NoAnswer('maybe', 'no answer within 10000 ms'), 'unreachable'],
  ] as const)('is broken for %j: %s', async (answer, fault) => {
    const http = new ScriptedService();
    http.pings = [answer];
    expect(await custom.check(contextOf(http))).toMatchObject({ state: 'broken', fault, said: [{}] });
  });

  it('is broken where the service knows nowhere to send to: it was begun anew, say', async () => {
    const http = new ScriptedService();
    http.pong = { id: null, name: null, capabilities: null, inbound_url: null };
    const health = await custom.check(contextOf(http));
    expect(health).toMatchObject({ state: 'broken', fault: 'webhook', said: [{ code: 'custom.nowhere' }] });
    expect(health.checks?.map(({ state }) => state)).toEqual(['ok', 'broken']);
  });

  it('is broken where the service sends elsewhere', async () => {
    const http = new ScriptedService();
    http.pong = { inbound_url: ELSEWHERE };
    const health = await custom.check(contextOf(http));
    expect(health).toMatchObject({ state: 'broken', fault: 'webhook' });
    expect(JSON.stringify(health)).not.toContain('private');
  });
});

describe('files of customers', () => {
  const answer = (status: number, location?: string): HttpDownload => ({
    ok: false,
    status,
    headers: location === undefined ? {} : { location },
    body: Buffer.alloc(0),
  });

  it('are followed to one other address, and no further', async () => {
    const http = new ScriptedService();
    const asked: string[] = [];
    http.download = ({ url }) => {
      asked.push(url);
      return Promise.resolve(answer(302, '/next'));
    };
    expect(await custom.fetchMedia?.(contextOf(http), 'https://x.example/a')).toMatchObject({ status: 302 });
    expect(asked).toEqual(['https://x.example/a', 'https://x.example/next']);
  });

  it('that nobody hands over are tried again', async () => {
    const fetched = custom.fetchMedia?.(contextOf(new ScriptedService()), 'https://x.example/a');
    expect(await errorOf(fetched ?? Promise.resolve())).toMatchObject({ retry: 'later' });
  });
});

it('entered secrets reach no sentence', async () => {
  const http = new ScriptedService();
  http.pings = [refusal(401, 'invalid_signature', { message: credentials.outboundSecret })];
  expect((await errorOf(custom.identify(contextOf(http)))).text).not.toContain('whsec_A');
});
