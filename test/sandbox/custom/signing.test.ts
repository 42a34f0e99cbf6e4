import { pick } from '../support/http';
import { codeOf, CustomBox, eventIn, SERVICE, signed } from '../support/custom';

let custom: CustomBox;
beforeEach(async () => {
  custom = await CustomBox.start();
});
afterEach(() => custom.stop());

const OTHER = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;
const header = (name: string): string => {
  const [first] = custom.box.courier.received;
  return String(first?.headers[name]);
};

describe('what Courier says', () => {
  test('is taken with the right signature, also beside others', async () => {
    expect((await custom.ping()).status).toBe(200);
    expect((await custom.ping({}, { secrets: [OTHER, SERVICE.outboundSecret] })).status).toBe(200);
    const headers = { 'webhook-signature': `v1a,abc v2,def ${'x'.repeat(300)}` };
    expect(codeOf(await custom.ping({}, { headers }))).toBe('invalid_signature');
  });

  test.each([
    ['another secret', { secrets: [OTHER] }],
    ['the secret of the other direction', { secrets: [SERVICE.inboundSecret] }],
    ['no signature', { headers: { 'webhook-signature': '' } }],
    ['no time', { headers: { 'webhook-timestamp': '' } }],
    ['another time than was signed', { headers: { 'webhook-timestamp': '1763719200' } }],
    ['an id with a dot', { id: 'evt.1' }],
    ['an id that was not signed', { headers: { 'webhook-id': 'evt_other' } }],
  ])('with %s is refused', async (_, sending) => {
    const answer = await custom.ping({ inbound_url: custom.hookUrl }, sending);
    expect([answer.status, codeOf(answer)]).toEqual([401, 'invalid_signature']);
    expect((await custom.line()).webhook).toBeNull();
  });

  test.each([-301, 301])('signed %d s from now is stale', async (offsetS) => {
    expect(codeOf(await custom.ping({}, { offsetS }))).toBe('stale_timestamp');
    expect((await custom.ping({}, { offsetS: Math.sign(offsetS) * 290 })).status).toBe(200);
  });

  test('is signed over its bytes', async () => {
    const body =
      '{ "type":"connection.ping", "version":"1","timestamp":"2026-11-21T10:00:00Z","data":{"challenge":"ü你"} }';
    expect(await custom.sendRaw(body)).toMatchObject({ status: 200, json: { challenge: 'ü你' } });
  });
});

describe('while secrets are changed', () => {
  test('Courier’s old and new ones are taken, and the form holds both', async () => {
    const { json } = await custom.actOnLine('rotate-courier-secret', { secret: OTHER });
    expect(json).toMatchObject({ credentials: { outboundSecret: `${OTHER} ${SERVICE.outboundSecret}` } });
    for (const secrets of [[OTHER], [SERVICE.outboundSecret], [OTHER, SERVICE.outboundSecret]]) {
      expect((await custom.ping({}, { secrets })).status).toBe(200);
    }
    await custom.actOnLine('forget-old-secrets');
    expect((await custom.ping({}, { secrets: [OTHER] })).status).toBe(200);
    expect(codeOf(await custom.ping())).toBe('invalid_signature');
  });

  test.each([
    ['both', 2],
    ['newest', 1],
  ] as const)('the service signs with %s', async (reading, signatures) => {
    await custom.box.assume({ 'custom-rotation': reading });
    await custom.open();
    await custom.actOnLine('rotate-service-secret', { secret: OTHER });
    await custom.says({ text: 'ü你' });
    const [hook] = await custom.box.courier.until(1);
    const [id, seconds] = [header('webhook-id'), Number(header('webhook-timestamp'))];
    const wanted = [OTHER, SERVICE.inboundSecret].slice(0, signatures);
    expect(header('webhook-signature')).toBe(
      wanted.map((secret) => signed(secret, id, seconds, hook?.raw ?? '')).join(' '),
    );
  });

  test('no secret serves both directions', async () => {
    const answer = await custom.actOnLine('rotate-courier-secret', { secret: SERVICE.inboundSecret });
    expect(answer.status).toBe(409);
    expect((await custom.actOnLine('rotate-service-secret', { secret: 'whsec_short' })).status).toBe(409);
  });
});

test('a service that signs wrongly goes on with what it says', async () => {
  await custom.open();
  const secretsOf = async (how: string): Promise<readonly [string, number]> => {
    custom.box.courier.received.length = 0;
    await custom.actOnLine('sign', { how });
    await custom.says({ text: how });
    await custom.box.courier.until(1);
    return [header('webhook-signature'), Number(header('webhook-timestamp'))];
  };
  const [forged, then] = await secretsOf('another-secret');
  const body = custom.box.courier.received[0]?.raw ?? '';
  expect(forged).not.toBe(signed(SERVICE.inboundSecret, header('webhook-id'), then, body));
  const [, late] = await secretsOf('an-hour-late');
  expect(Math.abs(Date.now() / 1000 - 3600 - late)).toBeLessThan(60);
  expect((await custom.actOnLine('sign', { how: 'sideways' })).status).toBe(409);
});

test('an event that was not taken comes again under its id, signed anew', async () => {
  await custom.open();
  let answers = 0;
  custom.box.courier.answer = () => ((answers += 1) === 1 ? 503 : 202);
  await custom.says({ text: 'Again' });
  await custom.box.courier.until(1);
  expect(pick(await custom.says({ text: 'Behind' }), 'text')).toBe('Behind');
  await custom.box.control('POST', `/lines/custom/${SERVICE.id}/retry`);
  const [first, second, third] = await custom.box.courier.until(3);
  expect(second?.raw).toBe(first?.raw);
  expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
  expect(third && eventIn(third).data).toMatchObject({ message: { text: 'Behind' } });
});
