import { createHash, timingSafeEqual } from 'node:crypto';
import type { RawRequest, Received } from '../contract';

/**
 * Meta's question whether the address is ours: answered with the challenge, as plain text, where it knows the verify token
 * (whatsapp.md §1). It is asked while `connect` waits, and again whenever somebody sets the address up in Meta's pages.
 *
 * @param verifyToken `context.webhook.secret`
 * @returns undefined where the request is no such question
 */
export function answerChallenge(request: RawRequest, verifyToken: string): Received | undefined {
  if (request.method !== 'GET') return undefined;
  const query = new URLSearchParams(request.query);
  const challenge = query.get('hub.challenge');
  if (query.get('hub.mode') !== 'subscribe' || challenge === null) {
    return { kind: 'refused', status: 403, reason: 'not a question that Meta asks' };
  }
  if (!isSame(query.get('hub.verify_token') ?? '', verifyToken)) {
    return { kind: 'refused', status: 403, reason: 'the verify token is wrong' };
  }
  // Whoever has the token is Meta; still nothing but a word goes back, so that no page can be made of it.
  if (!/^[\w-]{1,200}$/.test(challenge)) return { kind: 'refused', status: 403, reason: 'the challenge is no number' };
  return { kind: 'events', events: [], answer: { status: 200, contentType: 'text/plain', body: challenge } };
}

/** Hashed first, so that neither the length nor the first difference shows in the time taken. */
function isSame(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
