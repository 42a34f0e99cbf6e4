import { custom } from '../../src/messengers/custom';
import { LinesBench } from './conformance/lines-bench';
import { gradeMessenger } from './conformance/suite';

const bench = () =>
  LinesBench.start({
    messenger: 'custom',
    driver: custom,
    strange: (entered) => ({ ...entered, outboundSecret: `whsec_${Buffer.alloc(32, 7).toString('base64')}` }),
    steal: (url) => ({ act: 'steal', url }),
  });

gradeMessenger('Custom webhook', bench);
