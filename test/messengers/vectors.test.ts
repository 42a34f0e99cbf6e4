import { cryptedWhole, keyIn } from '../../src/messengers/apple/crypt';
import { botframework } from '../../src/messengers/botframework';
import { BotCredentials } from '../../src/messengers/botframework/credentials';
import { keyOf, verify } from '../../src/messengers/custom/signing';
import { decrypted, isSignatureOf } from '../../src/messengers/wechat/crypto';
import { asConnectionId } from '../../src/model/ids';
import vectors from './vectors.json';

/**
 * What is taken and what is refused, beside each other, with bytes that stand still: `vectors.json` was computed from the sheets
 * by another library than the one that is tested here. The webhook's are the sheet's own.
 */

describe('the signature of a custom webhook (webhook.md §1)', () => {
  const { secret, id, timestamp, cases } = vectors.webhook;

  it.each(cases)('$name: $outcome', ({ body, signature, outcome, late }) => {
    const keys = [keyOf(secret)].filter((key) => key !== undefined);
    const headers = { 'webhook-id': id, 'webhook-timestamp': String(timestamp), 'webhook-signature': signature };
    expect(verify(keys, headers, Buffer.from(body), (timestamp + (late ?? 0)) * 1_000).kind).toBe(outcome);
  });
});

describe('a signature of WeChat (wechat.md §1)', () => {
  it.each(vectors.wechatSignature)('$name: $accepted', ({ parts, signature, accepted }) => {
    expect(isSignatureOf(parts, signature)).toBe(accepted);
  });
});

describe('what WeChat has encrypted (wechat.md §1)', () => {
  const { encodingAesKey, appId, cases } = vectors.wechatAes;

  it.each(cases.map((each) => [each.name, each.xml === null ? 'stays shut' : 'opens', each] as const))(
    '%s: %s',
    (_name, _outcome, { encrypted, xml }) => {
      expect(decrypted(encrypted, encodingAesKey, appId)?.toString('utf8')).toBe(xml ?? undefined);
    },
  );
});

describe('an attachment of Apple (apple.md §7)', () => {
  const { opens, garbles, noKeys } = vectors.apple;
  const open = (key: string, encrypted: string): string => {
    const read = keyIn(key);
    if (read === undefined) throw new Error('It is no key');
    return cryptedWhole(read, Buffer.from(encrypted, 'base64')).toString('utf8');
  };

  it.each(opens)('$name: opens', ({ key, plain, encrypted }) => {
    expect(open(key, encrypted)).toBe(plain);
  });

  it.each(opens)('$name: is closed into the same bytes', ({ key, plain, encrypted }) => {
    expect(cryptedWhole(keyIn(key) ?? Buffer.alloc(0), Buffer.from(plain)).toString('base64')).toBe(encrypted);
  });

  it.each(garbles)('$name: does not open', ({ key, plain, encrypted }) => {
    expect(open(key, encrypted)).not.toBe(plain);
  });

  it.each(noKeys)('$name: is no key', ({ key }) => {
    expect(keyIn(key)).toBeUndefined();
  });
});

describe('a token of the Bot Framework (skype.md §1)', () => {
  const { now, appId, serviceUrl, channelId, keys, cases } = vectors.botToken;
  const context = {
    connectionId: asConnectionId('c-1'),
    credentials: BotCredentials.parse({ appId, clientSecret: 'a-secret', tenantId: appId }),
    webhook: { url: 'https://courier.example/hooks/botframework/c-1', secret: 'x'.repeat(32) },
    clock: { now: () => now },
  };
  const body = Buffer.from(
    JSON.stringify({
      type: 'message',
      id: '1795255200000',
      serviceUrl,
      channelId,
      from: { id: '29:1abc', name: 'Ann' },
      recipient: { id: `28:${appId}` },
      conversation: { id: 'a:1xyz', conversationType: 'personal' },
      text: 'hello',
    }),
  );

  /** As the api does it: the token, and then what it says of the activity. */
  async function judged(token: string): Promise<'accepted' | 'refused' | 'unknown-key'> {
    const request = {
      method: 'POST',
      path: '/hooks/botframework/c-1',
      query: '',
      headers: { authorization: `Bearer ${token}` },
      body,
    };
    const verdict = await botframework.authentication?.authenticate(context, request, keys);
    if (verdict?.kind !== 'authentic') return verdict?.kind ?? 'refused';
    const received = botframework.receive({ ...context, claims: verdict.claims }, request);
    return received.kind === 'events' ? 'accepted' : 'refused';
  }

  it.each(cases)('$name: $outcome', async ({ token, outcome }) => {
    expect(await judged(token)).toBe(outcome);
  });
});
