import { compareTemplates, type TemplatePlan } from '../../../src/activities/templates/compare-templates';
import type { Holding, KommoTemplate } from '../../../src/activities/templates/pair-templates';
import { hashOf, textAtMessenger, textInKommo } from '../../../src/activities/templates/template-text';
import type { KeptTemplate } from '../../../src/ledger/templates';
import type { RemoteTemplate } from '../../../src/messengers/contract';
import { asSourceId } from '../../../src/model/ids';

const remote = (more: Partial<RemoteTemplate> = {}): RemoteTemplate => ({
  id: 'ready:en',
  name: 'ready',
  language: 'en',
  state: 'approved',
  category: 'UTILITY',
  body: 'Hi {{1}}, it is ready.',
  buttons: [],
  ...more,
});
const EDITED = 'Hi {{1}}, it is there.';

const review = (status: string, id = 1, sourceId = 11) => ({ id, sourceId, status });
const kommo = (more: Partial<KommoTemplate> = {}): KommoTemplate => ({
  id: 7,
  name: 'ready',
  content: 'Hi {{1}}, it is ready.',
  externalId: 'ready:en',
  isEditable: false,
  whatsapp: { category: 'UTILITY', language: 'en', examples: {} },
  buttons: [],
  reviews: [review('approved')],
  isListed: true,
  ...more,
});
/** Made by a user: it has no name of ours. */
const byUser = (more: Partial<KommoTemplate> = {}): KommoTemplate => {
  const made: KommoTemplate & { externalId?: string } = kommo({ reviews: [review('review')], ...more });
  delete made.externalId;
  return made;
};

const hash = hashOf(textAtMessenger(remote()));
const copy = { holder: 'shop', state: 'approved', hash, agreed: hash, sourceIds: ['s1'] } as const;
const agreedHash = hashOf(textInKommo(kommo()));
/** Both said the same the last time. */
const kept = (more: Partial<KeptTemplate> = {}): KeptTemplate => ({
  id: 't1',
  messenger: 'whatsapp',
  remoteId: 'ready:en',
  kommoId: 7,
  origin: 'messenger',
  inKommo: 'listed',
  told: null,
  name: 'ready',
  language: 'en',
  category: 'UTILITY',
  body: 'Hi {{1}}, it is ready.',
  parameters: [],
  kommoHash: agreedHash,
  agreedHash,
  state: 'approved',
  drift: null,
  obstacle: null,
  copies: [copy],
  takesRemote: false,
  ...more,
});
const NOT_SEEN_YET = { holder: 'shop', state: 'in-review', hash: null, agreed: null, sourceIds: ['s1'] } as const;
const REFUSED = { ...NOT_SEEN_YET, state: 'rejected', refused: true } as const;

const shop = (templates: readonly RemoteTemplate[] | null, more: Partial<Holding> = {}): Holding => ({
  holder: 'shop',
  messenger: 'whatsapp',
  sources: [{ id: asSourceId('s1'), kommoSourceId: 11 }],
  templates,
  ...more,
});
const outlet = (templates: readonly RemoteTemplate[] | null): Holding =>
  shop(templates, { holder: 'outlet', sources: [{ id: asSourceId('s2'), kommoSourceId: 22 }] });

interface Case {
  readonly kept?: readonly KeptTemplate[];
  readonly kommo?: readonly KommoTemplate[];
  readonly at: readonly Holding[];
}

/** Steps by what they do, and with what they tell Kommo. */
function stepsOf({ steps }: TemplatePlan): readonly string[] {
  return steps.map((step) => {
    if (step.do !== 'report')
      return step.do === 'submit' || step.do === 'revise' ? `${step.do} ${step.holder}` : step.do;
    const { reviewId, report } = step;
    return `report ${String(reviewId)} ${report.status}${report.status === 'rejected' ? `: ${report.reason}` : ''}`;
  });
}

function compared({ kept: known = [], kommo: there = [], at }: Case) {
  return compareTemplates({ kept: known, kommo: there, holdings: at }).map((plan) => ({
    steps: stepsOf(plan),
    state: plan.standing?.state ?? null,
    drift: plan.standing?.drift ?? null,
    inKommo: plan.standing?.inKommo ?? null,
  }));
}

const GONE = 'The messenger has this template no more.';
const DIFFERS =
  'The messenger has a template of this name and language that says something else. Give this one another name, or take the messenger’s in Courier’s settings.';
const ELSEWHERE = 'The account of this number has no such template: it was made for another account.';

