import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import express, { type ErrorRequestHandler, type Express } from 'express';
import { controlRoutes } from './control/routes';
import { openSandbox } from './keep/file';
import { Keeper } from './keep/keeper';
import { attachmentRoutes } from './kommo/attachment-routes';
import { kommoRoutes } from './kommo/routes';
import { crmPages } from './platform/crm-pages';
import { platformRoutes } from './platform/routes';
import { widgetRoutes } from './platform/widget/routes';
import { Sandbox } from './sandbox';
import { telegramRoutes } from './telegram/routes';

export interface SandboxOptions {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** Where Courier's api answers; the first channel's webhooks go there. */
  readonly apiUrl: string;
  /** The folder of the built page. */
  readonly pageDir?: string;
  /** Keeps what the sandbox knows for its next start. Without it, everything is forgotten. */
  readonly stateFile?: string;
  readonly log?: (text: string) => void;
}

export interface RunningSandbox {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

/** Longer than any client keeps a connection idle, so that no request meets a closing one. */
const KEEP_ALIVE_MS = 75_000;

/** Starts the emulators of Kommo and Telegram, their control API and the page on one port. */
export async function startSandbox(options: SandboxOptions): Promise<RunningSandbox> {
  if (!URL.canParse(options.apiUrl)) throw new Error(`apiUrl is no address: ${options.apiUrl}`);
  const apiUrl = options.apiUrl.replace(/\/+$/, '');
  const { stateFile, log = () => undefined } = options;
  const sandbox = stateFile === undefined ? new Sandbox(apiUrl) : openSandbox(apiUrl, stateFile, log);
  if (stateFile !== undefined) sandbox.files.keepIn(`${stateFile}-files`);
  const server = createServer(createApp(sandbox, options));
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  await listen(server, options);
  // Only now: where the port is taken, another sandbox may be keeping the file.
  const keeper = stateFile === undefined ? undefined : new Keeper(sandbox, stateFile, log);
  await keeper?.save();
  const { port } = server.address() as AddressInfo;
  const url = `http://${options.host.includes(':') ? `[${options.host}]` : options.host}:${String(port)}`;
  sandbox.url = url;
  sandbox.resume();
  log(`sandbox at ${url}`);
  return {
    url,
    port,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await sandbox.close();
      await closed;
      await keeper?.close();
    },
  };
}

function listen(server: Server, { port, host }: SandboxOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function createApp(sandbox: Sandbox, options: SandboxOptions): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.enable('case sensitive routing');
  app.use('/v2', kommoRoutes(sandbox));
  app.use(platformRoutes(sandbox));
  app.use('/attachments', attachmentRoutes(sandbox));
  app.use('/widgets', widgetRoutes(sandbox));
  app.use('/telegram', telegramRoutes(sandbox));
  for (const { messenger, routes } of sandbox.emulators.all()) app.use(`/${messenger}`, routes);
  app.use('/control', controlRoutes(sandbox));

  const pageDir = options.pageDir ?? path.join(__dirname, 'page');
  app.use('/crm', crmPages(sandbox, pageDir));
  if (existsSync(path.join(pageDir, 'index.html'))) app.use(express.static(pageDir));
  else app.get('/', (_req, res) => void res.type('text/plain').send('The sandbox runs; its page is not built.\n'));
  app.use(lastResort(options));
  return app;
}

/** A fault of the sandbox itself must show and must not end it. */
function lastResort(options: SandboxOptions): ErrorRequestHandler {
  return (error: unknown, _req, res, next) => {
    options.log?.(`sandbox fault: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    if (res.headersSent) next(error);
    else res.status(500).type('text/plain').send('fault of the sandbox\n');
  };
}
