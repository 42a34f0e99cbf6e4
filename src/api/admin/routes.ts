import type { Client } from '@temporalio/client';
import express, { Router, type ErrorRequestHandler, type Request, type Response } from 'express';
import type { Logger } from 'pino';
import type { z } from 'zod';
import { findStartableChat } from '../../ledger/chats';
import type { Database } from '../../ledger/database';
import { listDeliveries, receiptOf } from '../../ledger/delivery-views';
import { pauseSource, resumeSource } from '../../ledger/source-commands';
import { chatsOfSource } from '../../ledger/wakes';
import type { ChatCommand, Command, Told, ToldOnce } from '../../model/command';
import { asAccountId, asChatId, asDeliveryId, asSourceId, type ChatId, type SourceId } from '../../model/ids';
import type { ConversationSettings } from '../conversation-start';
import { sendProblem } from '../problem';
import { requireAdminKey } from './admin-key';
import type { ChannelKeeper } from './channels/add-channel';
import { channelRoutes } from './channels/routes';
import { commandId, nameCommands } from './command-id';
import { commandChat, releaseChats, type Commanded } from './commander';
import { DecideBody, DeliveriesQuery, PauseBody, RetryBody, SkipBody } from './schemas';

export interface AdminDependencies {
  readonly adminKey: string;
  readonly db: Database;
  readonly client: Client;
  readonly settings: ConversationSettings;
  readonly log: Logger;
  /** Without it there are no pages about channels. */
  readonly channels?: Omit<ChannelKeeper, 'db'>;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** Ours are UUIDs; nobody promises what Kommo's look like. */
const MESSAGE_ID = /^[\x21-\x7e]{1,100}$/;

/** `/admin/v1`: what waits and what became of it, and the commands of operators. Key-protected. */
export function adminRoutes(deps: AdminDependencies): Router {
  const router = Router();
  // Before the key below: a browser shows it in another way.
  if (deps.channels !== undefined) router.use(channelRoutes({ ...deps, ...deps.channels }));
  router.use('/admin/v1', requireAdminKey(deps.adminKey), express.json({ limit: '16kb' }));
  router.use('/admin/v1', nameCommands);
  router.param('id', (_request, response, next, id: string) => {
    if (MESSAGE_ID.test(id)) next();
    else notFound(response, 'Nothing has this id');
  });

  router.get('/admin/v1/deliveries', async (request, response) => {
    const query = valid(response, DeliveriesQuery, request.query);
    if (query === undefined) return;
    const { account, source, after, ...rest } = query;
    response.json(
      await listDeliveries(deps.db, {
        ...rest,
        ...(account === undefined ? {} : { accountId: asAccountId(account) }),
        ...(source === undefined ? {} : { sourceId: asSourceId(source) }),
        ...(after === undefined ? {} : { after }),
      }),
    );
  });

  router.get('/admin/v1/deliveries/:id', async (request: Request<{ id: string }>, response) => {
    const receipt = await receiptOf(deps.db, request.params.id);
    if (receipt === undefined) notFound(response, 'No delivery or message has this id');
    else response.json(receipt);
  });

  router.post('/admin/v1/deliveries/:id/retry', async (request: Request<{ id: string }>, response) => {
    const body = valid(response, RetryBody, request.body);
    if (body !== undefined)
      await onDelivery(deps, request, response, body, (deliveryId) => ({ kind: 'retry', deliveryId }));
  });
  router.post('/admin/v1/deliveries/:id/skip', async (request: Request<{ id: string }>, response) => {
    const body = valid(response, SkipBody, request.body);
    if (body !== undefined)
      await onDelivery(deps, request, response, body, (deliveryId) => ({ kind: 'skip', deliveryId }));
  });
  router.post('/admin/v1/deliveries/:id/decide', async (request: Request<{ id: string }>, response) => {
    const body = valid(response, DecideBody, request.body);
    if (body === undefined) return;
    const { verdict } = body;
    await onDelivery(deps, request, response, body, (deliveryId) => ({ kind: 'decide', deliveryId, verdict }));
  });

  for (const kind of ['pause', 'resume'] as const) {
    router.post(`/admin/v1/chats/:id/${kind}`, async (request: Request<{ id: string }>, response) => {
      const body = valid(response, PauseBody, request.body);
      if (body === undefined) return;
      if (!UUID.test(request.params.id)) notFound(response, 'No chat has this id');
      else await onChat(deps, response, { ...toldBy(body), chatId: asChatId(request.params.id), command: { kind } });
    });
    router.post(`/admin/v1/sources/:id/${kind}`, async (request: Request<{ id: string }>, response) => {
      const body = valid(response, PauseBody, request.body);
      if (body === undefined) return;
      const told = { ...toldBy(body), id: commandId(response, { kind }) };
      await onSource(deps, response, request.params.id, kind, told);
    });
  }
  router.use('/admin/v1', (_request, response) => {
    notFound(response, 'There is nothing at this address');
  });
  router.use('/admin/v1', refuseBroken(deps.log));
  return router;
}

async function onSource(
  deps: AdminDependencies,
  response: Response,
  id: string,
  kind: 'pause' | 'resume',
  told: ToldOnce,
): Promise<void> {
  const sourceId = asSourceId(id);
  const change = kind === 'pause' ? pauseSource : resumeSource;
  const result = UUID.test(sourceId) ? await change(deps.db, sourceId, told) : undefined;
  if (result === undefined) {
    notFound(response, 'No source has this id');
    return;
  }
  // Also when it was resumed before: that may have been cut short right here.
  if (kind === 'resume' && !(await allTold(deps, sourceId))) {
    sendProblem(response, {
      status: 504,
      type: 'no-answer',
      detail: 'The source is resumed, but not all of its chats could be told; resume it once more',
    });
    return;
  }
  answer(response, result);
}

async function allTold({ db, client, settings, log }: AdminDependencies, sourceId: SourceId): Promise<boolean> {
  try {
    await releaseChats(client, settings, await chatsOfSource(db, sourceId));
    return true;
  } catch (err) {
    log.warn({ err, sourceId }, 'Chats of a resumed source could not be told');
    return false;
  }
}

function refuseBroken(log: Logger): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined;
    if (typeof status === 'number' && status >= 400 && status < 500) {
      sendProblem(response, { status, type: 'invalid', detail: 'The request cannot be read' });
      return;
    }
    log.error({ err: error }, 'An admin request could not be handled');
    response.setHeader('retry-after', '5');
    sendProblem(response, {
      status: 503,
      type: 'unavailable',
      detail: 'It could not be done now; see the log of the api',
    });
  };
}

