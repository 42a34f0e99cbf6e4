import { eventually } from '../support/http';
import { codeOf, CustomBox, IDA, SERVICE } from '../support/custom';

let custom: CustomBox;
beforeEach(async () => {
  custom = await CustomBox.start();
});
afterEach(() => custom.stop());

const REASON = { reason: 'Taken away in Kommo' };

describe('a ping', () => {
  test('is answered with the challenge, who the service is, and what it shows', async () => {
    expect(await custom.ping()).toMatchObject({
      status: 200,
      json: {
        challenge: 'abc',
        id: SERVICE.id,
        name: SERVICE.name,
        inbound_url: null,
        capabilities: {
          reactions: 'any',
          buttons: { max: 10, kinds: ['reply', 'url'] },
          statuses: ['delivered', 'read'],
        },
      },
    });
  });

  test('says where events go from now on', async () => {
    expect(await custom.ping({ inbound_url: custom.hookUrl })).toMatchObject({ json: { inbound_url: custom.hookUrl } });
    expect(await custom.ping()).toMatchObject({ json: { inbound_url: custom.hookUrl } });
    expect(codeOf(await custom.ping({ inbound_url: 'http://courier.example/hooks' }))).toBe('invalid_payload');
    await custom.box.assume({ 'custom-inbound-url': 'not-told' });
    expect((await custom.ping()).json).not.toHaveProperty('inbound_url');
  });

  test('is answered with the challenge alone by a service of old', async () => {
    await custom.actOnLine('old-fashioned');
    expect((await custom.ping()).json).toEqual({ challenge: 'abc' });
    await custom.actOnLine('old-fashioned', { on: false });
    expect((await custom.ping()).json).toMatchObject({ id: SERVICE.id });
  });

  test('tells other capabilities when the service has others', async () => {
    const capabilities = { text_max: 7, attachments: { kinds: ['picture'] } };
    expect((await custom.actOnLine('capabilities', { capabilities })).status).toBe(200);
    expect((await custom.ping()).json).toMatchObject({ capabilities });
    expect((await custom.actOnLine('capabilities', { capabilities: { dancing: true } })).status).toBe(409);
  });
});

describe('after connection.disabled', () => {
  beforeEach(async () => {
    await custom.open();
    expect((await custom.send('connection.disabled', REASON)).status).toBe(200);
  });

  test('nothing is told and nothing is taken, until a ping says where events go', async () => {
    await custom.says({ text: 'Is anybody there?' });
    expect(await custom.write()).toMatchObject({ status: 410, json: { error: { code: 'connection_disabled' } } });
    expect((await custom.ping()).json).toMatchObject({ inbound_url: null });
    expect(custom.box.courier.received).toEqual([]);
    await custom.ping({ inbound_url: custom.hookUrl });
    expect((await custom.write()).status).toBe(200);
    await custom.says({ text: 'And now?' });
    expect(await eventually(async () => (await custom.told(1))[0])).toMatchObject({
      type: expect.any(String) as string,
    });
  });

  test('pings are met with 410, too, where the service is gone', async () => {
    await custom.box.assume({ 'custom-disabled': 'gone' });
    expect(codeOf(await custom.ping())).toBe('connection_disabled');
    expect((await custom.ping({ inbound_url: custom.hookUrl })).status).toBe(200);
    expect((await custom.ping()).status).toBe(200);
  });
});

test.each([410, 404])('a service that is answered %d stops, and is connected anew by a ping', async (status) => {
  await custom.open();
  custom.box.courier.answer = () => status;
  await custom.says({ text: 'Hello?' });
  await custom.says({ text: 'Still there?' });
  await eventually(async () => (await custom.line()).webhook === null);
  expect(custom.box.courier.received).toHaveLength(1);
  expect((await custom.messages()).slice(-2)).toMatchObject([{ handed: false }, { handed: false }]);
  await custom.ping({ inbound_url: custom.hookUrl });
  await custom.says({ text: 'Hello again' });
  expect((await custom.told(2))[1]).toMatchObject({ data: { message: { text: 'Hello again' } } });
});

test.each([400, 401, 413])('what is answered with %d is not sent again', async (status) => {
  await custom.open();
  let answers = 0;
  custom.box.courier.answer = () => ((answers += 1) === 1 ? status : 202);
  await custom.says({ text: 'First' });
  await custom.says({ text: 'Second' });
  await custom.settled();
  const told = await custom.told(2);
  expect(told.map(({ data }) => data)).toMatchObject([{ message: { text: 'First' } }, { message: { text: 'Second' } }]);
  expect((await custom.messages()).slice(-2)).toMatchObject([{ handed: false }, { handed: true }]);
});

test('a service is stolen, forgets, pings and ends', async () => {
  await custom.open();
  await custom.actOnLine('ping');
  await custom.actOnLine('end', { reason: 'We move' });
  expect((await custom.told(2)).map(({ type }) => type)).toEqual(['connection.ping', 'connection.disabled']);
  expect(await custom.actOnLine('steal')).toMatchObject({
    json: { webhook: { url: expect.stringContaining('another') as string } },
  });
  expect(await custom.actOnLine('forget-courier')).toMatchObject({ json: { webhook: null } });
});

test('another service has secrets and an address of its own', async () => {
  const { json } = await custom.box.control('POST', '/lines/custom', { name: 'Second site', id: 'second' });
  expect(json).toMatchObject({
    id: 'second',
    credentials: {
      serviceUrl: `${custom.box.sandbox.url}/custom/second`,
      outboundSecret: expect.stringMatching(/^whsec_/) as string,
    },
  });
  for (const fields of [{ id: 'a b' }, { colour: 'red' }, { outboundSecret: 'secret' }, { name: '' }]) {
    expect((await custom.box.control('POST', '/lines/custom', fields)).status).toBe(409);
  }
});

test('a reset forgets what was switched, and stays connected', async () => {
  await custom.open();
  await custom.actOnLine('old-fashioned');
  await custom.act('close');
  await custom.box.control('POST', '/reset');
  expect((await custom.ping()).json).toMatchObject({ id: SERVICE.id, inbound_url: custom.hookUrl });
  expect(await custom.view(IDA.id)).toMatchObject({ state: 'new', messages: [] });
});
