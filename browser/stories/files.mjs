// Files of evidence, with JavaScript and without: nothing that was chosen is lost, and nothing that was sent is run.
export default async ({ databases, start, open, equal, ok, check, story }) => {
  for (const [script, database] of [true, false].flatMap((script) => databases.map((database) => [script, database]))) {
    const how = `${script ? 'with' : 'without'} JavaScript, on ${database}`;
    await story(`evidence is uploaded, kept and saved again, ${how}`, async () => {
      process.env.ATTESTA_FILE_LIMIT = '1';
      const server = await start('serve', database).finally(() => { delete process.env.ATTESTA_FILE_LIMIT; });
      const { page, context, complaints } = await open({ script });
      try {
        const home = await setUp(page, server);
        // What looks for violations needs script itself.
        await kept(page, home, { equal, ok, check: script ? check : async () => {} });
        await refused(page, home, { equal, ok });
        await hostile(page, home, { equal, ok });
        await ended(page, context, home, { equal, ok });
        ok(complaints.length === 0, complaints.join('; '));
      } finally {
        await context.close();
        await server.stop();
      }
    });
  }
};

const press = (page, name) => page.getByRole('button', { name, exact: true }).last().click();
const choose = (page, name, mimeType, text) =>
  page.locator('[name="file.upload"]').setInputFiles({ name, mimeType, buffer: Buffer.from(text) });

async function setUp(page, server) {
  await page.goto(server.link);
  await page.getByLabel('Name of the organisation').fill('Probe GmbH');
  await page.getByLabel('Your name').fill('Ada Lovelace');
  await page.getByLabel('Your e-mail address').fill('ada@probe.example');
  await press(page, 'Set up');
  return page.url();
}

/** A form that is refused keeps the file; the file that is there stays when none is chosen, and a tick takes it out. */
async function kept(page, home, { equal, ok, check }) {
  await page.goto(`${home}/evidence/new`);
  await check(page, 'the form');
  await choose(page, 'Zoë’s restore log.csv', 'text/csv', 'hour,step\r\n8,begun\r\n');
  await press(page, 'Create');
  ok(await page.getByText('Title is missing').first().isVisible(), 'a form without a title is refused');
  ok(await page.getByText('Zoë’s restore log.csv').isVisible(), 'the file is kept');
  await check(page, 'the refused form');
  await page.getByLabel('Title').fill('Restore log');
  await page.getByLabel('Obtained on').fill('2026-03-01');
  await press(page, 'Create');
  equal(await page.locator('h1').innerText(), 'Restore log', 'the evidence');
  const record = page.url().split('?')[0];
  await check(page, 'the page');
  await page.setViewportSize({ width: 320, height: 900 });
  await check(page, 'the page, narrow', false);
  await page.setViewportSize({ width: 1280, height: 900 });
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Zoë’s restore log.csv' }).click(),
  ]);
  equal(download.suggestedFilename(), 'Zoë’s restore log.csv', 'the name under which it is saved');
  const answer = await page.request.get(`${record}/file/file`);
  equal(await answer.text(), 'hour,step\r\n8,begun\r\n', 'every byte of it');

  await page.goto(`${record}/edit`);
  await page.getByLabel('Source').fill('The restore itself');
  await press(page, 'Save changes');
  ok(await page.getByRole('link', { name: 'Zoë’s restore log.csv' }).isVisible(), 'it stays when none is chosen');
  await page.goto(`${record}/edit`);
  await choose(page, 'log.txt', 'text/plain', 'A plain log');
  await press(page, 'Save changes');
  ok(await page.getByRole('link', { name: 'Look at it' }).isVisible(), 'plain text can be looked at');
  await page.getByRole('link', { name: 'Look at it' }).click();
  equal((await page.locator('body').innerText()).trim(), 'A plain log', 'it is shown');
  await page.goto(`${record}/edit`);
  await page.getByLabel('Kind').selectOption({ label: 'Note' });
  await page.getByLabel('Note', { exact: false }).last().fill('Seen by two.');
  await page.getByLabel('Take it out').check();
  await press(page, 'Save changes');
  equal(await page.getByRole('link', { name: 'log.txt' }).count(), 0, 'it is taken out');
  equal((await page.request.get(`${record}/file/file`)).status(), 404, 'and not sent any more');
  await page.goto(`${record}/history`);
  ok(await page.getByText('Zoë’s restore log.csv').first().isVisible(), 'the history tells of it');
  const then = await page.locator('ol.timeline a', { hasText: '#' }).last().getAttribute('href');
  await page.goto(new URL(then, home).href);
  const past = await page.getByRole('link', { name: 'Zoë’s restore log.csv' }).getAttribute('href');
  equal(await (await page.request.get(new URL(past, home).href)).text(), 'hour,step\r\n8,begun\r\n', 'the past has its own file');
}

