import { DeliveryError, type DeliveryErrorDetail } from '../delivery-error';
import { classify, wordsOf, type RefusalRule } from '../graph/classify';
import type { GraphRefusal } from '../graph/refusal';

const no = (text: string): DeliveryErrorDetail => ({ code: 905, retry: 'no', text });
const withWords = (text: string) => (refusal: GraphRefusal) => no(`${text} ${wordsOf(refusal)}`);
const nobody = (text: string): DeliveryErrorDetail => ({ code: 904, retry: 'no', text });
const stopped = (text: string): DeliveryErrorDetail => ({ code: 902, retry: 'no', text });
/** All is held until somebody repairs it, as other messages would learn nothing else. */
const broken = (text: string): DeliveryErrorDetail => ({ code: 902, retry: 'later', breadth: 'source', text });
/** Meta often has sent it: the echo tells, and repeating would make two (facebook.md §0, 10). */
const perhaps = (text: string): DeliveryErrorDetail => ({ code: 903, retry: 'unknown', text });

/** Meta puts some subcodes under several codes. */
const under = (subcode: number, ...codes: number[]): readonly [number, number][] =>
  codes.map((code) => [code, subcode]);

/** What codes of the Send API mean (facebook.md §4); what all of Meta shares is in `graph/classify.ts`. */
export function rulesOf(title: string): readonly RefusalRule[] {
  return [
    { codes: [190], error: broken(`${title} does not accept the Page's access token. Enter a new one.`) },
    {
      codes: [10, 200, 230, [200, 2_018_028]],
      error: broken(
        `The token has no permission for this at ${title}, or the app is not published or reviewed. Put it right at Meta.`,
      ),
    },
    {
      codes: [[200, 2_534_041]],
      error: broken(
        'The Instagram account does not let apps read its messages. Switch on “Allow access to messages” in the Instagram app.',
      ),
    },
    {
      codes: [[10, 1_893_063]],
      error: stopped(`Meta has restricted the Page for some time. See Page quality at Meta.`),
    },
    {
      codes: [368],
      error: stopped(`Meta has blocked the Page from sending for breaking its rules. See Page quality at Meta.`),
    },
    {
      codes: [...under(2_018_278, 10, 100, 200), ...under(2_018_065, 10, 100), ...under(2_534_022, 10, 100)],
      error: no(
        `The customer has not written for 24 hours, so ${title} takes no answer any more. The customer has to write again.`,
      ),
    },
    {
      codes: [551, ...under(1_545_041, 551, 200, 10)],
      error: no('The customer cannot be reached: they have blocked the Page, or have no account any more.'),
    },
    {
      codes: [...under(2_018_108, 10, 200)],
      error: no('The customer does not receive messages at the moment.'),
    },
    {
      codes: [...under(2_018_001, 100), ...under(2_534_014, 100)],
      error: nobody(`${title} knows no such customer of this Page.`),
    },
    { codes: [[100, 2_534_029]], error: no('The customer takes no messages from apps.') },
    { codes: [10_900], error: no('The comment has had its one private answer already.') },
    {
      codes: [2_018_300, ...under(2_018_300, 10, 100, 200)],
      error: no('Another app has this chat at the moment. Answer there, or have it hand the chat over.'),
    },
    { codes: [[100, 2_018_109]], error: no(`The file is larger than ${title} takes.`) },
    {
      codes: [2_018_294, ...under(2_018_008, 100), ...under(2_018_294, 100, 2)],
      error: no(`${title} could not load the file.`),
    },
    {
      codes: [...under(2_018_047, 100), ...under(2_018_074, 100)],
      error: withWords(`${title} could not take the file.`),
    },
    { codes: [100], error: withWords(`${title} did not accept the message.`) },
    {
      codes: [4, 17, 32, 613, 80_006, 80_007, [613, 2_534_040], [613, 2_018_338], [4, 2_018_022]],
      error: { code: 903, retry: 'later', breadth: 'source', text: `${title} asks the Page to send more slowly.` },
    },
    {
      codes: [[1, 1_357_046]],
      error: perhaps(`${title} reported a fault, though it often sends the message all the same.`),
    },
    {
      codes: [[1, 99]],
      error: perhaps(
        `${title} reported a fault without a reason. If it goes on, look whether the token has all permissions.`,
      ),
    },
    {
      codes: [[2, 2_018_344]],
      error: no('The terms of labels have not been accepted for the Page. Accept them at Meta.'),
    },
    {
      codes: [1, 2, 1_200],
      error: perhaps(`${title} reported a fault and did not say whether it took the message.`),
    },
  ];
}

export function refusedBy(refusal: GraphRefusal, title: string): DeliveryError {
  return classify(refusal, rulesOf(title), title);
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
  return new DeliveryError(
    no(
      `The customer has not written for 24 hours, and Meta does not let the app send what a person answers later (Human Agent). ${wordsOf(refusal)}`,
    ),
  );
}

/** Something that was entered does not fit. */
export function mistaken(text: string): DeliveryError {
  return new DeliveryError({ code: 902, retry: 'no', text });
}

/** The webhook is not as it should be; the credentials are (see `Messenger.connect`). */
export function webhookRefused(text: string): DeliveryError {
  return new DeliveryError(no(text));
}

export function wrongApp(): DeliveryError {
  return mistaken("Meta does not accept the app's id and secret. Copy both from App settings → Basic of your app.");
}

/** While somebody enters credentials nothing is held; an id that is not there is refused as a bad parameter. */
export function setupRules(title: string): readonly RefusalRule[] {
  return [
    {
      codes: [33, 100, 803],
      error: stopped('Meta knows no Page of this id, or the token may not use it. Copy the Page id again.'),
    },
    {
      codes: [0, 101, 102, 190],
      error: stopped(`${title} does not accept the Page's access token. Make a new one and enter it.`),
    },
    {
      codes: [3, 10, 200, 230],
      error: stopped('The access token has no permission for this. Make one with all permissions and enter it.'),
    },
    ...rulesOf(title),
  ];
}

export function notAnAddress(title: string): DeliveryError {
  return new DeliveryError(nobody(`The address of the chat is not one of ${title}.`));
}

export function fileGone(title: string): DeliveryError {
  return new DeliveryError(no(`${title} does not have the file any more. Ask the customer to send it again.`));
}

export function noSuchReaction(title: string, taken: readonly string[]): DeliveryError {
  return new DeliveryError(no(`${title} does not take this reaction. It takes ${taken.join(' ')}.`));
}

export function tooManyButtons(title: string): DeliveryError {
  return new DeliveryError(no(`${title} does not take these buttons: they are too many or too long.`));
}
