import type { Outcome } from '../exchange';
import { badRequest } from './answers';
import type { Arguments } from './arguments';
import { readButtons } from './buttons';
import type { Call } from './call';
import { findPhone } from './chats';
import { readReply } from './reply';
import { checkCommon, deliver } from './send';
import type { Place } from './state';

const VCARD_BYTES = 2048;
const FULL_TURN = 360;
const FARTHEST_M = 100_000;
const LIVE_S = { least: 60, most: 86_400, forever: 0x7fffffff };

export function sendLocation(call: Call): Outcome {
  const { args, bot } = call;
  const place = readPlace(args, 'invalid location specified');
  const livePeriodS = readLivePeriod(args);
  const buttons = readButtons(args);
  checkCommon(args);
  const phone = findPhone(bot, args, 'send locations to');
  const location: Place = { ...place, title: null, address: null, livePeriodS };
  return deliver(call, phone, { kind: 'location', location, buttons, ...readReply(phone, args) });
}

export function sendVenue(call: Call): Outcome {
  const { args, bot } = call;
  const place = readPlace(args, 'wrong venue location specified');
  const [title, address] = [args.text('title').trim(), args.text('address').trim()];
  if (title === '') throw badRequest('venue title must be non-empty');
  if (address === '') throw badRequest('venue address must be non-empty');
  const buttons = readButtons(args);
  checkCommon(args);
  const phone = findPhone(bot, args, 'send venues to');
  const location: Place = { ...place, title, address, livePeriodS: null };
  return deliver(call, phone, { kind: 'venue', location, buttons, ...readReply(phone, args) });
}

export function sendContact(call: Call): Outcome {
  const { args, bot } = call;
  const [number, firstName, lastName] = [args.text('phone_number'), args.text('first_name'), args.text('last_name')];
  if (number.trim() === '') throw badRequest('parameter "phone_number" is required');
  if (firstName.trim() === '') throw badRequest('parameter "first_name" is required');
  if (Buffer.byteLength(args.text('vcard')) > VCARD_BYTES) throw badRequest('vcard is too long');
  const buttons = readButtons(args);
  checkCommon(args);
  const phone = findPhone(bot, args, 'send contacts to');
  const contact = { firstName, lastName: lastName === '' ? null : lastName, phone: number, own: false };
  return deliver(call, phone, { kind: 'contact', contact, buttons, ...readReply(phone, args) });
}

function readPlace(args: Arguments, refusal: string): Pick<Place, 'latitude' | 'longitude'> {
  const latitude = args.number('latitude');
  const longitude = args.number('longitude');
  if (latitude === undefined) throw badRequest('latitude is empty');
  if (longitude === undefined) throw badRequest('longitude is empty');
  args.number('horizontal_accuracy');
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) throw badRequest(refusal);
  return { latitude, longitude };
}

function readLivePeriod(args: Arguments): number | null {
  const period = args.integer('live_period', 0);
  const heading = args.integer('heading', 0);
  const radius = args.integer('proximity_alert_radius', 0);
  if (period === 0) return null;
  const fits = (period >= LIVE_S.least && period <= LIVE_S.most) || period === LIVE_S.forever;
  if (!fits) throw badRequest('wrong live location period specified');
  if (heading < 0 || heading > FULL_TURN) throw badRequest('wrong live location heading specified');
  if (radius < 0 || radius > FARTHEST_M) throw badRequest('wrong live location proximity alert radius specified');
  return period;
}
