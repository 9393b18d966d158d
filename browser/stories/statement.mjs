// The statement seen from all sides and answered where its answers belong, and the trace: with and without JavaScript.
export default async ({ databases, start, open, signIn, check, equal, ok, story }) => {
  for (const [script, database] of [[true, databases.at(-1)], [false, 'SQLite']]) {
    const how = `${script ? 'with' : 'without'} JavaScript, on ${database}`;
    const server = await start('demo', database);
    try {
      const { state, address } = await signIn(server.link);
      for (const [title, steps] of [
        ['every count leads to exactly its rows', counts],
        ['a status goes to the controls that own it', owning],
        ['a conflict loses nothing', conflict],
        ['a control of an own set is answered', own],
        ['a trace says what is missing and mends it', trace],
      ]) {
        await story(`${title}, ${how}`, async () => {
          const { page, context, complaints } = await open({ script, state });
          await steps(page, address, { context, check: script ? check : () => {}, equal, ok });
          ok(complaints.length === 0, complaints.join('; '));
          await context.close();
        });
      }
    } finally {
      await server.stop();
    }
  }
};

const press = (page, name) => page.getByRole('button', { name, exact: true }).last().click();
const cell = (page, name) => page.locator(`[name="${name}"]`);

/** How many rows a view shows, by its own word, and how many stand in its tables. */
async function rows(page) {
  const said = Number(await page.locator('.list-bar b').first().innerText());
  const there = await page.locator('main table.data > tbody > tr:not(.group)').count();
  return { said, there };
}

async function counts(page, home, { equal, ok }) {
  let followed = 0;
  for (const view of ['/soa', '/soa/by-control', '/soa/by-attribute', '/soa/by-risk', '/soa/by-2013']) {
    await page.goto(home + view);
    const links = await page.locator('main dl.meter dd a, main table.heat td a').evaluateAll((all) =>
      all.map((one) => [one.textContent, one.href, one.closest('tr, div').textContent]));
    ok(links.length > 4, `${view}: there are counts`);
    // All of the meters; of the attributes, which are very many, every seventh.
    const some = links.length > 20 ? links.filter((_, at) => at % 7 === 0) : links;
    for (const [text, href, what] of some) {
      await page.goto(href);
      const found = await rows(page);
      equal(found.said, Number(text), `${view}: ${what} leads to ${href}`);
      equal(found.there, Math.min(found.said, 126), `${href}: what it says and what it shows`);
      followed += 1;
    }
  }
  ok(followed > 40, `${followed} counts were followed`);
  // A filter by attribute and owner stands in the address, and is removed by its link.
  await page.goto(`${home}/soa?control_type=Detective&security_domains=Defence&owner=none`);
  const narrow = await rows(page);
  await page.getByRole('link', { name: 'Remove filter Owner: Nobody' }).click();
  const wide = await rows(page);
  ok(wide.said > narrow.said && wide.said < 20, `${wide.said} of any owner, ${narrow.said} of nobody`);
  ok(/control_type=Detective/.test(page.url()), 'the other filters stay');
}

