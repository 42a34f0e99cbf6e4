import type { Params, Words } from '../../model/words';
import { DeliveryError, type DeliveryErrorDetail } from '../delivery-error';
import { classify, wordsOf, type RefusalRule } from '../graph/classify';
import { say as sayOfMeta } from '../graph/phrases';
import type { GraphRefusal } from '../graph/refusal';
import { say, type Code } from './phrases';

type Kind = Omit<DeliveryErrorDetail, keyof Words>;
const saying =
  (kind: Kind) =>
  (said: Code, params?: Params): DeliveryErrorDetail => ({ ...kind, ...say(said, params) });

const no = saying({ code: 905, retry: 'no' });
const nobody = saying({ code: 904, retry: 'no' });
const stopped = saying({ code: 902, retry: 'no' });
/** All is held until somebody repairs it, as other messages would learn nothing else. */
const broken = saying({ code: 902, retry: 'later', breadth: 'source' });
const slower = saying({ code: 903, retry: 'later', breadth: 'source' });
/** Meta often has sent it: the echo tells, and repeating would make two (facebook.md §0, 10). */
const perhaps = saying({ code: 903, retry: 'unknown' });

/** Meta puts some subcodes under several codes. */
const under = (subcode: number, ...codes: number[]): readonly [number, number][] =>
  codes.map((code) => [code, subcode]);

/** What codes of the Send API mean (facebook.md §4); what all of Meta shares is in `graph/classify.ts`. */
export function rulesOf(product: string): readonly RefusalRule[] {
  const withWords = (said: Code) => (refusal: GraphRefusal) => no(said, { product, detail: wordsOf(refusal) });
  return [
    { codes: [190], error: broken('pages.token', { product }) },
    { codes: [10, 200, 230, [200, 2_018_028]], error: broken('pages.permission', { product }) },
    { codes: [[200, 2_534_041]], error: broken('pages.messages-closed') },
    { codes: [[10, 1_893_063]], error: stopped('pages.restricted') },
    { codes: [368], error: stopped('pages.blocked') },
    {
      codes: [...under(2_018_278, 10, 100, 200), ...under(2_018_065, 10, 100), ...under(2_534_022, 10, 100)],
      error: no('pages.window-closed', { product }),
    },
    { codes: [551, ...under(1_545_041, 551, 200, 10)], error: no('pages.unreachable') },
    { codes: [...under(2_018_108, 10, 200)], error: no('pages.not-receiving') },
    {
      codes: [...under(2_018_001, 100), ...under(2_534_014, 100)],
      error: nobody('pages.unknown-customer', { product }),
    },
    { codes: [[100, 2_534_029]], error: no('pages.no-apps') },
    { codes: [10_900], error: no('pages.one-private-answer') },
    { codes: [2_018_300, ...under(2_018_300, 10, 100, 200)], error: no('pages.other-owner') },
    { codes: [[100, 2_018_109]], error: no('pages.file-too-large', { product }) },
    {
      codes: [2_018_294, ...under(2_018_008, 100), ...under(2_018_294, 100, 2)],
      error: no('pages.file-not-loaded', { product }),
    },
    { codes: [...under(2_018_047, 100), ...under(2_018_074, 100)], error: withWords('pages.file') },
    { codes: [100], error: withWords('pages.message') },
    {
      codes: [4, 17, 32, 613, 80_006, 80_007, [613, 2_534_040], [613, 2_018_338], [4, 2_018_022]],
      error: slower('pages.slower', { product }),
    },
    { codes: [[1, 1_357_046]], error: perhaps('pages.fault-often-sent', { product }) },
    { codes: [[1, 99]], error: perhaps('pages.fault-no-reason', { product }) },
    { codes: [[2, 2_018_344]], error: no('pages.label-terms') },
    { codes: [1, 2, 1_200], error: perhaps('pages.fault', { product }) },
  ];
}

export function refusedBy(refusal: GraphRefusal, product: string): DeliveryError {
  return classify(refusal, rulesOf(product), product);
}

/** Codes of messages that were refused for their form alone, so not for the customer or the file. */
export function isAboutForm({ code, subcode }: GraphRefusal): boolean {
  return code === 100 && !ABOUT_MORE.includes(subcode ?? 0);
}

const ABOUT_MORE = [
  2_018_001, 2_018_008, 2_018_047, 2_018_065, 2_018_074, 2_018_109, 2_018_278, 2_018_294, 2_018_300, 2_534_014,
  2_534_022, 2_534_029,
];

/** Perhaps the app lacks the right to answer late, which says nothing of other messages: those are not held for it. */
export function isAboutTag(refusal: GraphRefusal): boolean {
  const { code, subcode } = refusal;
  return isAboutForm(refusal) || ((code === 10 || code === 200) && subcode === undefined);
}

export function noHumanAgent(refusal: GraphRefusal): DeliveryError {
  return new DeliveryError(no('pages.no-human-agent', { detail: wordsOf(refusal) }));
}

/** Something that was entered does not fit. */
function mistaken(words: Words): DeliveryError {
  return new DeliveryError({ code: 902, retry: 'no', ...words });
}

/** Somebody else hears of what happens; the credentials are as they should be (see `Messenger.connect`). */
export function addressTaken(host: string): DeliveryError {
  return new DeliveryError(no('pages.taken', { host }));
}

/** @param refusal what Meta did not like about the address */
export function addressRefused(refusal: DeliveryError): DeliveryError {
  const words = sayOfMeta('graph.address-refused', { detail: refusal.words });
  return new DeliveryError({ code: 905, retry: 'no', ...words });
}

export function wrongApp(): DeliveryError {
  return mistaken(sayOfMeta('graph.wrong-app'));
}

/** The token is none of the app. */
export function otherApp(): DeliveryError {
  return mistaken(sayOfMeta('graph.other-app'));
}

/** The token is none of the Page. */
export function otherPage(): DeliveryError {
  return mistaken(say('pages.other-page'));
}

export function noInstagram(): DeliveryError {
  return mistaken(say('pages.no-instagram'));
}

/** While somebody enters credentials nothing is held; an id that is not there is refused as a bad parameter. */
export function setupRules(product: string): readonly RefusalRule[] {
  return [
    { codes: [33, 100, 803], error: stopped('pages.unknown-page') },
    { codes: [0, 101, 102, 190], error: stopped('pages.token-new', { product }) },
    { codes: [3, 10, 200, 230], error: stopped('pages.permission-new') },
    ...rulesOf(product),
  ];
}

export function notAnAddress(product: string): DeliveryError {
  return new DeliveryError(nobody('pages.not-an-address', { product }));
}

export function fileGone(product: string): DeliveryError {
  return new DeliveryError(no('pages.file-gone', { product }));
}

export function noSuchReaction(product: string, taken: readonly string[]): DeliveryError {
  return new DeliveryError(no('pages.reaction', { product, reactions: taken.join(' ') }));
}

export function tooManyButtons(product: string): DeliveryError {
  return new DeliveryError(no('pages.buttons', { product }));
}
