import { randomUUID } from 'node:crypto';
import { Router } from 'express';
import { managerReacts, managerTypes } from '../kommo/actor/signals';
import { chatByPhone } from '../kommo/actor/write-first';
import { managerWrites } from '../kommo/actor/writes';
import { viewChat } from '../kommo/view';
import { viewMessage } from '../kommo/view-message';
import type { Sandbox } from '../sandbox';
import {
  checkReaction,
  findAttached,
  findChat,
  findConnection,
  findContact,
  findMessage,
  findUser,
} from './kommo-found';
import { attachments, managersMessage, rawHook, reaction, typing, writeFirst } from './kommo-schemas';
import { managersWords } from './kommo-words';
import { Problem, valid } from './problem';

/** Plays Kommo's managers. */
export function managerControl(sandbox: Sandbox): Router {
  const router = Router();
  const chatPath = '/chats/:chatId';

  router.post(`${chatPath}/messages`, (req, res) => {
    const { chat, connection } = findChat(sandbox, req.params.chatId);
    const written = managersWords(sandbox, { chat, connection }, valid(managersMessage, req.body));
    res.status(201).json(viewMessage(sandbox, managerWrites(sandbox, connection, chat, written)));
  });

  router.post(`${chatPath}/attachments`, (req, res) => {
    const { chat, connection } = findChat(sandbox, req.params.chatId);
    const { userId, files, text = '', timestampMs } = valid(attachments, req.body);
    const author = findUser(connection, userId);
    const found = files.map((id) => findAttached(sandbox, id));
    const mediaGroupId = randomUUID();
    const written = found.map((file, index) => ({
      author,
      file,
      // Each is a message of its own, the first is the first, and what is written next comes after the last.
      at: timestampMs === undefined ? sandbox.clock.moment() : timestampMs + index,
      mediaGroupId,
      text: index === 0 ? text : '',
    }));
    const messages = written.map((one) => managerWrites(sandbox, connection, chat, one));
    res.status(201).json(messages.map((message) => viewMessage(sandbox, message)));
  });

  router.post(`${chatPath}/typing`, async (req, res) => {
    const { chat, connection } = findChat(sandbox, req.params.chatId);
    const { userId, postId = null } = valid(typing, req.body);
    const result = await managerTypes(sandbox, connection, { chat, user: findUser(connection, userId), postId });
    if (result === 'too soon') throw new Problem(429, 'Kommo tells of typing once in five seconds.');
    res.json(result);
  });

  router.post(`${chatPath}/messages/:id/reaction`, (req, res) => {
    const { chat, connection } = findChat(sandbox, req.params.chatId);
    const message = findMessage(chat, req.params.id);
    const { userId, emoji } = valid(reaction, req.body);
    const user = findUser(connection, userId);
    checkReaction(connection, message, { user, emoji });
    managerReacts(sandbox, connection, { message, user, emoji });
    res.json(viewMessage(sandbox, message));
  });

  router.post(`${chatPath}/raw-hook`, async (req, res) => {
    const { chat, connection } = findChat(sandbox, req.params.chatId);
    res.json(await sandbox.hooks.sendRaw(connection, chat, valid(rawHook, req.body)));
  });

  router.post('/write-first', (req, res) => {
    const { scopeId, phone, name, contactId, sourceExternalId, ...message } = valid(writeFirst, req.body);
    const connection = findConnection(sandbox, scopeId);
    findUser(connection, message.userId);
    if (message.file !== undefined) findAttached(sandbox, message.file);
    const contact = contactId === undefined ? undefined : findContact(sandbox, connection, contactId);
    const chat = chatByPhone(sandbox, connection, { phone, name, contact, sourceExternalId });
    managerWrites(sandbox, connection, chat, managersWords(sandbox, { chat, connection }, message));
    res.status(201).json(viewChat(sandbox, chat));
  });
  return router;
}
