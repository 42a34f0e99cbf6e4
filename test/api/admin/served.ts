import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Client } from '@temporalio/client';
import express, { type Express } from 'express';
import helmet from 'helmet';
import { pino } from 'pino';
import { adminOperations, endAdmin, type AdminDependencies } from '../../../src/api/admin/routes';
import { routerOf } from '../../../src/api/openapi/router';
import { withDocument } from '../../../src/api/openapi/routes';
import { applyCommand } from '../../../src/ledger/commands';
import type { Command, Told } from '../../../src/model/command';
import { asChatId } from '../../../src/model/ids';
import type { Ledger } from '../../ledger/ledger';
import { NOBODY } from './nobody';

export const ADMIN_KEY = 'the-key-of-this-test';

/** The admin API with its document, as the app serves it. */
export interface Served {
  readonly app: Express;
  readonly origin: string;
  ask(method: string, path: string, options?: AskOptions): Promise<Answer>;
  close(): Promise<void>;
}

export interface AskOptions {
  readonly key?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Empty where it is no JSON. */
  readonly body: Record<string, unknown>;
}

export async function serveAdmin(ledger: Ledger, given: Partial<AdminDependencies> = {}): Promise<Served> {
  const deps: AdminDependencies = {
    ...NOBODY,
    adminKey: ADMIN_KEY,
    db: ledger.db,
    vault: ledger.vault,
    client: obedient(ledger),
    settings: { queuePrefix: '', lingerMs: 1, wakesPerRun: 2 },
    publicUrl: 'https://courier.example.com',
    health: { dead: () => [], unready: () => [] },
    log: pino({ level: 'silent' }),
    ...given,
  };
  const app = express();
  app.use(helmet());
  app.use(routerOf(withDocument(adminOperations(deps))));
  endAdmin(app, deps);
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    app,
    origin,
    ask: async (method, path, { key = ADMIN_KEY, body, headers = {} } = {}) => {
      const response = await fetch(origin + path, {
        method,
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      const isJson = (response.headers.get('content-type') ?? '').includes('json');
      const read = isJson ? (JSON.parse(text) as Record<string, unknown>) : {};
      return { status: response.status, headers: response.headers, text, body: read };
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Started {
  readonly args: readonly [Command & Told];
  readonly updateId?: string;
  readonly startWorkflowOperation: { readonly options: { readonly workflowId: string } };
}

/** An engine whose conversations do at once what they are told. */
function obedient(ledger: Ledger): Client {
  return {
    withDeadline: (_deadline: number, work: () => Promise<unknown>) => work(),
    workflow: {
      executeUpdateWithStart: (_update: unknown, { args: [told], updateId, startWorkflowOperation }: Started) => {
        const { by, why, ...command } = told;
        const [, , id = ''] = startWorkflowOperation.options.workflowId.split(':');
        return applyCommand(ledger.db, {
          chatId: asChatId(id),
          command,
          by,
          ...(why === undefined ? {} : { why }),
          ...(updateId === undefined ? {} : { id: updateId }),
        });
      },
      signalWithStart: () => Promise.resolve({}),
    },
  } as unknown as Client;
}

/** Makes a key through the API. */
export async function makeKey(
  served: Served,
  account?: number,
  name = 'reports',
): Promise<{ id: string; key: string }> {
  const { status, body } = await served.ask('POST', '/admin/v1/keys', {
    body: { name, by: 'Olga', ...(account === undefined ? {} : { account }) },
  });
  if (status !== 201) throw new Error(`A key was not made: ${status}`);
  return { id: String(body.id), key: String(body.key) };
}
