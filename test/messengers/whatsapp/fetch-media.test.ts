import { NoAnswer, type HttpDownload } from '../../../src/http/client';
import { whatsapp } from '../../../src/messengers/whatsapp';
import { graphError, graphOk, ScriptedGraph } from '../support/scripted-graph';
import { errorOf } from '../telegram/scripted-http';
import { contextOf } from './calls';
import { PHONE, TOKEN } from './webhooks';

const URL = 'https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1';
const info = graphOk({ messaging_product: 'whatsapp', url: URL, mime_type: 'image/jpeg', id: '77' });
const refused = (status: number): HttpDownload => ({ ok: false, status, headers: {}, body: Buffer.alloc(0) });
const opened: HttpDownload = {
  ok: true,
  status: 200,
  headers: { 'content-type': 'image/jpeg' },
  length: 5,
  body: (async function* () {
    yield await Promise.resolve(Buffer.from('bytes'));
  })(),
  abandon: () => undefined,
};

function fetchMedia(http: ScriptedGraph): Promise<HttpDownload> {
  return whatsapp.fetchMedia?.(contextOf(http), '77') ?? Promise.reject(new Error('no fetchMedia'));
}

describe("a customer's file", () => {
  it('is opened at the address that Meta tells, with the token', async () => {
    const http = new ScriptedGraph({ 'GET 77': info });
    http.downloaded = [opened];
    expect(await fetchMedia(http)).toBe(opened);
    expect(http.only('GET 77').query).toEqual({ phone_number_id: PHONE });
    expect(http.downloads).toMatchObject([{ url: URL, headers: { Authorization: `Bearer ${TOKEN}` } }]);
  });

  it('has another address where the first one has died', async () => {
    const http = new ScriptedGraph({ 'GET 77': info });
    http.downloaded = [refused(404), opened];
    expect(await fetchMedia(http)).toBe(opened);
    expect(http.made('GET 77')).toHaveLength(2);
  });

  it('that is refused is told as it is', async () => {
    const http = new ScriptedGraph({ 'GET 77': info });
    http.downloaded = [refused(403)];
    expect(await fetchMedia(http)).toMatchObject({ ok: false, status: 403 });
  });

  it.each([
    ['that is gone', graphError(100, { error_subcode: 33 }), 905, 'no'],
    ['whose token is not accepted', graphError(190), 902, 'later'],
    ['at an unsafe address', graphOk({ url: 'http://lookaside.fbsbx.com/x' }), 903, 'later'],
    ['at no address', graphOk({}), 903, 'later'],
    ['without an answer', new NoAnswer('maybe', 'broke'), 903, 'later'],
  ])('%s cannot be had', async (_, answer, code, retry) => {
    const http = new ScriptedGraph({ 'GET 77': answer });
    expect(await errorOf(fetchMedia(http))).toMatchObject({ code, retry });
    expect(http.downloads).toEqual([]);
  });

  it('whose bytes do not begin to come is fetched again later', async () => {
    expect(await errorOf(fetchMedia(new ScriptedGraph({ 'GET 77': info })))).toMatchObject({
      code: 903,
      retry: 'later',
    });
  });
});
