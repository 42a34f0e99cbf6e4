import type { NewTemplate as NewInKommo, Review, ReviewReport } from '../../kommo/crm/types';
import type { NewTemplate, RemoteTemplate } from '../../messengers/contract';
import type { KeptTemplate, TemplateRecord } from '../../ledger/templates';
import type { TemplateCopy, TemplateDrift } from '../../model/template';
import type { Words } from '../../model/words';
import { say } from '../../words';
import { importable, obstacleTo, submittable } from './carry-template';
import { pairUp, type Holding, type Pair } from './pair-templates';
import { hashOf, parametersOf, saysTheSame, textAtMessenger, textInKommo } from './template-text';

/** What has to be done so that both sides know of each other. Each is safe to repeat: it is decided by what is there. */
export type TemplateStep =
  | { readonly do: 'import'; readonly template: NewInKommo }
  | { readonly do: 'remove-from-kommo'; readonly kommoId: number }
  | { readonly do: 'begin-review'; readonly kommoId: number }
  | (Submission & { readonly do: 'submit' })
  | (Submission & { readonly do: 'revise'; readonly remoteId: string })
  | ReportStep;

export interface ReportStep {
  readonly do: 'report';
  readonly kommoId: number;
  readonly reviewId: number;
  readonly report: ReviewReport;
}

interface Submission {
  readonly kommoId: number;
  readonly holder: string;
  /** Reviews in Kommo that wait for what comes of it. */
  readonly reviewIds: readonly number[];
  readonly template: NewTemplate;
}

export interface TemplatePlan {
  readonly kept: KeptTemplate | undefined;
  /** How it is, to be written down before anything is done; undefined: it is nowhere any more. */
  readonly standing: TemplateRecord | undefined;
  readonly steps: readonly TemplateStep[];
}

/**
 * Compares what Kommo has with what the accounts at the messenger have, and with what both said when they last said the
 * same. Approved ones are imported; one that a person sent for approval in Kommo is handed in at the messenger; what the
 * messenger decided goes back to Kommo's reviews. Where both sides say different things, it is told, and neither is
 * overwritten (kommo-platform.md §8.3, whatsapp.md §6).
 *
 * @param kommo all that Kommo lists, and those that only its webhook told of
 */
export function compareTemplates(input: Parameters<typeof pairUp>[0]): readonly TemplatePlan[] {
  return pairUp(input).map((pair) =>
    pair.kommo === undefined
      ? withoutKommo(pair, input.holdings)
      : withKommo({ ...pair, kommo: pair.kommo }, input.holdings),
  );
}

/** One account at the messenger, and what it has of a template. */
interface Held {
  readonly holding: Holding;
  readonly remote: RemoteTemplate | undefined;
  readonly copy: TemplateCopy | undefined;
  readonly isSame: boolean;
  /** It was gone before, and people know. */
  readonly wasGone: boolean;
}

function heldBy(holding: Holding, { kept, kommo, remoteId }: Pair): Held {
  const { holder, templates } = holding;
  const before = kept?.copies.find((each) => each.holder === holder);
  const wasGone = before?.state === 'gone';
  const remote = remoteId === undefined ? undefined : templates?.find(({ id }) => id === remoteId);
  const sourceIds = holding.sources.map(({ id }) => id);
  if (remote === undefined) {
    // One that was handed in just now may not be listed yet.
    const wasSeen = before !== undefined && before.hash !== null;
    const isGone = templates !== null && wasSeen && !wasGone;
    const copy = isGone ? { ...before, state: 'gone' as const, ...say('template.gone'), sourceIds } : before;
    return { holding, remote, copy, isSame: false, wasGone };
  }
  const text = textAtMessenger(remote);
  const hash = hashOf(text);
  const isSame = kommo !== undefined && saysTheSame(textInKommo(kommo), text);
  const agreed = isSame ? hash : (before?.agreed ?? null);
  const reason = remote.reason === undefined ? {} : { text: remote.reason };
  return {
    holding,
    remote,
    isSame,
    wasGone,
    copy: { holder, state: remote.state, ...reason, hash, agreed, sourceIds },
  };
}

