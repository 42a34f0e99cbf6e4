import { Router, type Request, type Response } from 'express';
import { isMessengerKind } from '../model/messenger-kind';
import { callerOf, type Hook, type HookAddress } from './hook';
import { answerHook, refuseHook } from './hook-answer';
import type { Intake } from './intake';
import type { PassOn } from './pass-on';

/**
 * `POST /hooks/kommo/:scopeId` and `POST /hooks/<messenger>/<connection id>`: made durable, answered, and the
 * conversation woken. No business logic, and no call to Kommo or a messenger. A messenger may ask with GET whether the
 * address is ours; its driver answers.
 */
export function hookRoutes(intake: Intake, passOn: PassOn): Router {
  const router = Router();
  router.post('/hooks/kommo/:scopeId', async (request: Request<{ scopeId: string }>, response) => {
    await take(intake, passOn, { kind: 'kommo', scopeId: request.params.scopeId }, request, response);
  });
  router
    // Some messengers are told the beginning of an address, and add to it (apple.md §1).
    .route(['/hooks/:messenger/:connectionId', '/hooks/:messenger/:connectionId/message'])
    .post(async (request: Request<ConnectionParams>, response) => {
      const address = addressOf(request.params);
      if (address !== undefined) await take(intake, passOn, address, request, response);
      else refuseHook(response, 'nobody', 404, 'unknown-connection', 'No connection of ours has this address');
    })
    .get(async (request: Request<ConnectionParams>, response, next) => {
      const address = addressOf(request.params);
      if (address !== undefined) await take(intake, passOn, address, request, response);
      else next();
    });
  return router;
}

interface ConnectionParams extends Record<string, string> {
  readonly messenger: string;
  readonly connectionId: string;
}

/** @returns undefined where there is no such messenger */
function addressOf({ messenger, connectionId }: ConnectionParams): HookAddress | undefined {
  return isMessengerKind(messenger) ? { kind: 'messenger', messenger, connectionId } : undefined;
}

async function take(
  intake: Intake,
  passOn: PassOn,
  address: HookAddress,
  request: Request,
  response: Response,
): Promise<void> {
  const taken = await intake.take({ address, at: Date.now(), request: rawRequest(request) });
  const caller = callerOf(address);
  if (taken.kind === 'taken') {
    answerHook(response, caller, 'accepted', taken.answer);
    passOn(taken.signals);
    return;
  }
  if (taken.status === 503) response.setHeader('retry-after', '5');
  refuseHook(response, caller, taken.status, taken.word, taken.reason, taken.body);
}

function rawRequest(request: Request): Hook['request'] {
  const [path = '', query = ''] = request.originalUrl.split('?', 2);
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  );
  return { method: request.method, path, query, headers, body: request.body as Buffer };
}