async function owning(page, home, { check, equal, ok }) {
  const status = async (reference) => {
    await page.goto(`${home}/soa?line=${reference}`);
    return page.locator('table.soa tbody tr td').nth(2).innerText();
  };
  const journal = async () => {
    await page.goto(`${home}/journal`);
    return Number(await page.locator('dl.meter dd').innerText());
  };
  // A.8.13 and A.5.30 are implemented by C-1; A.8.17 by none. All in one go, an act for each record.
  const before = await journal();
  const revision = async (path) => {
    await page.goto(home + path);
    return page.locator('aside.meta dd').first().innerText();
  };
  await page.goto(`${home}/soa?line=A.8.13`);
  const row = (await page.locator('table.soa tbody th a').getAttribute('href')).replace(/^\/[^/]+/, '');
  const rowBefore = await revision(row);
  await page.goto(`${home}/soa?edit=1`);
  ok(await page.getByText('A status is kept in the controls named below it').isVisible(), 'the form says which it will be');
  equal(await cell(page, 'A.8.13|status').getAttribute('aria-label'), 'A.8.13 status, kept in C-1', 'and at the status');
  await page.getByLabel('Select A.8.13', { exact: true }).check();
  await page.getByLabel('Select A.8.17', { exact: true }).check();
  await page.getByLabel('Set status to').selectOption({ label: 'Not implemented' });
  await press(page, 'Apply to selected');
  ok(await page.getByText('Saved.').isVisible(), 'saved');
  ok((await status('A.8.13')).startsWith('Not implemented'), 'the line follows its control');
  ok((await status('A.5.30')).startsWith('Not implemented'), 'and so does the other line of that control');
  ok((await status('A.8.17')).startsWith('Not implemented'), 'a line without a control states it itself');
  equal(await revision(row), rowBefore, 'the row was not touched');
  equal(await journal(), before + 2, 'an act for the control and one for the row');
  await page.goto(`${home}/controls/1`);
  const since = page.locator('dl.fields > div', { has: page.getByText('Status since', { exact: true }) }).locator('time');
  const today = await since.getAttribute('datetime');
  ok(Math.abs(new Date(today) - Date.now()) < 2 * 24 * 3600 * 1000, `since today (${today})`);

  // One control cannot have two statuses.
  await page.goto(`${home}/soa?edit=1`);
  await cell(page, 'A.8.13|status').selectOption({ label: 'Implemented' });
  await cell(page, 'A.5.30|status').selectOption({ label: 'Planned' });
  await press(page, 'Save changes');
  ok(await page.getByText('It can have only one').first().isVisible(), 'two statuses for one control are refused');
  equal(await cell(page, 'A.5.30|status').inputValue(), 'planned', 'what was chosen is kept');
  await check(page, 'the refused form');
  await cell(page, 'A.5.30|status').selectOption({ label: 'Implemented' });
  await press(page, 'Save changes');
  ok((await status('A.5.30')).startsWith('Implemented'), 'the same status for both is one');

  // The owner of the rows, then of the controls.
  await page.goto(`${home}/soa?edit=1&q=A.8`);
  await page.getByLabel('Select A.8.17', { exact: true }).check();
  await page.getByLabel('Set owner to').selectOption({ label: 'Farid Rahimi' });
  await page.getByLabel('Owner of').selectOption({ label: 'all of their controls' });
  await press(page, 'Apply to selected');
  ok(await page.getByText('No control of the organisation implements what is ticked').first().isVisible(), 'no control to own');
  await page.getByLabel('Select A.8.13', { exact: true }).check();
  await press(page, 'Apply to selected');
  await page.goto(`${home}/controls/1`);
  ok(await page.locator('dl.fields').getByRole('link', { name: 'Farid Rahimi' }).isVisible(), 'the control has the owner');
  await page.goto(`${home}/soa?edit=1&q=A.8`);
  await page.getByLabel('Select A.8.17', { exact: true }).check();
  await page.getByLabel('Set owner to').selectOption({ label: 'Farid Rahimi' });
  await press(page, 'Apply to selected');
  await page.goto(`${home}/people`);
  const farid = (await page.getByRole('link', { name: 'Farid Rahimi' }).first().getAttribute('href')).match(/\d+$/)[0];
  await page.goto(`${home}/soa?owner=PE-${farid}&q=A.8.17`);
  equal((await rows(page)).said, 1, 'the row has the owner');
}

async function conflict(page, home, { context, equal, ok }) {
  const other = await context.newPage();
  await other.goto(`${home}/soa?edit=1&q=A.8`);
  await page.goto(`${home}/soa?edit=1&q=A.8`);
  await cell(page, 'A.8.13|status').selectOption({ label: 'Partial' });
  await cell(page, 'A.8.17|note').fill('Theirs');
  await cell(page, 'A.8.16|note').fill('Only theirs');
  await press(page, 'Save changes');
  await cell(other, 'A.8.13|status').selectOption({ label: 'Planned' });
  await cell(other, 'A.8.17|note').fill('Mine');
  await cell(other, 'A.8.15|note').fill('Only mine');
  await press(other, 'Save changes');
  ok(await other.getByText('somebody else changed the status meanwhile, to “Partial”').first().isVisible(), 'the status clashes');
  ok(await other.getByText('somebody else changed the note meanwhile, to “Theirs”').first().isVisible(), 'the note clashes');
  equal(await cell(other, 'A.8.13|status').inputValue(), 'planned', 'my status is kept');
  equal(await cell(other, 'A.8.17|note').inputValue(), 'Mine', 'my note is kept');
  equal(await cell(other, 'A.8.16|note').inputValue(), 'Only theirs', 'what only they changed is taken over');
  await press(other, 'Save changes');
  await other.goto(`${home}/soa?edit=1&q=A.8`);
  equal(await cell(other, 'A.8.13|status').inputValue(), 'planned', 'saved knowingly');
  equal(await cell(other, 'A.8.17|note').inputValue(), 'Mine', 'mine was saved');
  equal(await cell(other, 'A.8.16|note').inputValue(), 'Only theirs', 'theirs was not lost');
  equal(await cell(other, 'A.8.15|note').inputValue(), 'Only mine', 'nor what only I typed');
  // What does not meet is merged without a word.
  await page.goto(`${home}/soa?edit=1&q=A.8`);
  await cell(other, 'A.8.14|note').fill('Left');
  await press(other, 'Save changes');
  await cell(page, 'A.8.14|justification').fill('Right, and long enough to be one');
  await press(page, 'Save changes');
  ok(await page.getByText('Saved.').isVisible(), 'merged');
  await page.goto(`${home}/soa?edit=1&q=A.8.14`);
  equal(await cell(page, 'A.8.14|note').inputValue(), 'Left', 'their note stands');
  await other.close();
}

