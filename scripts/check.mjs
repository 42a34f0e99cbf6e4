import { spawn } from 'node:child_process';
import { Buffer } from 'node:buffer';
import { performance } from 'node:perf_hooks';

/** What reads the sources and changes nothing; two at a time, the longest first. */
const CHECKS = ['lint', 'typecheck', 'layers', 'format:check'];
const AT_ONCE = 2;

/** Runs one of the scripts in package.json and prints what it said when it has ended. @returns its name if it failed */
function check(name) {
  return new Promise((resolve) => {
    const started = performance.now();
    const child = spawn('npm', ['run', '--silent', name], { stdio: ['ignore', 'pipe', 'pipe'] });
    const said = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => said.push(chunk));
    child.once('error', (error) => said.push(Buffer.from(String(error))));
    child.once('close', (code) => {
      const seconds = ((performance.now() - started) / 1_000).toFixed(0);
      console.log(`${code === 0 ? '✓' : '✗'} ${name} (${seconds} s)`);
      if (code !== 0) process.stdout.write(Buffer.concat(said));
      resolve(code === 0 ? [] : [name]);
    });
  });
}

const waiting = [...CHECKS];
async function work() {
  const failed = [];
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) failed.push(...(await check(name)));
  return failed;
}

const failed = (await Promise.all(Array.from({ length: AT_ONCE }, work))).flat();
if (failed.length > 0) {
  console.error(`Failed: ${failed.join(', ')}`);
  process.exitCode = 1;
}
