import { outages } from '../support/outages';

/** Short ones, for every day; `npm run prove` has the long ones. */
describe('people write in both directions all the time', () => outages(6_000));
