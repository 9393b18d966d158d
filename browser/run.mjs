// Runs the browser stories: starts the program with its sample company, signs in by the printed link, and runs every
// file in stories/. A console error, a violated policy or an accessibility violation fails a story.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const here = path.dirname(fileURLToPath(import.meta.url));
const target = process.env.CARGO_TARGET_DIR ?? path.join(here, '..', 'target');
const binary = process.env.ATTESTA_BINARY ?? path.join(target, 'debug', 'attesta');
const axe = readFileSync(path.join(here, 'node_modules', 'axe-core', 'axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const freePort = () =>
  new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });

/** The databases that stories run on: SQLite always, PostgreSQL where the tests started one. */
export const databases = ['SQLite', ...(process.env.TEST_DATABASE_URL ? ['PostgreSQL'] : [])];

let made = 0;
function newDatabase() {
  const url = new URL(process.env.TEST_DATABASE_URL);
  made += 1;
  const name = `browser_${process.pid}_${made}`;
  execFileSync('createdb', ['-h', url.hostname, '-p', url.port, '-U', url.username, name]);
  url.pathname = `/${name}`;
  return url.href;
}

/** Starts a command of the program on data of its own; gives its address, the link that it printed, and `stop`. */
export async function start(command, database = 'SQLite') {
  const folder = mkdtempSync(path.join(tmpdir(), 'attesta-'));
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const data = path.join(folder, 'data');
  const place = database === 'SQLite' ? ['--data', data] : ['--database', newDatabase(), '--files', data];
  const args = [command, ...place, '--listen', `127.0.0.1:${port}`, '--public-url', url];
  const server = spawn(binary, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  const link = await new Promise((done, fail) => {
    const take = (bytes) => {
      text += bytes;
      const found = text.match(/https?:\/\/\S+\/link\/[\w-]+/);
      if (found) done(found[0]);
    };
    server.stdout.on('data', take);
    server.stderr.on('data', take);
    server.on('exit', (code) => fail(new Error(`${binary} ${command} ended with ${code}:\n${text}`)));
    setTimeout(() => fail(new Error(`no link after two minutes:\n${text}`)), 120_000).unref();
  });
  const stop = async () => {
    server.removeAllListeners('exit');
    const gone = new Promise((done) => server.on('exit', done));
    server.kill('SIGTERM');
    await gone;
    rmSync(folder, { recursive: true, force: true });
  };
  return { url, link, stop };
}

const browser = await chromium.launch({
  executablePath: ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((file) => existsSync(file)),
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});

/** A page with its complaints: what the console, the policy or the network said against it. */
export async function open({ script = true, theme = 'light', width = 1280, state } = {}) {
  const context = await browser.newContext({
    javaScriptEnabled: script, colorScheme: theme, viewport: { width, height: 900 }, storageState: state,
  });
  const page = await context.newPage();
  const complaints = [];
  page.on('console', (message) => {
    // A page that says 4xx on purpose is reported by the browser as a failed resource; stories check the status.
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  return { page, context, complaints };
}

/** Signs in by a link and gives the browser's state, to be used by later pages. */
export async function signIn(link) {
  const { page, context } = await open();
  await page.goto(link);
  await page.getByRole('button', { name: 'Sign in' }).click();
  const state = await context.storageState();
  const address = page.url();
  await context.close();
  return { state, address };
}

/** No sideways scrolling of the page, and no accessibility violation of any impact. */
export async function check(page, what, thorough = true) {
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (sideways > 0) throw new Error(`${what}: the page is ${sideways} px too wide`);
  if (!thorough) return;
  // Not addScriptTag: the page's policy refuses inline script, as it should.
  await page.evaluate(axe);
  const found = await page.evaluate(async (values) => {
    const { violations } = await globalThis.axe.run(document, { runOnly: values });
    return violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
  }, tags);
  if (found.length) throw new Error(`${what}: ${found.join('\n    ')}`);
}

export function equal(actual, expected, what) {
  if (actual !== expected) throw new Error(`${what}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(actual)}`);
}

export function ok(value, what) {
  if (!value) throw new Error(what);
}

let passed = 0;
let failed = 0;
const wanted = process.argv[2] ?? '';
const stories = readdirSync(path.join(here, 'stories')).filter((name) => name.endsWith('.mjs') && name.includes(wanted));
const tools = { databases, start, open, signIn, check, equal, ok };
for (const name of stories.sort()) {
  const { default: tell } = await import(path.join(here, 'stories', name));
  const story = async (title, steps) => {
    const began = Date.now();
    try {
      await steps();
      passed += 1;
      console.log(`ok    ${name.replace('.mjs', '')}: ${title} (${Date.now() - began} ms)`);
    } catch (error) {
      failed += 1;
      console.log(`FAIL  ${name.replace('.mjs', '')}: ${title}\n    ${error.stack ?? error}`);
    }
  };
  try {
    await tell({ ...tools, story });
  } catch (error) {
    failed += 1;
    console.log(`FAIL  ${name}: ${error.stack ?? error}`);
  }
}
await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed || !passed ? 1 : 0);
