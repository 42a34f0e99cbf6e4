import express, { Router } from 'express';
import type { Sandbox } from '../sandbox';
import { viewKommo } from '../kommo/view';
import { viewLines } from '../lines/view';
import { viewTelegram } from '../telegram/view';
import type { SandboxState } from './contract';
import { eventStream } from './events';
import { fileControl } from './files';
import { kommoControl } from './kommo';
import { lineControl } from './lines';
import { platformControl } from './platform';
import { controlDocument } from './openapi';
import { Problem, problemHandler, valid } from './problem';
import { assumptionChange, clockMove, journalQuery, newFault } from './schemas';
import { telegramControl } from './telegram';

/** The control API, below `/control`. */
export function controlRoutes(sandbox: Sandbox): Router {
  const router = Router();
  router.use('/files', fileControl(sandbox));
  router.use(express.json({ limit: '1mb' }));
  let document: object | undefined;
  router.get('/openapi.json', (_req, res) => res.json((document ??= controlDocument())));
  router.get('/state', (_req, res) => res.json(state(sandbox)));
  router.get('/events', eventStream(sandbox.changes));
  router.post('/reset', (_req, res) => {
    sandbox.reset();
    res.status(204).end();
  });
  router.get('/journal', (req, res) => res.json(sandbox.journal.read(valid(journalQuery, req.query))));
  router.put('/clock', (req, res) => {
    sandbox.clock.move(valid(clockMove, req.body).offsetMs);
    sandbox.changes.emit('clock');
    res.status(204).end();
  });
  router.use('/faults', faultRoutes(sandbox));
  router.use('/assumptions', assumptionRoutes(sandbox));
  router.use('/telegram', telegramControl(sandbox));
  router.use('/lines', lineControl(sandbox));
  router.use('/kommo', kommoControl(sandbox));
  router.use('/platform', platformControl(sandbox));
  router.use((req) => {
    throw new Problem(404, `there is no ${req.method} ${req.originalUrl}`);
  });
  router.use(problemHandler);
  return router;
}

function state(sandbox: Sandbox): SandboxState {
  return {
    now: sandbox.clock.now(),
    kommo: viewKommo(sandbox),
    telegram: viewTelegram(sandbox),
    lines: viewLines(sandbox),
    faults: sandbox.faults.list(),
  };
}

function faultRoutes(sandbox: Sandbox): Router {
  const router = Router();
  router.get('/', (_req, res) => res.json(sandbox.faults.list()));
  router.post('/', (req, res) => res.status(201).json(sandbox.faults.add(valid(newFault, req.body))));
  router.delete('/', (_req, res) => {
    sandbox.faults.clear();
    res.status(204).end();
  });
  router.delete('/:id', (req, res) => {
    if (!sandbox.faults.remove(req.params.id)) throw new Problem(404, `there is no fault ${req.params.id}`);
    res.status(204).end();
  });
  return router;
}

function assumptionRoutes(sandbox: Sandbox): Router {
  const router = Router();
  router.get('/', (_req, res) => res.json(sandbox.assumptions.list()));
  router.patch('/', (req, res) => {
    const wrong = sandbox.assumptions.change(valid(assumptionChange, req.body));
    if (wrong.length > 0) throw new Problem(400, wrong.join('; '));
    sandbox.changes.emit('assumptions');
    res.json(sandbox.assumptions.list());
  });
  return router;
}
