import { createHash, timingSafeEqual } from 'node:crypto';
import type { RequestHandler } from 'express';
import { sendProblem } from '../problem';

/** Lets through who knows the key: `Authorization: Bearer <key>`. */
export function requireAdminKey(key: string): RequestHandler {
  const wanted = digest(key);
  return (request, response, next) => {
    const given = /^Bearer (.+)$/.exec(request.get('authorization') ?? '')?.[1];
    if (given !== undefined && timingSafeEqual(digest(given), wanted)) {
      next();
      return;
    }
    response.setHeader('www-authenticate', 'Bearer');
    sendProblem(response, { status: 401, type: 'unauthorized', detail: 'The admin key is missing or wrong' });
  };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
