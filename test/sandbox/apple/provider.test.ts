import { AppleBox, bearer, BUSINESS, GRACE, MSP } from '../support/apple';
import { pick } from '../support/http';

let apple: AppleBox;
beforeEach(async () => {
  apple = await AppleBox.start();
});
afterEach(() => apple.stop());

const ask = (token: string) => apple.call('GET', 'preUpload', { headers: { authorization: token, 'mmcs-size': '1' } });
const now = () => Math.floor(Date.now() / 1000);

describe('a token', () => {
  test('of the provider is taken', async () => {
    expect((await ask(`Bearer ${bearer()}`)).status).toBe(200);
    expect((await ask(`Bearer ${bearer({ aud: 'anything' })}`)).status).toBe(200);
  });

  test.each<[string, () => string]>([
    ['that is missing', () => ''],
    ['of another scheme', () => `Basic ${bearer()}`],
    ['that is none', () => 'Bearer abc'],
    ['of nobody', () => `Bearer ${bearer({ iss: undefined })}`],
    ['of the business', () => `Bearer ${bearer({ iss: BUSINESS.id })}`],
    ['of another algorithm', () => `Bearer ${bearer({}, { alg: 'none' })}`],
    [
      'signed with the letters of the secret',
      () => `Bearer ${bearer({}, { secret: Buffer.from(MSP.secret).toString('base64') })}`,
    ],
    ['without a time', () => `Bearer ${bearer({ iat: undefined })}`],
    ['of yesterday', () => `Bearer ${bearer({ iat: now() - 86_400 })}`],
    ['of tomorrow', () => `Bearer ${bearer({ iat: now() + 86_400 })}`],
  ])('%s is not', async (_, token) => {
    expect((await ask(token())).status).toBe(401);
  });

  test('that is not good meets 403, or lasts longer, where it is read so', async () => {
    await apple.box.assume({ 'apple-bad-token': 403 });
    expect((await ask(`Bearer ${bearer({ iat: now() - 7_000 })}`)).status).toBe(403);
    await apple.box.assume({ 'apple-token-tolerance-s': 7_200 });
    expect((await ask(`Bearer ${bearer({ iat: now() - 7_000 })}`)).status).toBe(200);
  });
});

describe('a business', () => {
  const by = (id: string) => apple.call('GET', 'preUpload', { headers: { 'source-id': id, 'mmcs-size': '1' } });

  test('has to be named, and linked to the provider', async () => {
    expect((await by('')).status).toBe(400);
    expect((await by(GRACE.id)).status).toBe(403);
    await apple.actOnLine('unlink');
    expect((await by(BUSINESS.id)).status).toBe(403);
    await apple.actOnLine('link');
    expect((await by(BUSINESS.id)).status).toBe(200);
  });

  test('is one of many of the provider, whose secret and address they share', async () => {
    await apple.register();
    const made = await apple.box.control('POST', '/lines/apple', { name: 'Second shop' });
    expect(made).toMatchObject({
      status: 201,
      json: { name: 'Second shop', credentials: { mspId: MSP.id, apiSecret: MSP.secret } },
    });
    const id = pick(made, 'id');
    expect((await by(id)).status).toBe(200);
    const customer = pick(await apple.box.control('POST', `/lines/apple/${id}/customers`, { name: 'Ann' }), 'id');
    const path = `/lines/apple/${id}/handsets/${encodeURIComponent(customer)}/messages`;
    await apple.box.control('POST', path, { text: 'Hi' });
    expect(await apple.told(1)).toMatchObject([{ body: { destinationId: id, sourceId: customer, body: 'Hi' } }]);
    await apple.actOnLine('replace-secret', { secret: Buffer.alloc(32, 1).toString('base64') });
    expect((await by(id)).status).toBe(401);
  });

  test('of another provider has another secret', async () => {
    const mspId = '00000000-0000-4000-8000-000000000001';
    const line = (fields: object) => apple.box.control('POST', '/lines/apple', fields);
    const made = await line({ mspId });
    const secret = pick(made, 'credentials', 'apiSecret');
    expect(secret).not.toBe(MSP.secret);
    const headers = { 'source-id': pick(made, 'id'), 'mmcs-size': '1' };
    expect((await apple.call('GET', 'preUpload', { headers })).status).toBe(403);
    const authorization = `Bearer ${bearer({ iss: mspId }, { secret })}`;
    expect((await apple.call('GET', 'preUpload', { headers: { ...headers, authorization } })).status).toBe(200);
    expect(await line({ mspId, apiSecret: MSP.secret })).toMatchObject({ status: 409 });
  });

  test.each([
    ['colour', { colour: 'red' }],
    ['UUID', { businessId: 'shop' }],
    ['UUID', { mspId: 'courier' }],
    ['Base64', { mspId: '00000000-0000-4000-8000-000000000001', apiSecret: 'secret!' }],
    ['name', { name: '' }],
  ])('that has a wrong %s is not made', async (word, fields) => {
    const made = await apple.box.control('POST', '/lines/apple', fields);
    expect(made.status).toBe(409);
    expect(pick(made, 'detail')).toContain(word);
  });
});

describe('the address', () => {
  test('is https, but for one on this machine', async () => {
    expect((await apple.register('http://bridge.example/hooks')).status).toBe(409);
    expect((await apple.register('https://bridge.example/hooks')).status).toBe(200);
    expect((await apple.register()).status).toBe(200);
    await apple.box.assume({ 'apple-loopback': 'off' });
    expect((await apple.register()).status).toBe(409);
  });

  test('is called by nobody when it is entered', async () => {
    expect(await apple.register()).toMatchObject({ status: 200, json: { webhook: { url: apple.hookUrl } } });
    expect(apple.box.courier.received).toEqual([]);
  });

  test('that is not there has the customer see that nothing was delivered', async () => {
    await apple.says({ text: 'Anybody?' });
    expect(await apple.last()).toMatchObject({ handed: false, status: 'failed' });
    await apple.opened();
    await apple.actOnLine('unregister');
    await apple.says({ text: 'Anybody?' });
    expect(await apple.last()).toMatchObject({ handed: false, status: 'failed' });
  });
});

test('an answer that a test asks for is given to the calls it names', async () => {
  await apple.opened();
  await apple.actOnLine('answer', { status: 413, text: 'too big', operation: 'message' });
  expect((await ask(`Bearer ${bearer()}`)).status).toBe(200);
  expect(await apple.send()).toMatchObject({ status: 413, text: 'too big' });
  expect((await apple.send()).status).toBe(200);
});

test('there is nothing else, and each by its method', async () => {
  expect((await apple.call('GET', 'nothing')).status).toBe(404);
  expect((await apple.call('GET', 'message')).status).toBe(405);
  expect((await apple.call('POST', 'preUpload')).status).toBe(405);
});
