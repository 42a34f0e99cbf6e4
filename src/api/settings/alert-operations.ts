import type { Operation } from '../openapi/operation';
import { readAlertSettings, writeAlertSettings, type AlertSettings } from '../../ledger/alert-settings';
import { together, type Words } from '../../model/words';
import { say } from '../../words';
import { inDetail, type Problem } from '../problem';
import type { SourceOwner } from '../sources/dependencies';
import type { Alerts, AlertsChange } from './contract';
import type { SettingsDependencies } from './dependencies';
import { SETTINGS_OPERATIONS } from './operations';
import { kommoProblem } from '../kommo-problem';
import type { Serving } from './serve';
import { byOf, type Session } from './session';

/** Who is told when a source dies. */
export function alertOperations({ serveInstalled }: Serving, deps: SettingsDependencies): Operation[] {
  const { db } = deps;

  return [
    serveInstalled(SETTINGS_OPERATIONS.readAlerts, async ({ owner, session }) => ({
      answer: shown(await readAlertSettings(db, owner.scopeId), session, deps),
    })),
    serveInstalled(SETTINGS_OPERATIONS.changeAlerts, async ({ owner, session, body }) => {
      const before = await readAlertSettings(db, owner.scopeId);
      const { language = before.language } = body;
      const alerts: AlertSettings = { ...body, language, webhook: body.webhook === '' ? null : body.webhook };
      const problem = await problemWith(deps, owner, before, alerts);
      if (problem !== undefined) return { problem };
      const changed = whatChanged(before, alerts);
      if (changed.text !== '') await writeAlertSettings(db, owner, alerts, { by: byOf(session), ...inDetail(changed) });
      return { answer: shown(alerts, session, deps) };
    }),
  ];
}

/** A webhook's address is a secret of its own to many services: who may not change it sees only where it leads. */
function shown(
  { email, webhook, taskUserId, language }: AlertSettings,
  { may }: Session,
  { emailAvailable }: SettingsDependencies,
): Alerts {
  const whole = may === 'change' || webhook === null;
  return { email, emailAvailable, webhook: whole ? webhook : `${new URL(webhook).origin}/…`, taskUserId, language };
}

/** What is as it was is not judged again. */
async function problemWith(
  deps: SettingsDependencies,
  owner: SourceOwner,
  before: AlertSettings,
  after: AlertsChange,
): Promise<Problem | undefined> {
  if (after.email !== null && after.email !== before.email && !deps.emailAvailable) {
    return fault('email', say('settings.no-email'));
  }
  if (after.webhook !== null && after.webhook !== before.webhook && !isWebhook(after.webhook, deps)) {
    return fault('webhook', say('settings.webhook'));
  }
  if (after.taskUserId !== null && after.taskUserId !== before.taskUserId) {
    const { taskUserId } = after;
    const asked = await deps.crm.ask(owner, (api) => api.user(taskUserId));
    const isMissing = asked.kind === 'refused' && asked.reason === 'not-found';
    if (isMissing || (asked.kind === 'accepted' && !asked.value.isActive)) {
      return fault('taskUserId', say('settings.task-user'));
    }
    if (asked.kind !== 'accepted') return kommoProblem(asked);
  }
  return undefined;
}

/** Whether it may be connected to is found out when it is: names may lead elsewhere by then. */
function isWebhook(text: string, { sandbox }: SettingsDependencies): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, hash } = new URL(text);
  const isSafe = protocol === 'https:' || (protocol === 'http:' && sandbox !== undefined);
  return isSafe && username === '' && password === '' && hash === '';
}

/** Not the addresses: other people read it, and a webhook's may be a secret. */
function whatChanged(before: AlertSettings, after: AlertSettings): Words {
  const of = (name: 'email' | 'webhook' | 'taskUserId', way: 'email' | 'webhook' | 'task'): Words[] =>
    before[name] === after[name] ? [] : [say(`change.${way}-${after[name] === null ? 'off' : 'set'}`)];
  const spoken = before.language === after.language ? [] : [say(`change.language-${after.language}`)];
  const told = [...of('email', 'email'), ...of('webhook', 'webhook'), ...of('taskUserId', 'task')];
  return together([...told, ...spoken], ', ');
}

function fault(field: string, words: Words): Problem {
  return { status: 422, type: 'invalid', ...inDetail(words), field };
}
