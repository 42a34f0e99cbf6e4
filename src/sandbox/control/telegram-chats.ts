import { randomInt } from 'node:crypto';
import { Router } from 'express';
import type { Sandbox } from '../sandbox';
import { customerBlocks, customerUnblocks, customerWrites } from '../telegram/actor';
import { viewPhone, viewPhoneMessage } from '../telegram/view';
import { Problem, valid } from './problem';
import { findPhone, findWriter } from './telegram-found';
import { customersMessage, newAlbum } from './telegram-schemas';
import { customersWords, fileContent } from './telegram-words';

/** What a customer does in the chat with a bot, below `/bots/{botId}/chats/{chatId}`. */
export function chatControl(sandbox: Sandbox): Router {
  const router = Router();
  const chat = '/bots/:botId/chats/:chatId';

  router.post(`${chat}/messages`, (req, res) => {
    const { bot, phone } = findWriter(sandbox, req.params);
    const given = valid(customersMessage, req.body);
    const written = customersWords(sandbox, { bot, phone }, given);
    const { start = false } = given;
    if (start !== false) {
      const text = start === true ? '/start' : `/start ${start}`;
      customerWrites(sandbox, bot, phone, { text, at: written.at });
    }
    const message = customerWrites(sandbox, bot, phone, written);
    res.status(201).json(viewPhoneMessage(sandbox, bot, phone, message));
  });

  router.post(`${chat}/album`, (req, res) => {
    const { bot, phone } = findWriter(sandbox, req.params);
    const { items, timestampMs: at = sandbox.clock.now() } = valid(newAlbum, req.body);
    const albumId = `1${String(randomInt(1e8)).padStart(8, '0')}${String(randomInt(1e8)).padStart(8, '0')}`;
    const contents = items.map((item) => fileContent(sandbox, bot, item));
    const messages = contents.map((content) => customerWrites(sandbox, bot, phone, { ...content, albumId, at }));
    res.status(201).json(messages.map((message) => viewPhoneMessage(sandbox, bot, phone, message)));
  });

  router.post(`${chat}/block`, (req, res) => {
    const { bot, phone } = findPhone(sandbox, req.params);
    if (phone.state === 'new' || phone.state === 'deactivated') throw new Problem(409, `the chat is ${phone.state}`);
    customerBlocks(sandbox, bot, phone);
    res.json(viewPhone(sandbox, bot, phone));
  });

  router.post(`${chat}/unblock`, (req, res) => {
    const { bot, phone } = findPhone(sandbox, req.params);
    customerUnblocks(sandbox, bot, phone);
    res.json(viewPhone(sandbox, bot, phone));
  });

  router.post(`${chat}/deactivate`, (req, res) => {
    const { bot, phone } = findPhone(sandbox, req.params);
    phone.state = 'deactivated';
    sandbox.changes.emit('telegram');
    res.json(viewPhone(sandbox, bot, phone));
  });
  return router;
}