type Row = readonly [
  what: string,
  given: Case,
  steps: readonly string[],
  state: string | null,
  drift: string | null,
  inKommo: string | null,
];

it.each<Row>([
  // New at the messenger.
  ['approved there → imported', { at: [shop([remote()])] }, ['import'], 'approved', null, 'never'],
  ['in review there → waits', { at: [shop([remote({ state: 'in-review' })])] }, [], 'in-review', null, 'never'],
  ['rejected there → shown', { at: [shop([remote({ state: 'rejected' })])] }, [], 'rejected', null, 'never'],
  [
    'approved, with a file in its header → shown with the obstacle',
    { at: [shop([remote({ header: { type: 'picture' } })])] },
    [],
    'approved',
    null,
    'never',
  ],
  [
    'the import’s answer was lost → found by its external id, its reviews begun',
    { kept: [kept({ kommoId: null, inKommo: 'never' })], kommo: [kommo({ reviews: [] })], at: [shop([remote()])] },
    ['begin-review'],
    'approved',
    null,
    'listed',
  ],
  [
    'imported, and its source is not in Kommo yet → waits for it',
    {
      kommo: [kommo({ reviews: [] })],
      at: [shop([remote()], { sources: [{ id: asSourceId('s1'), kommoSourceId: null }] })],
    },
    [],
    'approved',
    null,
    'listed',
  ],
  [
    'imported, and its reviews begun → approved in Kommo',
    { kept: [kept()], kommo: [kommo({ reviews: [review('review')] })], at: [shop([remote()])] },
    ['report 1 approved'],
    'approved',
    null,
    'listed',
  ],
  [
    'the same on both sides → nothing',
    { kept: [kept()], kommo: [kommo()], at: [shop([remote()])] },
    [],
    'approved',
    null,
    'listed',
  ],

  // New in Kommo.
  ['a user’s draft is theirs', { kommo: [byUser({ reviews: [] })], at: [shop([])] }, [], 'draft', null, 'listed'],
  [
    'sent for approval → handed in',
    { kommo: [byUser()], at: [shop([])] },
    ['submit shop'],
    'in-review',
    null,
    'listed',
  ],
  [
    'sent for approval of numbers of two accounts → handed in at both',
    { kommo: [byUser({ reviews: [review('review'), review('review', 2, 22)] })], at: [shop([]), outlet([])] },
    ['submit shop', 'submit outlet'],
    'in-review',
    null,
    'listed',
  ],
  [
    'sent without a language → rejected at once',
    { kommo: [byUser({ whatsapp: { category: 'UTILITY', examples: {} } })], at: [shop([])] },
    ['report 1 rejected: Choose the language of the template, and send it for approval again.'],
    'in-review',
    null,
    'listed',
  ],
  [
    'told by a webhook only → handed in all the same',
    {
      kept: [kept({ origin: 'kommo', inKommo: 'told', remoteId: null, copies: [] })],
      kommo: [byUser({ isListed: false })],
      at: [shop([])],
    },
    ['submit shop'],
    'in-review',
    null,
    'told',
  ],
  [
    'handed in and not listed there yet → not a second time, and not gone',
    { kept: [kept({ origin: 'kommo', copies: [NOT_SEEN_YET] })], kommo: [byUser()], at: [shop([])] },
    [],
    'in-review',
    null,
    'listed',
  ],
  [
    'not taken before, and sent again → handed in again',
    { kept: [kept({ origin: 'kommo', remoteId: null, copies: [REFUSED] })], kommo: [byUser()], at: [shop([])] },
    ['submit shop'],
    'rejected',
    null,
    'listed',
  ],
  [
    'not taken, and not sent again → nothing',
    {
      kept: [kept({ origin: 'kommo', remoteId: null, copies: [REFUSED] })],
      kommo: [byUser({ reviews: [review('rejected')] })],
      at: [shop([])],
    },
    [],
    'rejected',
    null,
    'listed',
  ],
  [
    'its number’s account cannot be asked → waits',
    { kommo: [byUser()], at: [shop(null)] },
    [],
    'in-review',
    null,
    'listed',
  ],

  // What the messenger decided.
  [
    'rejected → back with the reason',
    {
      kept: [kept({ origin: 'kommo' })],
      kommo: [byUser()],
      at: [shop([remote({ state: 'rejected', reason: 'SCAM' })])],
    },
    ['report 1 rejected: SCAM'],
    'rejected',
    null,
    'listed',
  ],
  [
    'rejected without a reason → says so',
    { kept: [kept()], kommo: [byUser()], at: [shop([remote({ state: 'rejected' })])] },
    ['report 1 rejected: The messenger gave no reason.'],
    'rejected',
    null,
    'listed',
  ],
  [
    'rejected, mended in Kommo and sent again → handed in anew',
    {
      kept: [kept({ origin: 'kommo' })],
      kommo: [byUser({ content: EDITED })],
      at: [shop([remote({ state: 'rejected' })])],
    },
    ['revise shop'],
    'rejected',
    'changed-in-kommo',
    'listed',
  ],
  [
    'stopped → paused in Kommo',
    { kept: [kept()], kommo: [kommo()], at: [shop([remote({ state: 'stopped' })])] },
    ['report 1 paused'],
    'stopped',
    null,
    'listed',
  ],
  [
    'approved again → approved in Kommo',
    { kept: [kept()], kommo: [kommo({ reviews: [review('paused')] })], at: [shop([remote()])] },
    ['report 1 approved'],
    'approved',
    null,
    'listed',
  ],
  [
    'several numbers of one account → each has its review',
    {
      kept: [kept()],
      kommo: [kommo({ reviews: [review('review'), review('review', 2, 12)] })],
      at: [
        shop([remote()], {
          sources: [
            { id: asSourceId('s1'), kommoSourceId: 11 },
            { id: asSourceId('s3'), kommoSourceId: 12 },
          ],
        }),
      ],
    },
    ['report 1 approved', 'report 2 approved'],
    'approved',
    null,
    'listed',
  ],
  [
    'approved by one account of two, and never made at the other',
    {
      kept: [kept()],
      kommo: [kommo({ reviews: [review('approved'), review('review', 2, 22)] })],
      at: [shop([remote()]), outlet([])],
    },
    [`report 2 rejected: ${ELSEWHERE}`],
    'approved',
    null,
    'listed',
  ],
  [
    'a review of somebody else’s source is not ours to answer',
    { kept: [kept()], kommo: [kommo({ reviews: [review('review', 5, 99)] })], at: [shop([remote()])] },
    [],
    'approved',
    null,
    'listed',
  ],

  // What differs.
  [
    'changed in Kommo → shown',
    { kept: [kept()], kommo: [kommo({ content: EDITED })], at: [shop([remote()])] },
    [],
    'approved',
    'changed-in-kommo',
    'listed',
  ],
  [
    'changed in Kommo and sent for approval → refused, and the approved one stands',
    { kept: [kept()], kommo: [kommo({ content: EDITED, reviews: [review('review')] })], at: [shop([remote()])] },
    [`report 1 rejected: ${DIFFERS}`],
    'approved',
    'changed-in-kommo',
    'listed',
  ],
  [
    'changed at the messenger → shown',
    { kept: [kept()], kommo: [kommo()], at: [shop([remote({ body: EDITED })])] },
    [],
    'approved',
    'changed-at-messenger',
    'listed',
  ],
  [
    'changed on both sides to different words → shown',
    { kept: [kept()], kommo: [kommo({ content: 'Hi {{1}}!' })], at: [shop([remote({ body: EDITED })])] },
    [],
    'approved',
    'changed-on-both',
    'listed',
  ],
  [
    'changed on both sides to the same words → agreed again',
    { kept: [kept()], kommo: [kommo({ content: EDITED })], at: [shop([remote({ body: EDITED })])] },
    [],
    'approved',
    null,
    'listed',
  ],
  [
    'never the same → shown',
    { kommo: [kommo({ content: EDITED })], at: [shop([remote()])] },
    [],
    'approved',
    'differs',
    'listed',
  ],
  [
    'only a marker of Kommo’s instead of a number → the same',
    { kept: [kept()], kommo: [kommo({ content: 'Hi {{contact.name}}, it is ready.' })], at: [shop([remote()])] },
    [],
    'approved',
    null,
    'listed',
  ],
  [
    'while the messenger cannot be asked, what was shown stays',
    { kept: [kept({ drift: 'changed-in-kommo' })], kommo: [kommo({ content: EDITED })], at: [shop(null)] },
    [],
    'approved',
    'changed-in-kommo',
    'listed',
  ],
  [
    'different at one account of two → shown, and the other’s state told',
    {
      kept: [kept()],
      kommo: [kommo({ reviews: [review('review'), review('approved', 2, 22)] })],
      at: [shop([remote()]), outlet([remote({ body: EDITED })])],
    },
    ['report 1 approved'],
    'approved',
    'differs',
    'listed',
  ],

  // Removed on one side.
  [
    'removed in Kommo → not brought back by itself',
    { kept: [kept()], at: [shop([remote()])] },
    [],
    'approved',
    'removed-in-kommo',
    'removed',
  ],
  [
    'removed in Kommo, and a person wants it → imported',
    { kept: [kept({ inKommo: 'removed', kommoId: null, takesRemote: true })], at: [shop([remote()])] },
    ['import'],
    'approved',
    null,
    'never',
  ],
  [
    'removed at the messenger → Kommo sends it no more',
    { kept: [kept()], kommo: [kommo()], at: [shop([])] },
    [`report 1 rejected: ${GONE}`],
    'gone',
    'removed-at-messenger',
    'listed',
  ],
  [
    'removed at the messenger, and sent for approval again → handed in again',
    { kept: [kept({ copies: [{ ...copy, state: 'gone' }] })], kommo: [byUser()], at: [shop([])] },
    ['submit shop'],
    'gone',
    'removed-at-messenger',
    'listed',
  ],
  ['removed on both sides → forgotten', { kept: [kept()], at: [shop([])] }, [], null, null, null],
  [
    'removed in Kommo while the messenger cannot be asked → remembered',
    { kept: [kept()], at: [shop(null)] },
    [],
    'approved',
    null,
    'removed',
  ],
  [
    'a person takes what the messenger has → Kommo’s makes room for it',
    {
      kept: [kept({ drift: 'changed-in-kommo', takesRemote: true })],
      kommo: [kommo({ content: EDITED })],
      at: [shop([remote()])],
    },
    ['remove-from-kommo'],
    'approved',
    'changed-in-kommo',
    'listed',
  ],
])('%s', (_, given, steps, state, drift, inKommo) => {
  expect(compared(given)).toEqual([{ steps, state, drift, inKommo }]);
});

