import { z } from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from 'zod-openapi';
import * as schemas from './telegram-schemas';
import * as views from './telegram-views';

interface Described {
  readonly path?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly answer?: z.ZodType;
  readonly status?: '200' | '201';
}
type Describe = (summary: string, described: Described) => ZodOpenApiOperationObject;
type Ids = (...names: string[]) => z.ZodObject;

/** The part of the control API that is about Telegram's side. */
export function telegramPaths(describe: Describe, ids: Ids): ZodOpenApiPathsObject {
  const bots = '/control/telegram/bots';
  const bot = `${bots}/{botId}`;
  return {
    [bots]: { post: describe('Makes a bot', { body: schemas.newBot, answer: views.bot, status: '201' }) },
    [`${bot}/retry`]: {
      post: describe('Tries at once what waits for the webhook', { path: ids('botId'), answer: views.bot }),
    },
    [`${bot}/customers`]: {
      post: describe('Makes a customer', {
        path: ids('botId'),
        body: schemas.newCustomer,
        answer: views.phone,
        status: '201',
      }),
    },
    [`${bot}/customers/{customerId}`]: {
      post: describe('Somebody who has a chat with another bot opens one with this bot', {
        path: ids('botId', 'customerId'),
        answer: views.phone,
        status: '201',
      }),
    },
    ...chatPaths(`${bot}/chats/{chatId}`, describe, ids('botId', 'chatId')),
    ...messagePaths(`${bot}/chats/{chatId}/messages/{id}`, describe, ids('botId', 'chatId', 'id')),
    ...groupPaths(`${bot}/groups`, describe, ids),
  };
}

function chatPaths(chat: string, describe: Describe, path: z.ZodObject): ZodOpenApiPathsObject {
  const phone = { path, answer: views.phone };
  return {
    [`${chat}/messages`]: {
      post: describe('The customer writes', {
        path,
        body: schemas.customersMessage,
        answer: views.phoneMessage,
        status: '201',
      }),
    },
    [`${chat}/album`]: {
      post: describe('The customer sends an album: one update for each file', {
        path,
        body: schemas.newAlbum,
        answer: z.array(views.phoneMessage),
        status: '201',
      }),
    },
    [`${chat}/block`]: { post: describe('The customer blocks the bot', phone) },
    [`${chat}/unblock`]: { post: describe('The customer unblocks the bot', phone) },
    [`${chat}/deactivate`]: { post: describe("The customer's account is deleted", phone) },
  };
}

function messagePaths(message: string, describe: Describe, path: z.ZodObject): ZodOpenApiPathsObject {
  const answer = views.phoneMessage;
  return {
    [message]: { patch: describe('The customer edits an own message', { path, body: schemas.messageEdit, answer }) },
    [`${message}/reaction`]: {
      post: describe('The customer reacts, or takes it back', { path, body: schemas.customersReaction, answer }),
    },
    [`${message}/press`]: {
      post: describe("The customer presses a button of the bot's message", {
        path,
        body: schemas.buttonPress,
        answer: views.press,
      }),
    },
  };
}

function groupPaths(groups: string, describe: Describe, ids: Ids): ZodOpenApiPathsObject {
  const one = `${groups}/{chatId}`;
  const path = ids('botId', 'chatId');
  const made = { answer: views.group, status: '201' } as const;
  return {
    [groups]: {
      post: describe('The bot is added to a group', { path: ids('botId'), body: schemas.newGroup, ...made }),
    },
    [`${one}/messages`]: {
      post: describe('Somebody writes in the group', { path, body: schemas.groupMessage, ...made }),
    },
    [`${one}/migrate`]: { post: describe('The group becomes a supergroup', { path, answer: views.group }) },
  };
}
