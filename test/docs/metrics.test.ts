import { readFileSync } from 'node:fs';
import path from 'node:path';
import { register } from 'prom-client';
import '../../src/metrics';

const page = readFileSync(path.join(__dirname, '..', '..', 'docs/operating.md'), 'utf8');

/** A metric and its labels, as one line of text. */
const line = (name: string, labels: readonly string[]): string => `${name} by ${labels.join(', ')}`;

it('docs/operating.md lists every metric of Courier with its labels, and no other', async () => {
  const metrics = (await register.getMetricsAsJSON()).filter(({ name }) => name.startsWith('courier_'));
  const inCode = metrics.map(({ name }) => {
    // The registry keeps the labels of a metric to itself, but the metric knows them.
    const { labelNames } = register.getSingleMetric(name) as unknown as { labelNames: string[] };
    return line(name, labelNames);
  });
  const inPage = [...page.matchAll(/^\| `(courier_\w+)` +\| (.*?) +\|/gm)].map(([, name = '', labels = '']) =>
    line(
      name,
      [...labels.matchAll(/`(\w+)`/g)].map(([, label = '']) => label),
    ),
  );
  expect(inCode.length).toBeGreaterThan(3);
  expect(inPage.sort()).toEqual(inCode.sort());
});