describe('An import', () => {
  const imported = (more: Partial<RemoteTemplate>) => {
    const [plan] = compareTemplates({ kept: [], kommo: [], holdings: [shop([remote(more)])] });
    const [step] = plan?.steps ?? [];
    if (step?.do !== 'import') throw new Error('It is not imported');
    return step.template;
  };

  it('has what Kommo knows in Kommo’s words, and the rest as it is', () => {
    const template = imported({
      body: 'Dear {{contact_name}}, order {{lead_id}} of {{city}} is ready.',
      examples: { contact_name: 'Ann', city: 'Porto' },
    });
    expect(template).toMatchObject({
      content: 'Dear {{contact.name}}, order {{lead.id}} of {{city}} is ready.',
      externalId: 'ready:en',
      isEditable: true,
      whatsapp: { examples: { '{{contact.name}}': 'Ann', '{{city}}': 'Porto' } },
    });
    expect(imported({ body: 'Dear {{contact_name}}.' }).isEditable).toBe(false);
  });

  it('gives the places of the header and of links names of their own: they count anew there', () => {
    const template = imported({
      header: { type: 'text', text: 'Order {{1}}' },
      buttons: [
        { type: 'reply', text: 'Thanks' },
        { type: 'phone', text: 'Call', phone: '+15550100000' },
        { type: 'url', text: 'Track', url: 'https://x.y/{{1}}', example: 'A-17' },
      ],
    });
    expect(template).toMatchObject({
      buttons: [
        { type: 'inline', text: 'Thanks' },
        { type: 'url', text: 'Track', url: 'https://x.y/{{link}}' },
      ],
      whatsapp: { header: { type: 'text', text: 'Order {{header}}' }, examples: { '{{link}}': 'A-17' } },
    });
  });
});

it('Markers that stand in another order on the two sides are not the same', () => {
  const body = 'Hi {{contact_name}}, order {{lead_id}}.';
  const given = {
    kommo: [kommo({ content: 'Hi {{lead.id}}, order {{contact.name}}.' })],
    at: [shop([remote({ body })])],
  };
  expect(compared(given)).toMatchObject([{ drift: 'differs' }]);
});

it('keeps which marker fills which place, with its example', () => {
  const [plan] = compareTemplates({
    kept: [],
    kommo: [kommo({ content: 'Hi {{contact.name}}, it is ready.' })],
    holdings: [shop([remote({ examples: { '1': 'Ann' } })])],
  });
  expect(plan?.standing?.parameters).toEqual([{ marker: '{{contact.name}}', placeholder: '{{1}}', example: 'Ann' }]);
});
