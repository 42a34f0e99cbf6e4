/** `npm run example:website-chat`, beside `npm start`: serves the chat, and keeps it connected to the sandbox's account. */
import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { connectToSandbox } from './connect.mjs';
import { createSite } from './server.mjs';

const { WEBSITE_CHAT_PORT = '8095', COURIER_SANDBOX_PORT = '8090' } = process.env;
const TRY_AGAIN_MS = 3_000;
const LOOK_AGAIN_MS = 5_000;

const name = 'Corner Bikes chat';
const origin = `http://127.0.0.1:${WEBSITE_CHAT_PORT}`;
// New ones at every start; a real service keeps them, and enters them in Kommo's settings window once.
const secrets = { courier: newSecret(), service: newSecret() };

const { server, site } = createSite({ name, secrets, origin });
await new Promise((resolve, reject) => {
  server.once('error', reject);
  server.listen(Number(WEBSITE_CHAT_PORT), '127.0.0.1', resolve);
});
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(0));
console.log(
  `\nThe website is at ${origin}\nManagers answer in the sandbox's inbox, http://127.0.0.1:${COURIER_SANDBOX_PORT}. Ctrl-C stops it.\n`,
);

// Not there yet, or begun anew meanwhile: then it is connected again.
for (let complaint; ; await wait(LOOK_AGAIN_MS)) {
  while (site.courier.url === undefined) {
    try {
      await connectToSandbox({ name, secrets, serviceUrl: `${origin}/courier` });
      // Courier tells us where it takes our events a moment later.
      for (let looks = 0; site.courier.url === undefined && looks < 50; looks += 1) await wait(200);
      if (site.courier.url !== undefined) console.log('Connected to Courier.');
      complaint = undefined;
    } catch (error) {
      const isAway = error.cause?.code === 'ECONNREFUSED' || error.code === 'ENOENT';
      const why = isAway ? '`npm start` is not running' : error.message;
      if (why !== complaint) console.log(`Not connected yet: ${why}. Trying on.`);
      complaint = why;
      await wait(TRY_AGAIN_MS);
    }
  }
}

function newSecret() {
  return `whsec_${randomBytes(32).toString('base64')}`;
}