function withoutKommo(pair: Pair, holdings: readonly Holding[]): TemplatePlan {
  const { kept, remoteId } = pair;
  const held = holdings.map((holding) => heldBy(holding, pair));
  const present = held.flatMap(({ remote }) => remote ?? []);
  const copies = held.flatMap(({ copy }) => copy ?? []);
  const isUnknown = holdings.some(({ templates }) => templates === null) && copies.length > 0;
  const shown = present.find(({ state }) => state === 'approved') ?? present[0];
  if (shown === undefined) {
    if (!isUnknown || kept === undefined) return { kept, standing: undefined, steps: [] };
    const standing = { ...kept, inKommo: removedOrNever(kept), kommoId: null, copies };
    return { kept, standing, steps: [] };
  }
  const isWanted = kept === undefined || removedOrNever(kept) === 'never' || kept.takesRemote;
  const obstacle = shown.state === 'approved' ? obstacleTo(shown) : undefined;
  const template = isWanted && shown.state === 'approved' && obstacle === undefined ? importable(shown) : undefined;
  return {
    kept,
    standing: {
      ...partsOf(shown),
      remoteId: remoteId ?? null,
      kommoId: null,
      origin: template === undefined ? (kept?.origin ?? 'messenger') : 'messenger',
      inKommo: isWanted ? 'never' : 'removed',
      messenger: messengerIn(held, kept),
      parameters: [],
      kommoHash: null,
      agreedHash: kept?.agreedHash ?? null,
      state: shown.state,
      drift: isWanted ? null : 'removed-in-kommo',
      obstacle: obstacle ?? null,
      copies,
      takesRemote: false,
    },
    steps: template === undefined ? [] : [{ do: 'import', template }],
  };
}

function removedOrNever({ inKommo }: KeptTemplate): 'never' | 'removed' {
  return inKommo === 'listed' || inKommo === 'removed' ? 'removed' : 'never';
}

type PairInKommo = Pair & { readonly kommo: NonNullable<Pair['kommo']> };

function withKommo(pair: PairInKommo, holdings: readonly Holding[]): TemplatePlan {
  const { kept, kommo, remoteId } = pair;
  const held = holdings.map((holding) => heldBy(holding, pair));
  const present = held.filter(({ remote }) => remote !== undefined);
  const copies = held.flatMap(({ copy }) => copy ?? []);
  const origin = kept?.origin ?? (present.length > 0 ? 'messenger' : 'kommo');
  const kommoHash = hashOf(textInKommo(kommo));
  const allSame = present.length > 0 && present.every(({ isSame }) => isSame);
  const source = present.find(({ isSame }) => isSame)?.remote;
  const takesRemote = (kept?.takesRemote ?? false) && kommo.isListed;
  const waiting = (kommo.reviews ?? []).some(({ status }) => status === 'review');
  return {
    kept,
    standing: {
      name: kommo.name,
      language: kommo.whatsapp?.language ?? null,
      category: kommo.whatsapp?.category ?? null,
      body: kommo.content,
      remoteId: remoteId ?? null,
      kommoId: kommo.id,
      origin,
      inKommo: kommo.isListed ? 'listed' : 'told',
      messenger: messengerIn(held, kept),
      parameters: source === undefined ? (kept?.parameters ?? []) : parametersOf(kommo, source),
      kommoHash,
      agreedHash: allSame ? kommoHash : (kept?.agreedHash ?? null),
      state: stateOf(copies) ?? (waiting ? 'in-review' : 'draft'),
      drift: driftOf(kept, kommoHash, held),
      obstacle: null,
      copies,
      takesRemote,
    },
    steps: takesRemote
      ? [{ do: 'remove-from-kommo', kommoId: kommo.id }]
      : [...beginningOf(pair, present), ...held.flatMap((each) => stepsFor(pair, each, origin))],
  };
}

/** What was imported is in draft until its reviews are begun; a person's draft is theirs. */
function beginningOf({ kommo }: PairInKommo, present: readonly Held[]): readonly TemplateStep[] {
  const isDraft = kommo.reviews?.length === 0;
  const isApproved = present.some(
    ({ remote, isSame, holding }) =>
      remote?.state === 'approved' && isSame && holding.sources.some(({ kommoSourceId }) => kommoSourceId !== null),
  );
  return isDraft && isApproved ? [{ do: 'begin-review', kommoId: kommo.id }] : [];
}

