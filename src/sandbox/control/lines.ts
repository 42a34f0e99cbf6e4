import { Router, type Request, type Response } from 'express';
import { isRefused, type LineEmulator, type OnHandset, type Refused } from '../lines/emulator';
import type { Line, LineMessage } from '../lines/records';
import { viewHandset, viewLine, viewLineMessage } from '../lines/view';
import type { Sandbox } from '../sandbox';
import type { NewHandsetMessage } from './lines-contract';
import {
  act,
  handsetEdit,
  handsetMessage,
  handsetPress,
  handsetReaction,
  lineMessenger,
  newHandset,
  newLine,
} from './lines-schemas';
import { Problem, valid } from './problem';

const HANDSET = '/:messenger/:lineId/handsets/:handsetId';
const MESSAGE = `${HANDSET}/messages/:id`;

/** Makes lines, and plays their customers: every messenger but Telegram. */
export function lineControl(sandbox: Sandbox): Router {
  const router = Router();

  router.post('/:messenger', (req, res) => {
    const emulator = findEmulator(sandbox, req.params.messenger);
    const fields = allowed(emulator.newLine(valid(newLine, req.body)));
    if (sandbox.lines.get(fields.messenger, fields.id)) throw new Problem(409, `there is a line ${fields.id} already`);
    const line = sandbox.lines.add(fields);
    sandbox.changes.emit('lines');
    res.status(201).json(viewLine(sandbox, line));
  });

  router.post('/:messenger/:lineId/retry', (req, res) => {
    const { emulator, line } = findLine(sandbox, req.params);
    emulator.retry(line);
    res.json(viewLine(sandbox, line));
  });

  router.post('/:messenger/:lineId/act', async (req, res) => {
    const { emulator, line } = findLine(sandbox, req.params);
    const { act: what, ...fields } = valid(act, req.body);
    const result = await emulator.actOnLine(line, what, fields);
    if (result) throw new Problem(409, result.refused);
    sandbox.changes.emit('lines');
    res.json(viewLine(sandbox, line));
  });

  router.post('/:messenger/:lineId/customers', (req, res) => {
    const { emulator, line } = findLine(sandbox, req.params);
    const handset = sandbox.lines.addHandset(line, allowed(emulator.newCustomer(line, valid(newHandset, req.body))));
    sandbox.changes.emit('lines');
    res.status(201).json(viewHandset(sandbox, { line, handset }));
  });

  router.post(`${HANDSET}/act`, (req, res) => {
    const { emulator, on } = findHandset(sandbox, req.params);
    const { act: what, ...fields } = valid(act, req.body);
    const result = emulator.act(on, what, fields);
    if (result) throw new Problem(409, result.refused);
    sandbox.changes.emit('lines');
    res.json(viewHandset(sandbox, on));
  });

  router.use(messageRoutes(sandbox));
  return router;
}

function messageRoutes(sandbox: Sandbox): Router {
  const router = Router();

  router.post(`${HANDSET}/messages`, async (req, res) => {
    const { emulator, on } = findHandset(sandbox, req.params);
    const said = valid(handsetMessage, req.body);
    checkNamed(sandbox, on, said);
    const message = allowed(await emulator.say(on, said));
    sandbox.changes.emit('lines');
    res.status(201).json(viewLineMessage(sandbox, on, message));
  });

  /** What is done with one message; `undefined`: the messenger does not have it. */
  const withMessage = (
    method: 'post' | 'patch' | 'delete',
    path: string,
    perform: (
      on: LineEmulator,
      handset: OnHandset,
      message: LineMessage,
      body: unknown,
    ) => LineMessage | Refused | undefined,
  ): void => {
    router[method](path, (req: Request<MessageIds>, res: Response) => {
      const { emulator, on } = findHandset(sandbox, req.params);
      const { id } = req.params;
      const message = on.handset.messages.find((each) => each.id === id);
      if (!message) throw new Problem(404, `handset ${on.handset.id} has no message ${id}`);
      const done = perform(emulator, on, message, req.body);
      if (done === undefined) throw new Problem(409, `${emulator.messenger} has no such thing.`);
      sandbox.changes.emit('lines');
      res.json(viewLineMessage(sandbox, on, allowed(done)));
    });
  };
  withMessage('patch', MESSAGE, (emulator, on, message, body) =>
    emulator.edit?.(on, message, valid(handsetEdit, body).text),
  );
  withMessage('delete', MESSAGE, (emulator, on, message) => emulator.remove?.(on, message));
  withMessage('post', `${MESSAGE}/reaction`, (emulator, on, message, body) =>
    emulator.react?.(on, message, valid(handsetReaction, body).emoji),
  );
  withMessage('post', `${MESSAGE}/press`, (emulator, on, message, body) =>
    emulator.press?.(on, message, valid(handsetPress, body)),
  );
  return router;
}

function allowed<T extends object>(result: T | Refused): T {
  if (isRefused(result)) throw new Problem(409, result.refused);
  return result;
}

function checkNamed(sandbox: Sandbox, { handset }: OnHandset, { files = [], replyTo }: NewHandsetMessage): void {
  for (const id of files) if (!sandbox.files.get(id)) throw new Problem(404, `there is no file ${id}`);
  if (replyTo !== undefined && !handset.messages.some(({ id }) => id === replyTo)) {
    throw new Problem(404, `handset ${handset.id} has no message ${replyTo}`);
  }
}

type MessageIds = LineIds & { readonly handsetId: string; readonly id: string };

interface LineIds {
  readonly messenger: string;
  readonly lineId: string;
}

function findEmulator(sandbox: Sandbox, messenger: string): LineEmulator {
  const known = lineMessenger.safeParse(messenger).data;
  const emulator = known && sandbox.emulators.get(known);
  if (!emulator) throw new Problem(404, `there is no messenger ${messenger}`);
  return emulator;
}

function findLine(sandbox: Sandbox, { messenger, lineId }: LineIds): { emulator: LineEmulator; line: Line } {
  const emulator = findEmulator(sandbox, messenger);
  const line = sandbox.lines.get(emulator.messenger, lineId);
  if (!line) throw new Problem(404, `${messenger} has no line ${lineId}`);
  return { emulator, line };
}

function findHandset(
  sandbox: Sandbox,
  { handsetId, ...ids }: LineIds & { readonly handsetId: string },
): { emulator: LineEmulator; on: OnHandset } {
  const { emulator, line } = findLine(sandbox, ids);
  const handset = line.handsets.get(handsetId);
  if (!handset) throw new Problem(404, `line ${line.id} has no handset ${handsetId}`);
  return { emulator, on: { line, handset } };
}
