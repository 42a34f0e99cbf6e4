import { createHmac } from 'node:crypto';
import { eventually } from './support/http';
import { signatureOf } from './support/meta-receiver';
import { errorOf, WA, WhatsAppBox } from './support/whatsapp';

let box: WhatsAppBox;
beforeEach(async () => {
  box = await WhatsAppBox.start();
});
afterEach(() => box.stop());

const appToken = `${WA.app.id}|${WA.app.secret}`;
const bearer = (token: string): Record<string, string> => ({ Authorization: `Bearer ${token}` });

describe('who may call', () => {
  test('what an administrator enters is told with the line', async () => {
    expect(await box.line()).toMatchObject({
      id: WA.number.id,
      address: WA.number.phone,
      credentials: {
        accessToken: WA.accessToken,
        phoneNumberId: WA.number.id,
        wabaId: WA.waba.id,
        appId: WA.app.id,
        appSecret: WA.app.secret,
        apiBaseUrl: `${box.sandbox.url}/whatsapp`,
      },
      facts: { quality: 'GREEN' },
    });
  });

  test.each([
    ['no token', {}],
    ['a made up token', bearer('EAAmadeup')],
    ['an app token with a wrong secret', bearer(`${WA.app.id}|wrong`)],
  ])('%s is refused with 190', async (_name, headers: Record<string, string>) => {
    const answer = await box.api('GET', WA.number.id, undefined, headers);
    expect(answer.status).toBe(401);
    expect(errorOf(answer)).toMatchObject({
      code: 190,
      type: 'OAuthException',
      fbtrace_id: expect.any(String) as string,
    });
  });

  test.each([
    ['expired', 463],
    ['invalidated', 467],
    ['revoked', 458],
  ])('a token that is %s is refused with its subcode', async (state, error_subcode) => {
    await box.onLine('token', { state });
    expect(errorOf(await box.text('Hi'))).toMatchObject({ code: 190, error_subcode });
    const debugged = await box.api('GET', `debug_token?input_token=${WA.accessToken}`, undefined, bearer(appToken));
    expect(debugged.json).toMatchObject({ data: { is_valid: false, error: { subcode: error_subcode } } });
  });

  test('debug_token tells of a good token', async () => {
    const { json } = await box.api('GET', `debug_token?input_token=${WA.accessToken}`, undefined, bearer(appToken));
    expect(json).toMatchObject({
      data: {
        app_id: WA.app.id,
        type: 'SYSTEM_USER',
        is_valid: true,
        expires_at: 0,
        scopes: expect.arrayContaining(['whatsapp_business_messaging', 'whatsapp_business_management']) as string[],
      },
    });
  });

  test('permissions that are missing are told by code', async () => {
    await box.onLine('token', { scopes: [] });
    const [sent, shown] = [await box.text('Hi'), await box.api('GET', WA.number.id)];
    expect([sent.status, errorOf(sent).code]).toEqual([403, 131005]);
    expect([shown.status, errorOf(shown).code]).toEqual([403, 200]);
  });

  test('appsecret_proof has to fit, and to be there where the app asks for it', async () => {
    const proof = createHmac('sha256', WA.app.secret).update(WA.accessToken).digest('hex');
    expect((await box.api('GET', `${WA.number.id}?appsecret_proof=${proof}`)).status).toBe(200);
    expect(errorOf(await box.api('GET', `${WA.number.id}?appsecret_proof=${'0'.repeat(64)}`))).toMatchObject({
      code: 100,
    });
    await box.onLine('needs-proof');
    expect(errorOf(await box.api('GET', WA.number.id))).toMatchObject({ code: 100 });
    expect((await box.api('GET', `${WA.number.id}?appsecret_proof=${proof}`)).status).toBe(200);
  });

  test('the token may come in the query; it is not in the journal', async () => {
    const path = `${WA.number.id}?access_token=${encodeURIComponent(WA.accessToken)}`;
    expect((await box.api('GET', path, undefined, {})).status).toBe(200);
    const { text } = await box.control('GET', '/journal?limit=100');
    expect(text).toContain('"whatsapp"');
    expect(text).not.toContain(WA.accessToken);
  });

  test.each([
    ['v99.0/me', 2500],
    ['me', 2500],
    [`v26.0/${WA.number.id}/nothing`, 2500],
    ['v26.0/1234567890', 100],
  ])('%s is no path', async (path, code) => {
    const answer = await fetch(`${box.sandbox.url}/whatsapp/${path}`, { headers: bearer(WA.accessToken) });
    expect([answer.status, ((await answer.json()) as { error: { code: number } }).error.code]).toEqual([400, code]);
  });

  test('ids of others are as good as absent', async () => {
    expect(errorOf(await box.send({ text: { body: 'Hi' } }, '1234567890'))).toMatchObject({
      code: 100,
      error_subcode: 33,
    });
    expect(errorOf(await box.api('GET', '1234567890/phone_numbers'))).toMatchObject({ code: 100, error_subcode: 33 });
    await box.control('POST', '/lines/whatsapp', {
      phoneNumberId: '70001',
      wabaId: '70002',
      appId: '70003',
      phone: '+15550001111',
    });
    expect(errorOf(await box.api('GET', '70001'))).toMatchObject({ code: 100, error_subcode: 33 });
  });
});

