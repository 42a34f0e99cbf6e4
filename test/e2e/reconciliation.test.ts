import { lostWebhooks } from '../support/lost-webhooks';

/** As short an outage as it takes to write; `npm run prove` has one of a minute. */
describe('webhooks of Kommo that are lost while no api runs', () => lostWebhooks({ outageMs: 0 }));
