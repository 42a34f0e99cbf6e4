import { Router } from 'express';
import type { Sandbox } from '../sandbox';
import { customerBlocks, customerUnblocks, customerWrites } from '../telegram/actor';
import type { Bot, Phone } from '../telegram/state';
import { viewBot, viewPhone, viewPhoneMessage } from '../telegram/view';
import { Problem, valid } from './problem';
import { customersMessage, newBot, newCustomer } from './schemas';

const CANNOT_WRITE = {
  blocked: 'The customer has blocked the bot and cannot write to it.',
  deactivated: "The customer's account was deleted, so nobody can write from it.",
};

/** Plays Telegram's customers. */
export function telegramControl(sandbox: Sandbox): Router {
  const router = Router();
  const chat = '/bots/:botId/chats/:chatId';

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
    res.status(201).json(viewPhone(bot, phone));
  });

  router.post(`${chat}/messages`, (req, res) => {
    const { bot, phone } = findPhone(sandbox, req.params);
    const { text, timestampMs, start } = valid(customersMessage, req.body);
    if (phone.state === 'blocked' || phone.state === 'deactivated') {
      throw new Problem(409, CANNOT_WRITE[phone.state]);
    }
    const at = timestampMs ?? sandbox.clock.now();
    if (start !== undefined && start !== false) {
      customerWrites(sandbox, bot, phone, start === true ? '/start' : `/start ${start}`, at);
    }
    res.status(201).json(viewPhoneMessage(customerWrites(sandbox, bot, phone, text, at)));
  });

  router.post(`${chat}/block`, (req, res) => {
    const { bot, phone } = findPhone(sandbox, req.params);
    if (phone.state === 'new' || phone.state === 'deactivated') throw new Problem(409, `the chat is ${phone.state}`);
    customerBlocks(sandbox, bot, phone);
    res.json(viewPhone(bot, phone));
  });

  router.post(`${chat}/unblock`, (req, res) => {
    const { bot, phone } = findPhone(sandbox, req.params);
    customerUnblocks(sandbox, bot, phone);
    res.json(viewPhone(bot, phone));
  });

  router.post(`${chat}/deactivate`, (req, res) => {
    const { bot, phone } = findPhone(sandbox, req.params);
    phone.state = 'deactivated';
    sandbox.changes.emit('telegram');
    res.json(viewPhone(bot, phone));
  });
  return router;
}

function findBot(sandbox: Sandbox, botId: string): Bot {
  const bot = sandbox.telegram.bots.get(botId);
  if (!bot) throw new Problem(404, `there is no bot ${botId}`);
  return bot;
}

function findPhone(sandbox: Sandbox, ids: { botId: string; chatId: string }): { bot: Bot; phone: Phone } {
  const bot = findBot(sandbox, ids.botId);
  const phone = bot.phones.get(ids.chatId);
  if (!phone) throw new Problem(404, `bot ${ids.botId} has no chat ${ids.chatId}`);
  return { bot, phone };
}
