import type { Outcome } from '../../exchange';
import { answers } from '../answers';
import { accountRoutes } from './account';
import { chatLinkRoutes } from './chat-links';
import { contactRoutes } from './contacts';
import { leadRoutes } from './leads';
import { pipelineRoutes } from './pipelines';
import type { CrmRoute } from './request';
import { sourceRoutes } from './sources';
import { talkRoutes } from './talks';
import { taskRoutes } from './tasks';
import { templateReviewRoutes } from './template-reviews';
import { templateRoutes } from './templates';
import { unsortedRoutes } from './unsorted';
import { webhookRoutes } from './webhooks';

const ROUTES = [
  ...accountRoutes,
  ...pipelineRoutes,
  ...unsortedRoutes,
  ...sourceRoutes,
  ...chatLinkRoutes,
  ...contactRoutes,
  ...leadRoutes,
  ...webhookRoutes,
  ...templateRoutes,
  ...templateReviewRoutes,
  ...talkRoutes,
  ...taskRoutes,
].map((route) => ({
  route,
  pattern: new RegExp(`^/api/v4${route.path.replace(/:(\w+)/g, (_, name: string) => `(?<${name}>${partOf(name)})`)}$`),
}));

export interface FoundRoute {
  readonly route: CrmRoute;
  readonly ids: Readonly<Record<string, number>>;
  readonly uid: string;
}

/** The route of a request line, or the answer that refuses it. */
export function findRoute(method: string, path: string, host: string): FoundRoute | Outcome {
  const fitting = ROUTES.flatMap(({ route, pattern }) => {
    const found = pattern.exec(path);
    const { uid = '', ...digits } = found?.groups ?? {};
    return found ? [{ route, ids: numbers(digits), uid }] : [];
  });
  const asked = fitting.find(({ route }) => route.method === method);
  if (asked) return asked;
  if (fitting.length === 0) return answers.noSuchPath(method, host, path);
  return answers.wrongMethod(fitting.map(({ route }) => route.method));
}

function partOf(name: string): string {
  return name === 'uid' ? '\\w{1,128}' : '\\d{1,15}';
}

function numbers(groups: Readonly<Record<string, string>>): Record<string, number> {
  return Object.fromEntries(Object.entries(groups).map(([name, digits]) => [name, Number(digits)]));
}
