import { Router } from 'express';
import type { Sandbox } from '../sandbox';
import { viewBot, viewPhone } from '../telegram/view';
import { Problem, valid } from './problem';
import { chatControl } from './telegram-chats';
import { findBot, findCustomer } from './telegram-found';
import { groupControl } from './telegram-groups';
import { messageControl } from './telegram-messages';
import { newBot, newCustomer } from './telegram-schemas';

/** Makes bots, and plays Telegram's customers. */
export function telegramControl(sandbox: Sandbox): Router {
  const router = Router();

  router.post('/bots', (req, res) => {
    const fields = valid(newBot, req.body);
    const id = fields.token.split(':')[0] ?? '';
    if (sandbox.telegram.bots.has(id)) throw new Problem(409, `there is a bot ${id} already`);
    const bot = sandbox.telegram.addBot(fields);
    sandbox.changes.emit('telegram');
    res.status(201).json(viewBot(bot));
  });

  router.post('/bots/:botId/retry', (req, res) => {
    const bot = findBot(sandbox, req.params.botId);
    sandbox.delivery.restart(bot);
    res.json(viewBot(bot));
  });

  router.post('/bots/:botId/customers', (req, res) => {
    const bot = findBot(sandbox, req.params.botId);
    const phone = sandbox.telegram.addPhone(bot, valid(newCustomer, req.body));
    sandbox.changes.emit('telegram');
    res.status(201).json(viewPhone(sandbox, bot, phone));
  });

  // The same person opens a chat with another bot: to Telegram it is the same chat id (telegram.md §2).
  router.post('/bots/:botId/customers/:customerId', (req, res) => {
    const bot = findBot(sandbox, req.params.botId);
    const known = findCustomer(sandbox, req.params.customerId);
    if (bot.phones.has(String(known.id))) throw new Problem(409, `bot ${req.params.botId} has this customer already`);
    const phone = sandbox.telegram.addPhone(bot, known);
    sandbox.changes.emit('telegram');
    res.status(201).json(viewPhone(sandbox, bot, phone));
  });

  for (const part of [chatControl, messageControl, groupControl]) router.use(part(sandbox));
  return router;
}
