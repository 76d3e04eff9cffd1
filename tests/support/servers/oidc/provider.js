// A real provider on this machine: PORT, the dashboard's address, and the people it knows
// (JSON: login → claims) come from the environment. Whoever types a login is let in: whether
// passwords are right is the provider's business, not the dashboard's. AHEAD: seconds by which its
// clock is fast.
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const { PORT, DASHBOARD, PEOPLE, MODULES, AHEAD } = process.env;
const now = Date.now;
Date.now = () => now() + 1000 * Number(AHEAD);
const found = createRequire(`${MODULES}/`).resolve('oidc-provider');
const { default: Provider } = await import(pathToFileURL(found));
const people = JSON.parse(PEOPLE);

const provider = new Provider(`http://localhost:${PORT}`, {
  clients: [{
    client_id: 'frequent-attenders',
    client_secret: 'a secret of the tests alone',
    redirect_uris: [`${DASHBOARD}/oauth2callback`],
    post_logout_redirect_uris: [`${DASHBOARD}/oauth2callback`],
  }],
  claims: { openid: ['sub', 'roles', 'practice'], email: ['email', 'email_verified'], profile: ['name'] },
  conformIdTokenClaims: false,
  findAccount: (_ctx, id) => people[id] && { accountId: id, claims: () => ({ sub: id, ...people[id] }) },
  pkce: { required: () => true },
  features: { devInteractions: { enabled: true } },
  cookies: { keys: ['of the tests alone'] },
});
createServer(provider.callback()).listen(Number(PORT), '127.0.0.1');
