import { Router } from 'express';
import { managerWrites } from '../kommo/actor';
import { viewAccount, viewChannel, viewMessage } from '../kommo/view';
import type { Chat, Connection } from '../kommo/state';
import type { Sandbox } from '../sandbox';
import { Problem, valid } from './problem';
import { channelChange, managersMessage, newAccount, newChannel, rawHook } from './schemas';

/** Registers channels and accounts, and plays Kommo's managers. */
export function kommoControl(sandbox: Sandbox): Router {
  const router = Router();

  router.post('/channels', (req, res) => {
    const fields = valid(newChannel, req.body);
    if (sandbox.kommo.channels.has(fields.id)) throw new Problem(409, `there is a channel ${fields.id} already`);
    const channel = sandbox.kommo.addChannel(fields);
    sandbox.changes.emit('kommo');
    res.status(201).json(viewChannel(sandbox.kommo, channel));
  });

  router.patch('/channels/:id', (req, res) => {
    const channel = sandbox.kommo.channels.get(req.params.id);
    if (!channel) throw new Problem(404, `there is no channel ${req.params.id}`);
    channel.hookUrl = valid(channelChange, req.body).hookUrl;
    sandbox.changes.emit('kommo');
    res.json(viewChannel(sandbox.kommo, channel));
  });

  router.post('/accounts', (req, res) => {
    const fields = valid(newAccount, req.body);
    if (sandbox.kommo.accounts.has(fields.amojoId))
      throw new Problem(409, `there is an account ${fields.amojoId} already`);
    sandbox.kommo.addAccount(fields);
    sandbox.changes.emit('kommo');
    res.status(201).json(viewAccount(fields));
  });

  router.post('/chats/:chatId/messages', (req, res) => {
    const { chat, connection } = findChat(sandbox, req.params.chatId);
    const { text, userId, repeat, timestampMs, type } = valid(managersMessage, req.body);
    const author = connection.account.users.find((user) => user.id === userId);
    if (!author) throw new Problem(404, `account ${connection.account.amojoId} has no user ${userId}`);
    const at = timestampMs ?? sandbox.clock.now();
    const message = managerWrites(sandbox, connection, chat, { text, author, at, type, repeat });
    res.status(201).json(viewMessage(message));
  });

  router.post('/chats/:chatId/raw-hook', async (req, res) => {
    const { chat, connection } = findChat(sandbox, req.params.chatId);
    res.json(await sandbox.hooks.sendRaw(connection, chat, valid(rawHook, req.body)));
  });
  return router;
}

/** By amojo's id, else by the integration's own. */
function findChat(sandbox: Sandbox, id: string): { chat: Chat; connection: Connection } {
  const { chats, connections } = sandbox.kommo;
  const chat = chats.get(id) ?? [...chats.values()].find(({ clientId }) => clientId === id);
  if (!chat) throw new Problem(404, `there is no chat ${id}`);
  const connection = connections.get(chat.scopeId);
  if (!connection)
    throw new Problem(409, 'The channel of this chat is not connected, so nobody would get the message.');
  return { chat, connection };
}