/** What is too large or empty is refused, with all that was typed. */
async function refused(page, home, { equal, ok }) {
  for (const [size, why] of [[1_000_001, 'At most 1.0 MB are taken.'], [0, 'The file is empty.']]) {
    await page.goto(`${home}/evidence/new`);
    await page.getByLabel('Title').fill('Too much');
    await page.getByLabel('Obtained on').fill('2026-03-01');
    await page.getByLabel('Source').fill('A camera');
    await choose(page, 'film.mp4', 'video/mp4', 'x'.repeat(size));
    await press(page, 'Create');
    ok(await page.getByText(why).first().isVisible(), why);
    equal(await page.getByLabel('Title').inputValue(), 'Too much', 'what stands before the file is kept');
    equal(await page.getByLabel('Source').inputValue(), 'A camera', 'what stands behind the file is kept');
  }
}

/** A page, a drawing with script and a name with a path are saved, never run; a hash that leads elsewhere leads nowhere. */
async function hostile(page, home, { equal, ok }) {
  const script = '<svg xmlns="http://www.w3.org/2000/svg"><script>document.title="run"</script></svg>';
  for (const [name, media] of [['../../<b>page.html', 'text/html'], ['drawing.svg', 'image/svg+xml'], ['app.js', 'text/javascript']]) {
    await page.goto(`${home}/evidence/new`);
    await page.getByLabel('Title').fill(`Hostile ${media}`);
    await page.getByLabel('Obtained on').fill('2026-03-01');
    await choose(page, name, media, script);
    await press(page, 'Create');
    const record = page.url().split('?')[0];
    const headers = (await page.request.get(`${record}/file/file`)).headers();
    equal(headers['content-type'], 'application/octet-stream', `${name}: its type`);
    ok(headers['content-disposition'].startsWith('attachment; '), `${name}: ${headers['content-disposition']}`);
    ok(headers['content-security-policy'].includes('sandbox'), headers['content-security-policy']);
    equal(headers['x-content-type-options'], 'nosniff', `${name}: its type is not guessed`);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.goto(`${record}/file/file`).catch(() => {}),
    ]);
    ok(!/[/\\<]/.test(download.suggestedFilename()), download.suggestedFilename());
    ok((await page.title()) !== 'run', `${name} was run`);
  }
  await page.goto(`${home}/evidence/new`);
  const send = (file) => page.request.post(`${home}/evidence/new`, {
    headers: { origin: new URL(home).origin },
    multipart: { title: 'Guessed', kind: 'file', strength: 'record', obtained_on: '2026-03-01', file },
  });
  for (const file of [`${'0'.repeat(64)} 5 text/plain x`, '../../../etc/passwd 5 text/plain x', `${'0'.repeat(60)}/../ 5 text/plain x`]) {
    equal((await send(file)).status(), 422, file);
  }
}

/** A form with a file whose session has ended keeps all that was typed, and says that the file is to be chosen again. */
async function ended(page, context, home, { equal, ok }) {
  await page.goto(`${home}/evidence/new`);
  await page.getByLabel('Title').fill('Too late');
  await choose(page, 'late.txt', 'text/plain', 'late'.repeat(100_000));
  await context.clearCookies();
  await press(page, 'Create');
  equal(await page.locator('h1').innerText(), 'Your session has ended', 'the session');
  equal(await page.locator('[name="title"]').inputValue(), 'Too late', 'what was typed');
  ok(await page.getByText('choose it again').isVisible(), 'the file is to be chosen again');
}
