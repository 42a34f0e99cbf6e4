import { Router } from 'express';
import { viewAccount, viewChannel } from '../kommo/view';
import type { Sandbox } from '../sandbox';
import { managerControl } from './kommo-manager';
import { channelChange, newAccount, newChannel } from './kommo-schemas';
import { Problem, valid } from './problem';

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
    Object.assign(channel, valid(channelChange, req.body));
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

  router.use(managerControl(sandbox));
  return router;
}
