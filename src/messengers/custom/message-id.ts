import { COURIERS_MESSAGE } from './protocol/objects';

/** A message's id toward the service, made of our key of it. */
export function messageIdOf(key: string): string {
  return COURIERS_MESSAGE + nameOf(key);
}

/** A key as ids and `webhook-id`s hold it: without a dot, and a part's number behind a dash. */
export function nameOf(key: string): string {
  return key.replaceAll(/[^A-Za-z0-9_-]/g, '-');
}

const OURS = new RegExp(`^${COURIERS_MESSAGE}([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:-(\\d{1,4}))?$`);

/** @returns our key of the message; undefined for an id that is not one of ours */
export function keyIn(messageId: string): string | undefined {
  const [, name, part] = OURS.exec(messageId) ?? [];
  return name === undefined || part === undefined ? name : `${name}/${part}`;
}
