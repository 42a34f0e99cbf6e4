import { NoAnswer } from '../../http/client';
import { beginAlert, noteTold, readAlertTargets, type AlertTargets, type AlertWay } from '../../ledger/alerts';
import type { GrantKey } from '../../ledger/grants';
import { MailNotSent } from '../../mail/mailer';
import { alertTexts, plainText, settingsUrl } from './alert-texts';
import type { AccountDependencies } from './dependencies';
import type { Alert } from './what-is-wrong';

/** One in each round of probes, so a server that is away for half an hour costs no alert. */
const MOST_ATTEMPTS = 5;
/** Begins no more of a round after this: what is left comes in the next one. */
const ROUND_MS = 60_000;
const WEBHOOK_WITHIN_MS = 10_000;
const TASK_DUE_WITHIN_MS = 24 * 60 * 60_000;

type Told = { readonly kind: 'told' } | { readonly kind: 'failed'; /** Nothing private. */ readonly why: string };

interface Way {
  readonly name: AlertWay;
  readonly canTell: (alert: Alert) => boolean;
  readonly tell: (alert: Alert) => Promise<Told>;
}

/**
 * Tells whoever is named in the settings: by e-mail, webhook and a task in Kommo, each where it is entered. Each way tells
 * of a trouble once; one that fails is tried again in later rounds, five times in all, and then given up. The others do
 * not notice. Where an answer is lost the same may be told twice.
 */
export async function tellAdministrator(
  deps: AccountDependencies,
  key: GrantKey,
  alerts: readonly Alert[],
): Promise<void> {
  if (alerts.length === 0) return;
  const targets = await readAlertTargets(deps.db, key);
  if (targets === undefined) return;
  await Promise.all(waysTo(deps, key, targets).map((way) => tellBy(deps, key, way, alerts)));
}

async function tellBy(
  deps: AccountDependencies,
  key: GrantKey,
  { name: way, canTell, tell }: Way,
  alerts: readonly Alert[],
): Promise<void> {
  const begun = performance.now();
  for (const alert of alerts.filter(canTell)) {
    if (performance.now() - begun > ROUND_MS) return;
    const trouble = { about: aboutOf(alert), since: alert.since };
    const attempt = await beginAlert(deps.db, key, trouble, way, MOST_ATTEMPTS);
    if (attempt === undefined) continue;
    const told = await tell(alert);
    const note = { account: key.accountId, alert: alert.kind, way };
    if (told.kind === 'told') {
      await noteTold(deps.db, key, trouble, way);
      deps.log.info(note, 'The administrator was told');
    } else if (attempt < MOST_ATTEMPTS) {
      deps.log.warn({ ...note, attempt, why: told.why }, 'The administrator could not be told; tried again later');
    } else {
      deps.log.error({ ...note, attempt, why: told.why }, 'The administrator could not be told; given up');
    }
  }
}

function waysTo(deps: AccountDependencies, key: GrantKey, targets: AlertTargets): Way[] {
  const { mail } = deps;
  const { email, webhook, taskUserId } = targets;
  const always = (): boolean => true;
  return [
    ...(email === null || mail === undefined
      ? []
      : [{ name: 'email', canTell: always, tell: byMail(mail, email, targets) } as const]),
    ...(webhook === null
      ? []
      : [{ name: 'webhook', canTell: always, tell: byWebhook(deps, key, webhook, targets) } as const]),
    // Without access there is nobody to make a task with.
    ...(taskUserId === null
      ? []
      : [
          {
            name: 'task',
            canTell: ({ kind }: Alert) => kind !== 'authorise',
            tell: byTask(deps, key, taskUserId, targets),
          } as const,
        ]),
  ];
}

function byMail(mail: NonNullable<AccountDependencies['mail']>, to: string, targets: AlertTargets): Way['tell'] {
  return async (alert) => {
    try {
      const texts = alertTexts(alert, targets.language);
      await mail.send({ to, subject: `Courier: ${texts.subject}`, text: plainText(texts, targets) });
      return { kind: 'told' };
    } catch (error) {
      if (!(error instanceof MailNotSent)) throw error;
      return { kind: 'failed', why: error.message };
    }
  };
}

/** What a program is told, as JSON. Unsigned: there is no secret that both sides know. */
interface AlertEvent {
  readonly event: Alert['kind'];
  readonly account: { readonly id: number; readonly subdomain: string };
  readonly source: { readonly id: string; readonly name: string; readonly messenger: string } | null;
  readonly fault: string | null;
  /** For people: in the language of the account. */
  readonly text: string;
  /** ISO 8601. */
  readonly since: string;
  /** Of a token: when it ends. */
  readonly endsAt: string | null;
  /** Which Courier says so. */
  readonly courier: string;
}

function byWebhook(
  { http, oauth }: AccountDependencies,
  { accountId }: GrantKey,
  url: string,
  { subdomain, language }: AlertTargets,
): Way['tell'] {
  return async (alert) => {
    const { what, remedy } = alertTexts(alert, language);
    const broken = alert.kind === 'source-broken' ? alert : undefined;
    const event: AlertEvent = {
      event: alert.kind,
      account: { id: accountId, subdomain },
      source: broken ? { id: broken.source.id, name: broken.source.name, messenger: broken.source.messenger } : null,
      fault: broken?.fault ?? null,
      text: `${what} ${remedy}`,
      since: new Date(alert.since).toISOString(),
      endsAt: alert.kind === 'token-ends' ? new Date(alert.at).toISOString() : null,
      courier: oauth.publicUrl,
    };
    try {
      const { status } = await http.request({
        method: 'POST',
        url,
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(event),
        timeoutMs: WEBHOOK_WITHIN_MS,
      });
      return status >= 200 && status < 300 ? { kind: 'told' } : { kind: 'failed', why: `HTTP ${String(status)}` };
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      return { kind: 'failed', why: error.message };
    }
  };
}

function byTask(
  { crm, clock }: AccountDependencies,
  key: GrantKey,
  responsibleUserId: number,
  { host, language }: AlertTargets,
): Way['tell'] {
  return async (alert) => {
    const { what, remedy } = alertTexts(alert, language);
    const text = `Courier: ${what} ${remedy} ${settingsUrl(host)}`;
    const task = { text, dueAt: clock.now() + TASK_DUE_WITHIN_MS, responsibleUserId };
    const answer = await crm.ask(key, (api) => api.addTasks([task]));
    return answer.kind === 'accepted' ? { kind: 'told' } : { kind: 'failed', why: answer.text };
  };
}

function aboutOf(alert: Alert): string {
  return alert.kind === 'source-broken' ? `source:${alert.source.id}` : alert.kind;
}
