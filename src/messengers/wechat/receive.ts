import { WEBHOOK_CONFIRMED } from '../../model/webhook-url';
import type { InboundEvent, RawRequest, Received } from '../contract';
import { bodyKey, ignored, unparsed } from '../not-carried';
import { decrypted, isSignatureOf } from './crypto';
import { happeningOf } from './happenings';
import { messageOf } from './messages';
import { say } from './phrases';
import { Encrypted, Envelope } from './shapes';
import type { Receiving } from './receiving';
import { readXml } from './xml';

/** Anything else, and none within five seconds, has WeChat tell the customer that the service is out of order (wechat.md §2). */
const ACCEPTED = { status: 200, contentType: 'text/plain', body: 'success' } as const;
const LONGEST_ECHO = 1_000;

/**
 * Verifies and parses what WeChat sends (wechat.md §1, §2). It signs what is in the address, and of what is said only what is
 * encrypted: so with a key nothing else is believed. Each is sent up to three times, understood or not.
 */
export function receive(receiving: Receiving, request: RawRequest): Received {
  const { token, encodingAesKey } = receiving.credentials;
  const query = new URLSearchParams(request.query);
  const signed = [token, query.get('timestamp') ?? '', query.get('nonce') ?? ''];
  if (!isSignatureOf(signed, query.get('signature'))) return refused('the signature is missing or wrong');
  if (request.method === 'GET') return confirm(query.get('echostr'));
  if (encodingAesKey === '') return accepted(understand(receiving, request.body, request.body));
  const encrypted = Encrypted.safeParse(readXml(request.body)).data?.Encrypt;
  if (encrypted === undefined) return refused('it is not encrypted');
  if (!isSignatureOf([...signed, encrypted], query.get('msg_signature'))) {
    return refused('the signature of what is encrypted is missing or wrong');
  }
  const opened = decrypted(encrypted, encodingAesKey, receiving.credentials.appId);
  return accepted(opened === undefined ? closed(receiving, request.body) : understand(receiving, opened, request.body));
}

/** WeChat tries the address when somebody saves it in the console, and wants back what it sends (wechat.md §1). */
function confirm(echo: string | null): Received {
  if (echo === null || echo.length > LONGEST_ECHO) return refused('not a question that WeChat asks');
  const events = [ignored(WEBHOOK_CONFIRMED, 'WeChat has tried the address')];
  return { kind: 'events', events, answer: { ...ACCEPTED, body: echo } };
}

/** @param said what was encrypted, where something was; `body` is what came */
function understand(receiving: Receiving, said: Buffer, body: Buffer): readonly InboundEvent[] {
  const raw = readXml(said);
  if (raw === undefined) return [unparsed(bodyKey(body), 'not XML of WeChat')];
  if (!('MsgType' in raw) && 'Encrypt' in raw) return closed(receiving, body);
  const envelope = Envelope.safeParse(raw);
  if (!envelope.success) return [unparsed(bodyKey(body), 'not a message of WeChat', envelope.error.issues)];
  const arrived = { envelope: envelope.data, raw, body };
  return [envelope.data.MsgType === 'event' ? happeningOf(receiving, arrived) : messageOf(receiving, arrived)];
}

/** It is WeChat's, and cannot be opened until an administrator enters the right key. */
function closed({ credentials, clock }: Receiving, body: Buffer): readonly InboundEvent[] {
  const kept = unparsed(bodyKey(body), 'it is encrypted with another EncodingAESKey than ours');
  return [
    kept,
    {
      kind: 'source-notice',
      key: `closed/${kept.key}`,
      source: credentials.appId,
      at: clock.now(),
      weight: 'broken',
      text: say('wechat.closed').text,
    },
  ];
}

function accepted(events: readonly InboundEvent[]): Received {
  return { kind: 'events', events, answer: ACCEPTED };
}

function refused(reason: string): Received {
  return { kind: 'refused', status: 403, reason };
}
