import { outages } from '../support/outages';

describe('people write in both directions all the time', () => outages(20_000));
