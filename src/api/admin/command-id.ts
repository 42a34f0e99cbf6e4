import { randomUUID } from 'node:crypto';
import type { RequestHandler, Response } from 'express';
import type { Command } from '../../model/command';
import { sendProblem } from '../problem';

const KEY = /^[\x21-\x7e]{1,100}$/;

/**
 * A client that did not hear the answer repeats the command with the same `Idempotency-Key`, and it is done once. The
 * key is told back, also where it is ours.
 */
export const nameCommands: RequestHandler = (request, response, next) => {
  const key = request.get('idempotency-key') ?? randomUUID();
  if (request.method === 'POST' && !KEY.test(key)) {
    sendProblem(response, { status: 400, type: 'invalid', detail: 'Idempotency-Key: 1 to 100 visible characters' });
    return;
  }
  if (request.method === 'POST') response.setHeader('idempotency-key', key);
  next();
};

/** The same key in front of another command is another command: nobody gets the answer to something else. */
export function commandId(response: Response, command: Command): string {
  const key = String(response.getHeader('idempotency-key'));
  switch (command.kind) {
    case 'retry':
    case 'skip':
      return `${key}/${command.kind}/${command.deliveryId}`;
    case 'decide':
      return `${key}/${command.kind}/${command.deliveryId}/${command.verdict}`;
    case 'pause':
    case 'resume':
      return `${key}/${command.kind}`;
  }
}
