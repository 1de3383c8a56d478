// Every Secrets Store call of the official TypeScript client. Prints a line for each: the call, and "fine" or what differs.

import assert from 'node:assert/strict';
import Cloudflare from 'cloudflare';

const account_id = process.env.CLOUDFLARE_ACCOUNT_ID;
const { CLOUDFLARE_EMAIL: apiEmail, CLOUDFLARE_API_KEY: apiKey, CLOUDFLARE_API_TOKEN: apiToken } = process.env;
const byToken = new Cloudflare({ apiToken, apiKey: null, apiEmail: null, maxRetries: 0 });
const byKey = new Cloudflare({ apiToken: null, apiKey, apiEmail, maxRetries: 0 });
const { stores, quota } = byToken.secretsStore;
const { secrets } = stores;

async function check(call, run) {
  try {
    await run();
    console.log(`${call}\tfine`);
  } catch (error) {
    console.log(`${call}\t${String(error.message).split('\n')[0]}`);
  }
}

async function all(pages) {
  const items = [];
  for await (const item of pages) items.push(item);
  return items;
}

let store;
let secret;

await check('quota.get', async () => {
  assert.deepEqual((await quota.get({ account_id })).secrets, { quota: 100, usage: 3 });
});
await check('quota.get, signed with email and key', async () => {
  assert.equal((await byKey.secretsStore.quota.get({ account_id })).secrets.quota, 100);
});
await check('stores.create', async () => {
  store = await stores.create({ account_id, name: 'interop' });
  assert.equal(store.name, 'interop');
});
await check('stores.list', async () => {
  const list = await all(stores.list({ account_id, order: 'name', direction: 'asc', per_page: 1 }));
  assert.deepEqual(list.map((it) => it.name), ['default_secrets_store', 'interop']);
});
await check('stores.get', async () => {
  assert.equal((await stores.get(store.id, { account_id })).account_id, account_id);
});
await check('stores.secrets.create', async () => {
  const body = ['A', 'B', 'C'].map((name) => ({ name, value: 'v', scopes: ['workers', 'dex'], comment: 'interop' }));
  const created = await all(secrets.create(store.id, { account_id, body }));
  assert.deepEqual(created.map((it) => [it.name, it.status, it.scopes]), ['A', 'B', 'C'].map((it) => [it, 'pending', ['dex', 'workers']]));
  [secret] = created;
});
await check('stores.secrets.list', async () => {
  const query = { account_id, order: 'name', direction: 'asc', per_page: 2, search: 'inter', scopes: ['dex', 'workers'] };
  assert.deepEqual((await all(secrets.list(store.id, query))).map((it) => it.name), ['A', 'B', 'C']);
});
await check('stores.secrets.get', async () => {
  const got = await secrets.get(secret.id, { account_id, store_id: store.id });
  assert.deepEqual([got.name, got.status, got.value], ['A', 'active', undefined]);
});
await check('stores.secrets.edit', async () => {
  const change = { account_id, store_id: store.id, comment: 'changed', value: 'w' };
  assert.equal((await secrets.edit(secret.id, change)).comment, 'changed');
});
await check('stores.secrets.duplicate', async () => {
  const copy = { account_id, store_id: store.id, name: 'COPY', scopes: ['access'] };
  assert.notEqual((await secrets.duplicate(secret.id, copy)).id, secret.id);
});
await check('stores.secrets.delete', async () => {
  assert.equal(await secrets.delete(secret.id, { account_id, store_id: store.id }), null);
});
await check('stores.secrets.get, of one that is gone', async () => {
  const getting = secrets.get(secret.id, { account_id, store_id: store.id });
  await assert.rejects(getting, (it) => it instanceof Cloudflare.NotFoundError && it.errors[0].code === 1001);
});
await check('stores.secrets.bulkDelete', async () => {
  assert.equal(await secrets.bulkDelete(store.id, { account_id }), null);
});
await check('stores.delete, of a store that is not empty', async () => {
  const deleting = stores.delete(store.id, { account_id });
  await assert.rejects(deleting, (it) => it instanceof Cloudflare.ConflictError);
});
await check('stores.delete, with force', async () => {
  assert.equal(await stores.delete(store.id, { account_id, force: true }), null);
});
