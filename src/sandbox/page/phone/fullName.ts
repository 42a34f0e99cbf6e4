import type { PhoneView } from '../../control/contract';

export function fullName({ firstName, lastName }: Pick<PhoneView, 'firstName' | 'lastName'>): string {
  return lastName === null ? firstName : `${firstName} ${lastName}`;
}
