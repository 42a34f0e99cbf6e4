import express, { type ErrorRequestHandler, type Express, type Response } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import type { Config } from '../config';
import { liveness, readiness, type Health, type HealthAnswer } from '../health/report';
import { metricsText } from '../metrics';
import { adminOperations, endAdmin, type AdminDependencies } from './admin/routes';
import { consolePage } from './console/console-page';
import { crmHookRoutes, type CrmHookDependencies } from './crm-hook-routes';
import { refuseHook } from './hook-answer';
import { hookRoutes } from './hook-routes';
import type { Intake } from './intake';
import { mediaRoutes, type MediaRoutesDependencies } from './media-routes';
import { oauthRoutes, type OAuthRoutesDependencies } from './oauth/routes';
import { routerOf } from './openapi/router';
import { withDocument } from './openapi/routes';
import type { PassOn } from './pass-on';
import type { SettingsDependencies } from './settings/dependencies';
import { endSettings, settingsOperations } from './settings/routes';
import { sessionPreflight } from './settings/session-operations';

/** No webhook of Kommo or a messenger comes near: the largest known, a Telegram update, has 64 KB. */
const MOST_HOOK_BYTES = 1_024 * 1_024;
/** But for old conversations of WhatsApp, of which Meta puts up to 3 MB into one (whatsapp.md §2, Delivery rules). */
const MOST_WHATSAPP_BYTES = 4 * MOST_HOOK_BYTES;

export interface AppDependencies {
  readonly intake: Intake;
  readonly passOn: PassOn;
  readonly media: MediaRoutesDependencies;
  readonly oauth: OAuthRoutesDependencies;
  readonly crmHooks: CrmHookDependencies;
  /** undefined: closed. */
  readonly admin: AdminDependencies | undefined;
  /** Without it there is no settings window. */
  readonly settings?: SettingsDependencies;
  /** Where the built console is; without it there is none. */
  readonly consoleDir?: string;
  /** Whose `X-Forwarded-*` is believed. */
  readonly trustedProxy: Config['trustedProxy'];
  readonly log: Logger;
  readonly health: Health;
}

/** The express app: routes by who calls. */
export function createApp(deps: AppDependencies): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('trust proxy', deps.trustedProxy);
  app.use(helmet());
  app.get('/healthz', (_request, response) => {
    tell(response, liveness(deps.health));
  });
  app.get('/readyz', (_request, response) => {
    tell(response, readiness(deps.health));
  });
  app.get('/metrics', async (_request, response) => {
    const { contentType, body } = await metricsText();
    response.setHeader('content-type', contentType);
    response.end(body);
  });
  app.use('/hooks/whatsapp', express.raw({ type: () => true, limit: MOST_WHATSAPP_BYTES }));
  app.use('/hooks', express.raw({ type: () => true, limit: MOST_HOOK_BYTES }), (request, response, next) => {
    // Without a body the parser leaves none; everything behind reads bytes.
    if (!Buffer.isBuffer(request.body)) request.body = Buffer.alloc(0);
    response.locals.startedAt = performance.now();
    next();
  });
  app.use(crmHookRoutes(deps.crmHooks));
  app.use(hookRoutes(deps.intake, deps.passOn));
  app.use(mediaRoutes(deps.media));
  app.use(oauthRoutes(deps.oauth));
  const { admin, settings } = deps;
  if (settings !== undefined) app.use(sessionPreflight(settings));
  // Operations that are described: each is served and told of because it is in this list.
  app.use(
    routerOf(
      withDocument([
        ...(admin === undefined ? [] : adminOperations(admin)),
        ...(settings === undefined ? [] : settingsOperations(settings)),
      ]),
    ),
  );
  if (admin !== undefined) endAdmin(app, admin);
  if (settings !== undefined) endSettings(app, settings);
  if (deps.consoleDir !== undefined) app.use(consolePage(deps.consoleDir));
  app.use((_request, response) => {
    response.status(404).json({ error: 'not-found', reason: 'There is nothing at this address' });
  });
  app.use(refuseBroken(deps.log));
  return app;
}

function tell(response: Response, { status, body }: HealthAnswer): void {
  response.status(status).type('text/plain').send(body);
}

/** Nothing accepted is ever answered from here: a request that ends here was not made durable. */
function refuseBroken(log: Logger): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const status = statusOf(error);
    if (status === 413) refuseHook(response, 'nobody', 413, 'too-large', 'The body is larger than is taken here');
    else if (status !== undefined) refuseHook(response, 'nobody', status, 'bad-request', 'The request cannot be read');
    else {
      log.error({ err: error }, 'A request could not be handled');
      response.setHeader('retry-after', '5');
      refuseHook(response, 'nobody', 503, 'unavailable', 'It could not be stored; send it again');
    }
  };
}

/** The body parser's own errors carry a status; ours and the database's do not. */
function statusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('status' in error)) return undefined;
  const { status } = error;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : undefined;
}
