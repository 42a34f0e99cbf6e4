import express, { type IRouter } from 'express';
import type { Operation, Security } from '../openapi/operation';
import { refuseBroken, sendProblem } from '../problem';
import { accountOperations } from './accounts';
import { answerAdminOnce, callerOf, createKnowKey, keySchemes, requireKey } from './caller';
import { changeOperations } from './changes';
import { CHANNELS_PATH } from './channels/layout';
import { refuseBroken as refuseBrokenPage } from './channels/refusal';
import { channelOperations } from './channels/routes';
import { chatFlowOperations } from './chat-flow';
import { chatOperations } from './chats';
import { deliveryOperations } from './deliveries';
import type { AdminDependencies, AdminParts } from './dependencies';
import { healthOperations } from './health';
import { importOperations } from './imports';
import { installationOperations } from './installations';
import { installOperations } from './installs';
import { integrationOperations } from './integrations';
import { keyOperations } from './keys';
import { openChatOperation } from './open-chat';
import { sourceWriteOperations } from './source-writes';
import { sourceOperations } from './sources';
import { reconciliationOperations } from './reconciliation';
import { templateOperations } from './templates';
import { traceOperation } from './trace';
import { writeFirstOperation } from './write-first';

export type { AdminDependencies } from './dependencies';

/** All of `/admin/v1`. What is missing here is neither served nor in the document. */
export function adminOperations(deps: AdminDependencies): Operation[] {
  const parts: AdminParts = { ...deps, security: keySecurity(deps) };
  return [
    ...accountOperations(parts),
    ...reconciliationOperations(parts),
    ...integrationOperations(parts),
    ...installationOperations(parts),
    ...installOperations(parts),
    ...templateOperations(parts),
    ...sourceOperations(parts),
    ...sourceWriteOperations(parts),
    openChatOperation(parts),
    writeFirstOperation(parts),
    ...chatOperations(parts),
    ...chatFlowOperations(parts),
    ...importOperations(parts),
    ...deliveryOperations(parts),
    traceOperation(parts),
    ...changeOperations(parts),
    ...healthOperations(parts),
    ...keyOperations(parts),
    ...channelOperations(parts),
  ];
}

/**
 * Behind the operations: what is none of them, and what went wrong in one, is answered as a problem. Put where the
 * operations are, since what goes wrong in one router is no business of the next.
 */
export function endAdmin(router: IRouter, deps: AdminDependencies): void {
  router.use('/admin/v1', ...keySecurity(deps).authenticate, (_request, response) => {
    sendProblem(response, { status: 404, type: 'not-found', detail: 'There is nothing at this address' });
  });
  router.use(CHANNELS_PATH, refuseBrokenPage(deps.log));
  router.use(
    '/admin/v1',
    refuseBroken(deps.log, {
      said: 'An admin request could not be handled',
      detail: { text: 'It could not be done now; see the log of the api' },
    }),
  );
}

function keySecurity({ db, adminKey, log }: AdminDependencies): Security {
  return {
    schemes: keySchemes,
    authenticate: [requireKey(createKnowKey(db, adminKey))],
    accountOf: (response) => callerOf(response).accountId,
    prepare: [express.json({ limit: '16kb' }), answerAdminOnce(db, log)],
  };
}
