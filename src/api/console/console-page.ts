import type { RequestHandler, Router } from 'express';
import { builtPage } from '../built-page';

/** Pictures of traces are drawn by the api and shown from the page's memory (`blob:`). */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const headers: RequestHandler = (_request, response, next) => {
  response.setHeader('content-security-policy', POLICY);
  response.setHeader('x-frame-options', 'DENY');
  response.setHeader('referrer-policy', 'no-referrer');
  next();
};

/** `/console/`: the operator's page. A client of the admin API like any other: it opens nothing without a key. */
export function consolePage(dir: string): Router {
  return builtPage({ at: '/console', dir, name: 'The console', headers });
}
