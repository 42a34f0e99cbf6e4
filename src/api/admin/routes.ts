import type { Client } from '@temporalio/client';
import express, { Router, type Request, type Response } from 'express';
import type { z } from 'zod';
import { findStartableChat } from '../../ledger/chats';
import { pauseSource, resumeSource } from '../../ledger/commands';
import type { Database } from '../../ledger/database';
import { listDeliveries, receiptOf } from '../../ledger/delivery-views';
import type { ChatToWake } from '../../ledger/wakes';
import { chatsOfSource } from '../../ledger/wakes';
import type { ChatCommand, Command, Told } from '../../model/command';
import { asAccountId, asChatId, asDeliveryId, asSourceId, type ChatId } from '../../model/ids';
import type { ConversationSettings } from '../conversation-start';
import { sendProblem } from '../problem';
import { requireAdminKey } from './admin-key';
import { commandChat, type Commanded } from './commander';
import { DecideBody, DeliveriesQuery, PauseBody, RetryBody, SkipBody } from './schemas';

export interface AdminDependencies {
  readonly adminKey: string;
  readonly db: Database;
  readonly client: Client;
  readonly settings: ConversationSettings;
  readonly wake: (chats: readonly ChatToWake[]) => void;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** `/admin/v1`: what waits and what became of it, and the commands of operators. Key-protected. */
export function adminRoutes(deps: AdminDependencies): Router {
  const router = Router();
  router.use('/admin/v1', requireAdminKey(deps.adminKey), express.json({ limit: '16kb' }));

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
      const sourceId = asSourceId(request.params.id);
      const change = kind === 'pause' ? pauseSource : resumeSource;
      if (!UUID.test(sourceId) || !(await change(deps.db, sourceId, toldBy(body)))) {
        notFound(response, 'No source has this id');
        return;
      }
      if (kind === 'resume') deps.wake(await chatsOfSource(deps.db, sourceId));
      response.json({ kind: 'done', text: kind === 'pause' ? 'The source is paused' : 'The source is resumed' });
    });
  }
  return router;
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
  answer(response, await commandChat(deps.client, deps.settings, chat, told), told.chatId);
}

function answer(response: Response, result: Commanded, chatId: ChatId): void {
  switch (result.kind) {
    case 'done':
      response.json({ ...result, chatId });
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
