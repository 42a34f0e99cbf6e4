import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gradeMessenger } from './conformance/suite';
import { EchoBench } from './echo/echo-bench';

gradeMessenger('Echo', () => Promise.resolve(new EchoBench()));

it('a driver of texts takes less than a hundred lines', () => {
  const lines = readFileSync(path.join(__dirname, 'echo', 'echo.ts'), 'utf8').split('\n').length;
  expect(lines).toBeLessThan(100);
});