/** What one account at the messenger, and the reviews in Kommo that are of its sources, have to learn of each other. */
function stepsFor(
  { kommo, remoteId }: PairInKommo,
  held: Held,
  origin: KeptTemplate['origin'],
): readonly TemplateStep[] {
  const { holding, remote, copy, isSame } = held;
  const ids = holding.sources.map(({ kommoSourceId }) => kommoSourceId);
  const reviews = (kommo.reviews ?? []).filter(({ sourceId }) => sourceId !== undefined && ids.includes(sourceId));
  const open = reviews.filter(({ status }) => status === 'review');
  if (reviews.length === 0 || holding.templates === null) return [];

  const handsIn = (): Submission | Words => {
    const template = submittable(kommo);
    return 'text' in template
      ? template
      : { kommoId: kommo.id, holder: holding.holder, reviewIds: open.map(({ id }) => id), template };
  };
  if (open.length > 0) {
    const isAbsent = copy === undefined || copy.refused === true;
    const isNew = remote === undefined && (held.wasGone || (isAbsent && origin === 'kommo'));
    if (isNew || (remote?.state === 'rejected' && !isSame)) {
      const submission = handsIn();
      if ('text' in submission) return open.map((review) => rejection(kommo.id, review, submission));
      return remoteId === undefined || remote === undefined
        ? [{ do: 'submit', ...submission }]
        : [{ do: 'revise', remoteId, ...submission }];
    }
    if (remote !== undefined && !isSame)
      return open.map((review) => rejection(kommo.id, review, say('template.differs')));
    if (copy === undefined) return open.map((review) => rejection(kommo.id, review, say('template.elsewhere')));
  }
  if (copy === undefined || copy.refused === true) return [];
  return reviews.flatMap((review) => reportOf(kommo.id, review, copy, isSame) ?? []);
}

/** @returns undefined where Kommo knows, or there is nothing to tell yet */
function reportOf(kommoId: number, review: Review, copy: TemplateCopy, isSame: boolean): ReportStep | undefined {
  const told = { do: 'report', kommoId, reviewId: review.id } as const;
  switch (copy.state) {
    case 'approved':
      return !isSame || review.status === 'approved' ? undefined : { ...told, report: { status: 'approved' } };
    case 'stopped':
      return review.status === 'paused' ? undefined : { ...told, report: { status: 'paused' } };
    case 'rejected':
    case 'gone':
      return review.status === 'rejected'
        ? undefined
        : rejection(kommoId, review, { text: copy.text ?? say('template.no-reason').text });
    case 'in-review':
      return undefined;
  }
}

export function rejection(kommoId: number, { id }: Pick<Review, 'id'>, { text }: Words): ReportStep {
  return { do: 'report', kommoId, reviewId: id, report: { status: 'rejected', reason: text } };
}

const BEST_FIRST = ['approved', 'in-review', 'stopped', 'rejected', 'gone'] as const;

/** Where several accounts have it, the best of them: with it, something can be sent. */
export function stateOf(copies: readonly TemplateCopy[]): TemplateCopy['state'] | undefined {
  return BEST_FIRST.find((state) => copies.some((copy) => copy.state === state));
}

function driftOf(kept: KeptTemplate | undefined, kommoHash: string, held: readonly Held[]): TemplateDrift | null {
  // Nobody knows what it says there now.
  if (kept !== undefined && held.some(({ holding, copy }) => holding.templates === null && copy !== undefined)) {
    return kept.drift;
  }
  const different = held.filter(({ remote, isSame }) => remote !== undefined && !isSame);
  if (different.length === 0) {
    return held.some(({ copy }) => copy?.state === 'gone') ? 'removed-at-messenger' : null;
  }
  const inKommo = kept?.agreedHash != null && kept.agreedHash !== kommoHash;
  const atMessenger = different.some(({ copy }) => copy?.agreed != null && copy.agreed !== copy.hash);
  if (inKommo) return atMessenger ? 'changed-on-both' : 'changed-in-kommo';
  return atMessenger ? 'changed-at-messenger' : 'differs';
}

function partsOf({ name, language, category, body }: RemoteTemplate) {
  return { name, language, category, body };
}

function messengerIn(held: readonly Held[], kept: KeptTemplate | undefined): TemplateRecord['messenger'] {
  const first = held.find(({ remote }) => remote !== undefined) ?? held[0];
  const messenger = first?.holding.messenger ?? kept?.messenger;
  if (messenger === undefined) throw new Error('A template without an account at a messenger');
  return messenger;
}