async function onDelivery(
  deps: AdminDependencies,
  request: Request<{ id: string }>,
  response: Response,
  told: { by: string; why?: string | undefined },
  commandOf: (deliveryId: ReturnType<typeof asDeliveryId>) => Command,
): Promise<void> {
  const receipt = await receiptOf(deps.db, request.params.id);
  if (receipt === undefined) {
    notFound(response, 'No delivery or message has this id');
    return;
  }
  await onChat(deps, response, {
    ...toldBy(told),
    chatId: receipt.chatId,
    command: commandOf(asDeliveryId(receipt.id)),
  });
}

async function onChat(deps: AdminDependencies, response: Response, told: ChatCommand): Promise<void> {
  const chat = await findStartableChat(deps.db, told.chatId);
  if (chat === undefined) {
    notFound(response, 'No chat has this id');
    return;
  }
  const named = { ...told, id: commandId(response, told.command) };
  answer(response, await commandChat(deps.client, deps.settings, chat, named), { chatId: told.chatId });
}

function answer(response: Response, result: Commanded, about: { readonly chatId?: ChatId } = {}): void {
  switch (result.kind) {
    case 'done':
      response.json({ ...result, ...about });
      return;
    case 'refused':
      sendProblem(response, { status: 409, type: 'refused', detail: result.text });
      return;
    case 'no-answer':
      sendProblem(response, { status: 504, type: 'no-answer', detail: result.text });
  }
}

function toldBy({ by, why }: { by: string; why?: string | undefined }): Told {
  return { by, ...(why === undefined ? {} : { why }) };
}

/** @returns undefined after a 400 that names the fields, never their values. */
function valid<Schema extends z.ZodType>(
  response: Response,
  schema: Schema,
  input: unknown,
): z.output<Schema> | undefined {
  const parsed = schema.safeParse(input ?? {});
  if (parsed.success) return parsed.data;
  const detail = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  sendProblem(response, { status: 400, type: 'invalid', detail });
  return undefined;
}

function notFound(response: Response, detail: string): void {
  sendProblem(response, { status: 404, type: 'not-found', detail });
}