describe('what is known of a number', () => {
  test('its health, by the fields that are asked for', async () => {
    const fields =
      'display_phone_number,verified_name,quality_rating,name_status,code_verification_status,throughput,whatsapp_business_manager_messaging_limit';
    await box.onLine('quality', { rating: 'RED' });
    expect((await box.api('GET', `${WA.number.id}?fields=${fields}`)).json).toEqual({
      display_phone_number: WA.number.phone,
      verified_name: 'Sandbox Shop',
      quality_rating: 'RED',
      name_status: 'APPROVED',
      code_verification_status: 'VERIFIED',
      throughput: { level: 'STANDARD' },
      whatsapp_business_manager_messaging_limit: 'TIER_2K',
      id: WA.number.id,
    });
    expect(errorOf(await box.api('GET', `${WA.number.id}?fields=shoe_size`))).toMatchObject({ code: 100 });
  });

  test('all numbers of an account', async () => {
    await box.control('POST', '/lines/whatsapp', { phone: '+1 555-010-0001' });
    const { json } = await box.api('GET', `${WA.waba.id}/phone_numbers?fields=id,display_phone_number`);
    expect(json).toMatchObject({
      data: [{ display_phone_number: WA.number.phone }, { display_phone_number: '+1 555-010-0001' }],
    });
  });

  test('it is registered with a PIN, which has to be the same afterwards', async () => {
    const register = (pin: string) =>
      box.api('POST', `${WA.number.id}/register`, { messaging_product: 'whatsapp', pin });
    expect((await box.api('POST', `${WA.number.id}/deregister`)).json).toEqual({ success: true });
    expect(errorOf(await box.text('Hi')).code).toBe(133010);
    expect((await register('123456')).json).toEqual({ success: true });
    expect(errorOf(await register('654321')).code).toBe(133005);
    expect(errorOf(await register('12')).code).toBe(100);
    expect((await box.control('GET', '/journal?limit=100')).text).not.toContain('123456');
  });

  test('its business profile', async () => {
    const { json } = await box.api('GET', `${WA.number.id}/whatsapp_business_profile?fields=about,vertical`);
    expect(json).toEqual({
      data: [{ about: 'Sandbox Shop on WhatsApp', vertical: 'RETAIL', messaging_product: 'whatsapp' }],
    });
  });
});

