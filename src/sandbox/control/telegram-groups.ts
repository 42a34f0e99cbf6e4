import { Router } from 'express';
import type { Sandbox } from '../sandbox';
import { groupAddsBot, groupMigrates, memberWrites } from '../telegram/groups';
import { viewGroup } from '../telegram/view';
import { Problem, valid } from './problem';
import { findBot, findGroup, findPhone } from './telegram-found';
import { groupMessage, newGroup } from './telegram-schemas';

/** Groups that bots are added to. */
export function groupControl(sandbox: Sandbox): Router {
  const router = Router();
  const groups = '/bots/:botId/groups';

  router.post(groups, (req, res) => {
    const bot = findBot(sandbox, req.params.botId);
    res.status(201).json(viewGroup(bot, groupAddsBot(sandbox, bot, valid(newGroup, req.body))));
  });

  router.post(`${groups}/:chatId/messages`, (req, res) => {
    const { bot, group } = findGroup(sandbox, req.params);
    const { text, customerId } = valid(groupMessage, req.body);
    const author =
      customerId === undefined
        ? undefined
        : findPhone(sandbox, { botId: req.params.botId, chatId: customerId }).phone.customer;
    memberWrites(sandbox, bot, group, { text, author });
    res.status(201).json(viewGroup(bot, group));
  });

  router.post(`${groups}/:chatId/migrate`, (req, res) => {
    const { bot, group } = findGroup(sandbox, req.params);
    if (group.type === 'supergroup') throw new Problem(409, 'This group is a supergroup already.');
    groupMigrates(sandbox, bot, group);
    res.json(viewGroup(bot, group));
  });
  return router;
}
