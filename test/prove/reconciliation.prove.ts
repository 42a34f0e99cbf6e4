import { lostWebhooks } from '../support/lost-webhooks';

describe('webhooks of Kommo that are lost in a minute without an api', () => lostWebhooks({ outageMs: 60_000 }));
