import { GraphError } from '../graph/graph-error';

/** Codes of the Cloud API with Meta's titles (whatsapp.md §4), and the HTTP status of those that are not answered 400. */
const CODES: Readonly<Record<number, { readonly title: string; readonly status?: number }>> = {
  0: { title: 'AuthException', status: 401 },
  1: { title: 'API Unknown', status: 500 },
  2: { title: 'API Service', status: 503 },
  3: { title: 'API Method', status: 500 },
  4: { title: 'API Too Many Calls' },
  10: { title: 'Permission Denied', status: 403 },
  33: { title: 'Parameter value is not valid' },
  100: { title: 'Invalid parameter' },
  190: { title: 'Access token has expired', status: 401 },
  200: { title: 'API Permission', status: 403 },
  368: { title: 'Temporarily blocked for policies violations', status: 403 },
  80007: { title: 'Rate limit issues' },
  130403: { title: 'Recipient is blocked by the business' },
  130429: { title: 'Rate limit hit', status: 429 },
  130472: { title: "User's number is part of an experiment" },
  130497: { title: 'Business account is restricted from messaging users in this country.', status: 403 },
  131000: { title: 'Something went wrong', status: 500 },
  131005: { title: 'Access denied', status: 403 },
  131008: { title: 'Required parameter is missing' },
  131009: { title: 'Parameter value is not valid' },
  131016: { title: 'Service unavailable', status: 503 },
  131021: { title: 'Recipient cannot be sender' },
  131026: { title: 'Message undeliverable' },
  131031: { title: 'Business Account locked', status: 403 },
  131037: { title: 'WhatsApp provided number needs display name approval before message can be sent.' },
  131042: { title: 'Business eligibility payment issue' },
  131045: { title: 'Incorrect certificate', status: 500 },
  131047: { title: 'Re-engagement message' },
  131048: { title: 'Spam rate limit hit' },
  131049: { title: 'This message was not delivered to maintain healthy ecosystem engagement.' },
  131050: { title: 'User has stopped receiving marketing messages' },
  131051: { title: 'Message type unknown' },
  131052: { title: 'Media download error' },
  131053: { title: 'Media upload error' },
  131056: { title: '(Business Account, Consumer Account) pair rate limit hit' },
  131057: { title: 'Account in maintenance mode', status: 500 },
  131060: { title: 'This message is unavailable' },
  131062: { title: 'Business-scoped user IDs are not supported for this message' },
  131064: { title: 'Message classification limit hit' },
  132000: { title: 'Number of parameters does not match the expected number of params' },
  132001: { title: 'Template name does not exist in the translation', status: 404 },
  132005: { title: 'Translated text too long' },
  132007: { title: 'Template format character policy violated' },
  132012: { title: 'Parameter format does not match format in the created template' },
  132015: { title: 'Template is paused' },
  132016: { title: 'Template is disabled' },
  132018: { title: 'There was an issue with the template parameters' },
  132068: { title: 'Flow is in blocked state' },
  132069: { title: 'Flow is in throttled state' },
  133004: { title: 'Server Temporarily Unavailable', status: 503 },
  133005: { title: 'Two step verification PIN Mismatch' },
  133006: { title: 'Phone number needs to be verified before registering' },
  133008: { title: 'Too Many two step verification PIN Guesses' },
  133009: { title: 'Two step verification PIN Guessed Too Fast' },
  133010: { title: 'Phone number Not Registered' },
  133016: { title: 'Account register/deregister rate limit exceeded' },
  135000: { title: 'Generic user error' },
  2593109: { title: 'History sharing is turned off by the business from the WhatsApp Business App' },
};

export function titleOf(code: number): string {
  return CODES[code]?.title ?? 'Unknown error';
}

/** What the API answers at once. */
export function refused(code: number, details: string, subcode?: number): GraphError {
  return new GraphError({
    code,
    message: `(#${String(code)}) ${titleOf(code)}`,
    details,
    product: 'whatsapp',
    status: CODES[code]?.status ?? 400,
    ...(subcode === undefined ? {} : { subcode }),
  });
}

/** `131009`, with what Meta says is wrong. */
export function invalid(details: string): GraphError {
  return refused(131009, details);
}

export function missing(details: string): GraphError {
  return refused(131008, details);
}

/** What became of a message that the API had taken, as the status `failed` tells it. */
export interface Failure {
  readonly code: number;
  readonly title: string;
  readonly message: string;
  readonly error_data: { readonly details: string };
  readonly href: string;
}

export function failure(code: number, details = titleOf(code)): Failure {
  const title = titleOf(code);
  return {
    code,
    title,
    message: title,
    error_data: { details },
    href: 'https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes',
  };
}