describe('the callback', () => {
  test('an override is taken after the challenge, and shown', async () => {
    expect((await box.subscribe()).json).toEqual({ success: true });
    const [asked] = box.courier.asked;
    expect(asked?.get('hub.mode')).toBe('subscribe');
    expect(asked?.get('hub.challenge')).toMatch(/^\d+$/);
    const url = `${box.courier.url}/hooks/whatsapp/1`;
    expect((await box.api('GET', `${WA.waba.id}/subscribed_apps`)).json).toEqual({
      data: [
        {
          whatsapp_business_api_data: { id: WA.app.id, name: WA.app.name, link: expect.any(String) as string },
          override_callback_uri: url,
        },
      ],
    });
    expect((await box.line()).webhook).toMatchObject({ url });
    expect((await box.control('GET', '/journal?limit=100')).text).not.toContain('verify-me');
  });

  test.each([
    ['another word', { verify_token: 'not-ours' }, 2200],
    ['no word', { verify_token: undefined }, 100],
    ['nobody there', { override_callback_uri: 'http://127.0.0.1:1/hook' }, 2200],
    ['plain http elsewhere', { override_callback_uri: 'http://example.com/hook' }, 100],
    ['no address', { override_callback_uri: 'hook' }, 100],
  ])('an override with %s is refused', async (_name, more, code) => {
    const body = { override_callback_uri: `${box.courier.url}/hook`, verify_token: 'verify-me', ...more };
    expect(errorOf(await box.api('POST', `${WA.waba.id}/subscribed_apps`, body)).code).toBe(code);
    expect((await box.line()).webhook).toBeNull();
  });

  test('an app has a callback of its own with fields; only these come', async () => {
    const subscription = {
      object: 'whatsapp_business_account',
      callback_url: `${box.courier.url}/hooks/app`,
      verify_token: 'verify-me',
      fields: 'messages',
    };
    const path = `${WA.app.id}/subscriptions`;
    expect(errorOf(await box.api('POST', path, subscription)).code).toBe(15);
    const wrong = { ...subscription, fields: 'messages,smoke_signals' };
    expect(errorOf(await box.api('POST', path, wrong, bearer(appToken))).code).toBe(100);
    expect((await box.api('POST', path, subscription, bearer(appToken))).json).toEqual({ success: true });
    expect((await box.api('GET', path, undefined, bearer(appToken))).json).toMatchObject({
      data: [{ object: 'whatsapp_business_account', active: true, fields: [{ name: 'messages' }] }],
    });
    await box.api('POST', `${WA.waba.id}/subscribed_apps`);
    await box.onLine('quality', { rating: 'YELLOW' });
    await (await box.person()).says('Hello');
    await box.untilMessages(1);
    expect(box.changes().map(({ field }) => field)).toEqual(['messages']);
    expect(box.courier.received[0]?.path).toBe('/hooks/app');
    await box.api('DELETE', path, undefined, bearer(appToken));
    expect((await box.line()).webhook).toBeNull();
  });

  test('a number has a callback of its own before the account’s', async () => {
    await box.subscribe();
    const configuration = { override_callback_uri: `${box.courier.url}/hooks/number`, verify_token: 'verify-me' };
    const set = (webhook_configuration: object) => box.api('POST', WA.number.id, { webhook_configuration });
    expect((await set(configuration)).json).toEqual({ success: true });
    expect((await box.api('GET', `${WA.number.id}?fields=webhook_configuration`)).json).toMatchObject({
      webhook_configuration: {
        phone_number: `${box.courier.url}/hooks/number`,
        whatsapp_business_account: `${box.courier.url}/hooks/whatsapp/1`,
      },
    });
    const person = await box.person();
    await person.says('one');
    await box.untilMessages(1);
    await set({ override_callback_uri: '' });
    await person.says('two');
    await box.untilMessages(2);
    expect(box.courier.received.map(({ path }) => path)).toEqual(['/hooks/number', '/hooks/whatsapp/1']);
  });

  test('nothing comes before and after it is subscribed', async () => {
    const person = await box.person();
    expect(await person.says('early')).toMatchObject({ handed: false });
    await box.subscribe();
    await person.says('now');
    await box.untilMessages(1);
    expect((await box.api('DELETE', `${WA.waba.id}/subscribed_apps`)).json).toEqual({ success: true });
    await person.says('late');
    expect((await box.line()).webhook).toBeNull();
    expect(box.messages()).toMatchObject([{ text: { body: 'now' } }]);
  });

  test('every app that subscribed gets every event, signed with its own secret', async () => {
    const other = { appId: '70003', appSecret: 'other-secret', accessToken: 'EAAother', phone: '+15550001111' };
    expect((await box.control('POST', '/lines/whatsapp', other)).status).toBe(201);
    await box.subscribe('/first');
    const override = { override_callback_uri: `${box.courier.url}/second`, verify_token: 'verify-me' };
    await box.api('POST', `${WA.waba.id}/subscribed_apps`, override, bearer('EAAother'));
    await (await box.person()).says('Привет/🙂');
    await eventually(() => Promise.resolve(box.courier.received.length === 2));
    for (const { path, raw, signature } of box.courier.received) {
      expect(signature).toBe(signatureOf(path === '/first' ? WA.app.secret : 'other-secret', raw));
    }
  });

  test('the bytes that are signed escape what is not ASCII, and slashes', async () => {
    await box.subscribe();
    await (await box.person()).says('Привет/🙂');
    await box.untilMessages(1);
    const [hook] = box.courier.received;
    expect(hook?.raw).toContain('\\u041f\\u0440\\u0438\\u0432\\u0435\\u0442\\/\\ud83d\\ude42');
    expect(hook?.raw).toMatch(/^[ -~]*$/);
    expect(hook?.signature).toBe(signatureOf(WA.app.secret, hook?.raw ?? ''));
    expect(box.messages()).toMatchObject([{ text: { body: 'Привет/🙂' } }]);
  });

  test('somebody may turn the webhooks elsewhere', async () => {
    await box.subscribe();
    await box.onLine('unsubscribe', { url: 'https://thief.example.com/hook' });
    expect((await box.api('GET', `${WA.waba.id}/subscribed_apps`)).json).toMatchObject({
      data: [{ override_callback_uri: 'https://thief.example.com/hook' }],
    });
    await box.onLine('unsubscribe');
    expect((await box.api('GET', `${WA.waba.id}/subscribed_apps`)).json).toEqual({ data: [] });
  });
});

test('a line joins an app and an account that are there, or brings new ones', async () => {
  const joined = await box.control('POST', '/lines/whatsapp', { phone: '+1 555-010-0001' });
  expect(joined.json).toMatchObject({
    credentials: { appId: WA.app.id, wabaId: WA.waba.id, accessToken: WA.accessToken },
  });
  const foreign = { appId: WA.app.id, appSecret: 'another', phone: '+15550002222' };
  expect((await box.control('POST', '/lines/whatsapp', foreign)).status).toBe(409);
  expect((await box.control('POST', '/lines/whatsapp', { phone: WA.number.phone })).status).toBe(409);
  expect((await box.control('POST', '/lines/whatsapp', { color: 'red' })).status).toBe(409);
});
