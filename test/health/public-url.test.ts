import { reachPublicUrl } from '../../src/health/public-url';

const failing = (error: Error) => () => Promise.reject(error);
const because = (cause: object) => Object.assign(new Error('fetch failed'), { cause });

it.each<[string, Error, RegExp, RegExp]>([
  ['a name nobody knows', because({ code: 'ENOTFOUND' }), /name that is not known/, /DNS/],
  ['a closed door', because({ code: 'ECONNREFUSED' }), /refuses connections/, /Start the proxy/],
  ['two closed doors', because({ errors: [{ code: 'ECONNREFUSED' }] }), /refuses connections/, /Start the proxy/],
  ['a certificate of yesterday', because({ code: 'CERT_HAS_EXPIRED' }), /CERT_HAS_EXPIRED/, /certificate/],
  ['silence', Object.assign(new Error(), { name: 'TimeoutError' }), /does not answer within 5 s/, /firewall/],
  ['anything else', new Error('?'), /cannot be reached/, /\/healthz/],
])('an outside address with %s is told with what would help', async (_what, error, text, fix) => {
  const reached = await reachPublicUrl('https://courier.example.com', failing(error));
  expect(reached).toMatchObject({ ok: false });
  expect(reached.text).toMatch(text);
  expect('fix' in reached && reached.fix).toMatch(fix);
});

it('an outside address is asked for its health, and a redirect is no Courier', async () => {
  const asked: unknown[] = [];
  const reached = await reachPublicUrl('https://courier.example.com', (url, options) => {
    asked.push(url, options?.redirect);
    return Promise.resolve(new Response(null, { status: 301 }));
  });
  expect(asked).toEqual(['https://courier.example.com/healthz', 'manual']);
  expect(reached).toMatchObject({ ok: false, text: expect.stringContaining('answers 301') as string });
});
