import { Router, type RequestHandler } from 'express';
import { sendProblem } from '../problem';
import type { Operation } from './operation';

/** Serves the operations, each behind its own security. @throws Error when two have one address. */
export function routerOf(operations: readonly Operation[]): Router {
  const router = Router();
  const known = new Set<string>();
  for (const operation of operations) {
    const address = `${operation.method} ${operation.path}`;
    if (known.has(address)) throw new Error(`Two operations are declared at ${address}`);
    known.add(address);
    router[operation.method](expressPath(operation.path), ...handlersOf(operation));
  }
  return router;
}

function handlersOf({ security, scope, serve }: Operation): RequestHandler[] {
  if (security === null) return [serve];
  return [
    ...security.authenticate,
    ...(scope === 'deployment' ? [ofDeployment(security)] : []),
    ...security.prepare,
    serve,
  ];
}

function ofDeployment({ accountOf, refuse = refuseAccount }: NonNullable<Operation['security']>): RequestHandler {
  return (request, response, next) => {
    if (accountOf(response) === null) next();
    else void refuse(request, response, next);
  };
}

const refuseAccount: RequestHandler = (_request, response) => {
  sendProblem(response, {
    status: 403,
    type: 'forbidden',
    detail: 'This concerns the whole deployment, and the key is of one account',
  });
};

export function expressPath(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1');
}