async function own(page, home, { check, equal, ok }) {
  await page.goto(`${home}/custom-controls/new`);
  await page.getByLabel('Reference').fill('ZZ-9');
  await page.getByLabel('Title').fill('Cranes stop by hand');
  await press(page, 'Create');
  const number = page.url().match(/custom-controls\/(\d+)/)[1];
  await page.goto(`${home}/soa?q=ZZ`);
  equal((await rows(page)).said, 0, 'nothing needs it');
  await page.goto(`${home}/soa?edit=1&q=ZZ`);
  await cell(page, `CC-${number}|applicable`).selectOption({ label: 'Yes' });
  await cell(page, `CC-${number}|status`).selectOption({ label: 'Planned' });
  await cell(page, `CC-${number}|justification`).fill('Ports ask for it');
  await press(page, 'Save changes');
  equal((await rows(page)).said, 1, 'it has a line');
  ok(await page.getByText('Ports ask for it').isVisible(), 'with its justification');
  ok(await page.locator('table').getByText('Nothing needs it').isVisible(), 'and its problem');
  await page.getByRole('link', { name: 'ZZ-9' }).click();
  ok(await page.getByText('is not needed by any risk, obligation or requirement').first().isVisible(), 'its trace says so');
  await check(page, 'the trace of an own control');
}

async function trace(page, home, { check, equal, ok }) {
  // From the page of a risk that nothing is done about, to its treatment, by the link that mends it.
  await page.goto(`${home}/risks/3`);
  await page.getByRole('link', { name: 'The whole chain, and what is missing in it' }).click();
  equal(await page.locator('h1').innerText(), 'Trace of R-3', 'the trace of the risk');
  ok(await page.getByText('has no treatment').first().isVisible(), 'what is missing is said');
  await page.getByRole('link', { name: 'Treat it: R-3' }).click();
  equal(await cell(page, 'risk').inputValue(), 'R-3', 'the form knows the risk');
  await page.getByLabel('Modify').check();
  await page.locator('input[name="necessary"][value="A.8.3"]').check();
  await press(page, 'Create');
  await page.getByRole('link', { name: 'The whole chain, and what is missing in it' }).click();
  equal(await page.getByText('has no treatment').count(), 0, 'mended');
  ok(await page.getByRole('link', { name: 'Trace of A.8.3' }).isVisible(), 'the line is in the chain');
  await page.getByRole('link', { name: 'Trace of A.8.3' }).click();
  equal(await page.locator('h1').innerText(), 'Trace of A.8.3', 'and has a trace of its own');
  ok(await page.getByRole('link', { name: 'Trace of R-3' }).isVisible(), 'which leads back');
  await check(page, 'the trace of a line');
  // The past.
  const day = new Date(Date.now() - 300 * 24 * 3600 * 1000).toISOString().slice(0, 10);
  await page.goto(`${home}/trace/R-1?as_of=${day}`);
  ok(/[?&]at=\d+/.test(page.url()), 'the address pins the past');
  equal(await page.locator('.missing .btn').count(), 0, 'nothing can be mended in the past');
  for (const path of ['/trace/R-99999', '/trace/PE-1', '/trace/nonsense', '/trace/A.5.99']) {
    equal((await page.request.get(home + path)).status(), 404, path);
  }
  // The residual beside what is expected, on the risk and on its treatment.
  for (const path of ['/risks/24', '/trace/R-24']) {
    await page.goto(home + path);
    ok(await page.getByText('Residual is lower than the implemented controls allow: A.5.21').first().isVisible(), path);
  }
  await page.goto(`${home}/risks/2`);
  ok(await page.getByText('Residual as expected').isVisible(), 'as the treatment expects it');
}
