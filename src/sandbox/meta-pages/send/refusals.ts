import { GraphError } from '../../graph/graph-error';
import type { Code } from '../product';

/** What the Send API answers (facebook.md §4); mostly with HTTP 400, whatever the code. */
export function refused([code, subcode]: Code | readonly [code: number], text: string, status?: number): GraphError {
  return new GraphError({
    code,
    message: `(#${String(code)}) ${text}`,
    ...(subcode === undefined ? {} : { subcode }),
    ...(status === undefined ? {} : { status }),
  });
}

export const OUTSIDE_WINDOW = 'This message is sent outside of allowed window. Learn more about the new policy here.';
export const NOBODY = 'No matching user found';

export function unavailable(code: Code): GraphError {
  return refused(code, 'This person isn’t available right now.');
}

export function notReceiving(): GraphError {
  return refused([10, 2_018_108], 'This person isn’t receiving messages from you right now.');
}

export function otherOwner(): GraphError {
  return refused([10, 2_018_300], 'The thread owner is another app: this app is not the thread owner.');
}

export function tooBig(): GraphError {
  return refused([100, 2_018_109], 'Attachment size exceeds allowable limit');
}

export function notFetched(): GraphError {
  return refused([100, 2_018_008], 'Failed to fetch the file from the url');
}

export function fetchTimedOut(): GraphError {
  return refused([100, 2_018_294], 'Timeout while fetching the video');
}

export function wrongType(): GraphError {
  return refused([100, 2_018_047], 'Upload attachment failure: the file does not match the type of the attachment.');
}

export function badAttachmentId(): GraphError {
  return refused([100, 2_018_074], 'Invalid attachment_id');
}

/** It was sent, and the answer says that it was not (facebook.md §0 row 10). */
export const INVALID_JSON_REPLY: Code = [1, 1_357_046];

/** Minutes after which calls are taken again come in a header (facebook.md §4). */
export function tooManyCalls(code: number, headers: Readonly<Record<string, string>>): GraphError {
  const text = code === 613 ? 'Calls to this api have exceeded the rate limit.' : 'There have been too many calls.';
  return new GraphError({ code, message: `(#${String(code)}) ${text}`, headers });
}
