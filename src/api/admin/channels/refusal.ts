import type { ErrorRequestHandler, Request, Response } from 'express';
import type { Fault } from '../../../kommo/registration/fault';
import type { Logger } from 'pino';
import { sendProblem } from '../../problem';
import { html } from './html';
import { chosenLanguage, languageOf } from './language';
import { sendPage, speechIn, type Speech } from './layout';

type Reason = 'key' | 'foreign' | 'elsewhere' | 'tooLarge' | 'unreadable' | 'unavailable';

/** Whether a person looks at the answer. Programs that say nothing get JSON. */
export function wantsPage(request: Request): boolean {
  return request.accepts(['json', 'html']) === 'html';
}

export function speechOf(request: Request): Speech {
  return speechIn(languageOf(request), chosenLanguage(request));
}

/** A page for people, a problem (RFC 9457) for programs. */
export function refuse(request: Request, response: Response, status: number, reason: Reason): void {
  const speech = speechOf(request);
  const { refused } = speech.page;
  if (!wantsPage(request)) {
    sendProblem(response, { status, type: TYPES[reason], detail: speechIn('en').page.refused[reason] });
    return;
  }
  const title = refused[`${reason}Title`];
  const body = html`<div class="lead">
    <h1>${title}</h1>
    <p>${refused[reason]}</p>
  </div>`;
  sendPage(response, status, speech, { title, here: undefined, body });
}

const TYPES: Readonly<Record<Reason, string>> = {
  key: 'unauthorized',
  foreign: 'forbidden',
  elsewhere: 'not-from-here',
  tooLarge: 'too-large',
  unreadable: 'invalid',
  unavailable: 'unavailable',
};

/** All faults, as a problem with a list of its own. */
export function sendFaults(response: Response, faults: readonly Fault[], { words }: Speech): void {
  const told = faults.map(({ field, key, what }) => ({ field, text: words.faults[key](what) }));
  const detail = told.map(({ field, text }) => `${field}: ${text}`).join(' ');
  response
    .status(400)
    .type('application/problem+json')
    .send(JSON.stringify({ type: 'invalid', status: 400, title: 'invalid', detail, faults: told }));
}

export function refuseBroken(log: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined;
    if (status === 413) refuse(request, response, 413, 'tooLarge');
    else if (typeof status === 'number' && status >= 400 && status < 500)
      refuse(request, response, status, 'unreadable');
    else {
      log.error({ err: error }, 'A page about channels could not be made');
      response.setHeader('retry-after', '5');
      refuse(request, response, 503, 'unavailable');
    }
  };
}
