/** Prints what jest counted, as one line; fails when there are no counts. */
import { existsSync, readFileSync } from 'node:fs';

const file = process.argv[2] ?? 'coverage/jest.json';
if (existsSync(file)) {
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(file, 'utf8'));
  // A suite that could not be loaded has no tests to count, and is a failure all the same.
  const unloaded = testResults.filter((suite) => suite.status === 'failed' && suite.assertionResults.length === 0);
  console.log(`tests: ${numPassedTests} passed, ${numFailedTests + unloaded.length} failed`);
} else {
  console.error('The tests did not get to run: an earlier step failed.');
  console.log('tests: 0 passed, 0 failed');
  process.exitCode = 1;
}
