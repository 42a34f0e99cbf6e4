import { contentMd5, rfc2822, signBody, signRequest, verifyWebhook } from '../../src/kommo/signing';
import vectors from './signature-vectors.json';

it('has all the vectors', () => {
  expect(vectors).toHaveLength(28);
});

describe.each(vectors.filter((vector) => vector.scheme === 'request'))('request $name', (vector) => {
  it('is signed alike', () => {
    expect(signRequest(vector)).toEqual({ contentMd5: vector.contentMd5, signature: vector.signature });
  });
});

describe.each(vectors.filter((vector) => vector.scheme === 'webhook'))('webhook $name', (vector) => {
  it('is verified', () => {
    expect(verifyWebhook(Buffer.from(vector.body), vector.signature, vector.secret)).toBe(true);
  });
});

describe.each(vectors.filter((vector) => vector.scheme === 'legacy-body'))('legacy $name', (vector) => {
  it('can be recomputed', () => {
    expect(signBody(vector.body, vector.secret)).toBe(vector.signature);
  });
});

it('does not sign the query', () => {
  const vector = vectors.find(({ name }) => name === 'pub-history-get');
  if (vector === undefined) throw new Error('no such vector');
  const withQuery = signRequest({ ...vector, path: `${vector.path}?${vector.query ?? ''}` });
  expect(withQuery.signature).toBe('87ac67ccf0acc03c928758cdb1b0a11577b77b32');
  expect(withQuery.signature).not.toBe(vector.signature);
});

it('hashes nothing for GET', () => {
  expect(contentMd5('')).toBe('d41d8cd98f00b204e9800998ecf8427e');
});

it('writes dates as RFC 2822 with an offset', () => {
  expect(rfc2822(Date.UTC(2023, 0, 1, 12))).toBe('Sun, 01 Jan 2023 12:00:00 +0000');
});

describe('verifyWebhook', () => {
  const secret = '00112233445566778899aabbccddeeff01234567';
  const body = '{"message":{"text":"Olá"}}';
  const signature = signBody(body, secret);
  const withNewline = signBody(`${body}\n`, secret);

  it.each([
    ['over the raw body', body, signature, true],
    ['newline sent, not signed', `${body}\n`, signature, true],
    ['newline sent and signed', `${body}\n`, withNewline, true],
    ['CRLF sent, not signed', `${body}\r\n`, signature, true],
    ['several newlines sent, not signed', `${body}\n\r\n\n`, signature, true],
    ['upper case', body, signature.toUpperCase(), true],
    ['blanks around it', body, ` ${signature} `, true],
    ['newline signed, not sent', body, withNewline, false],
    ['a blank at the end is no newline', `${body} `, signature, false],
    ['a newline in front', `\n${body}`, signature, false],
    ['another body', body.replace('Olá', 'Ola'), signature, false],
    ['another secret', body, signBody(body, 'other'), false],
    ['no header', body, undefined, false],
    ['an empty header', body, '', false],
    ['cut short', body, signature.slice(0, 39), false],
    ['too long', body, `${signature}0`, false],
    ['not ASCII', body, 'ü'.repeat(20), false],
    ['an empty body, signed', '', signBody('', secret), true],
  ])('%s', (_, sent, header, expected) => {
    expect(verifyWebhook(Buffer.from(sent), header, secret)).toBe(expected);
  });

  it('works on bytes that are no UTF-8', () => {
    const bytes = Buffer.from([0xff, 0xfe, 0x00, 0x0a]);
    expect(verifyWebhook(bytes, signBody(bytes.subarray(0, 3), secret), secret)).toBe(true);
  });
});
