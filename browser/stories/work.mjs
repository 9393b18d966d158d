// The work itself, as a person does it: once with JavaScript and once without.
export default async ({ databases, start, open, equal, ok, story }) => {
  for (const [script, database] of [true, false].flatMap((script) => databases.map((database) => [script, database]))) {
    const how = `${script ? 'with' : 'without'} JavaScript, on ${database}`;
    await story(`from set-up to an approved document, ${how}`, async () => {
      const server = await start('serve', database);
      const { page, context, complaints } = await open({ script });
      try {
        await work(page, context, server, { equal, ok });
        ok(complaints.length === 0, complaints.join('; '));
      } finally {
        await context.close();
        await server.stop();
      }
    });
  }
};

async function work(page, context, server, { equal, ok }) {
  const heading = () => page.locator('h1').innerText();
  const press = (name) => page.getByRole('button', { name, exact: true }).last().click();

  // Set up; an empty form complains at each field and keeps what was typed.
  await page.goto(server.link);
  await page.getByLabel('Name of the organisation').fill('Probe & Söhne GmbH');
  await press('Set up');
  ok(await page.getByText('There is a problem').isVisible(), 'an incomplete set-up is refused');
  equal(await page.getByLabel('Name of the organisation').inputValue(), 'Probe & Söhne GmbH', 'what was typed is kept');
  await page.getByLabel('Your name').fill('Ada Lovelace');
  await page.getByLabel('Your e-mail address').fill('ada@probe.example');
  await page.getByLabel('Time zone').fill('Europe/Berlin');
  await press('Set up');
  equal(await heading(), 'Probe & Söhne GmbH', 'the overview');
  const home = page.url();
  const used = await page.request.get(server.link);
  ok((await used.text()).includes('does not work any more'), 'the set-up link is dead');

  // A scope, with a row added and removed.
  await page.goto(`${home}/scopes/new`);
  await page.getByLabel('Name', { exact: true }).fill('Whole company');
  const rows = page.getByRole('group', { name: 'Sites' }).first();
  await rows.getByRole('button', { name: 'Add a row' }).click();
  await page.locator('[name="sites.0.name"]').fill('Office');
  await page.getByRole('group', { name: 'Sites' }).first().getByRole('button', { name: 'Add a row' }).click();
  equal(await page.locator('[name="sites.0.name"]').inputValue(), 'Office', 'a row keeps its text when another is added');
  await page.locator('[name="sites.1.name"]').fill('Mistake');
  await page.getByRole('button', { name: 'Remove row 2 of Sites' }).click();
  equal(await page.locator('[name="sites.1.name"]').count(), 0, 'the row is gone');
  await press('Create');
  equal(await heading(), 'Whole company', 'the scope');

  // A method by a template, approved.
  await page.goto(`${home}/risk-methods/new`);
  await page.getByLabel('Name', { exact: true }).fill('Company method');
  await press('Create');
  await page.getByRole('link', { name: 'New risk method version' }).click();
  await page.getByRole('link', { name: '3 × 3' }).click();
  await press('Create');
  await page.getByRole('link', { name: 'Approve', exact: true }).click();
  await press('Approve');
  ok(await page.getByText('Approved', { exact: true }).first().isVisible(), 'the method is approved');

  // A risk: refused while nothing is at risk, then created and assessed.
  await page.goto(`${home}/risks/new`);
  await page.getByLabel('Title').fill('Laptop lost on a train');
  await page.getByLabel('Scope').selectOption({ label: 'Whole company' });
  await press('Create');
  ok(await page.getByText('Say what is at risk').first().isVisible(), 'a risk to nothing is refused');
  equal(await page.getByLabel('Title').inputValue(), 'Laptop lost on a train', 'the title is kept');
  await page.getByLabel('Confidentiality').check();
  await page.getByLabel('Owner').selectOption({ label: 'Ada Lovelace' });
  await press('Create');
  const risk = page.url().split('?')[0];
  ok(await page.getByText('Not assessed').first().isVisible(), 'a new risk is not assessed');
  await page.getByRole('link', { name: 'Assess', exact: true }).click();
  await page.locator('[name="inherent_likelihood"]').selectOption('3');
  await page.locator('[name="likelihood"]').selectOption('2');
  await page.locator('[name="residual_likelihood"]').selectOption('1');
  await page.locator('[name="impacts.0.inherent"]').selectOption('3');
  await page.locator('[name="impacts.0.current"]').selectOption('2');
  await page.locator('[name="impacts.0.residual"]').selectOption('1');
  await page.getByLabel('Rationale').fill('Disks are encrypted since spring.');
  await press('Assess');
  const level = (label) => page.locator('dl.fields > div', { has: page.getByText(label, { exact: true }) }).locator('dd').innerText();
  equal(await level('Inherent level'), 'High', 'the inherent level follows from the matrix');
  equal(await level('Level'), 'Medium', 'the level follows from the matrix');
  equal(await level('Residual level'), 'Low', 'the residual level follows from the matrix');

  // Two tabs: the later one sees both, field by field, and loses nothing.
  const other = await context.newPage();
  await other.goto(`${risk}/edit`);
  await page.goto(`${risk}/edit`);
  await page.getByLabel('Title').fill('Laptop lost in public');
  await page.getByLabel('Source').fill('Carelessness');
  await press('Save changes');
  await other.getByLabel('Title').fill('Laptop stolen');
  await other.getByLabel('Causes').fill('No locks in the open-plan office');
  await other.getByRole('button', { name: 'Save changes' }).click();
  ok(await other.getByText('Nothing has been saved yet').isVisible(), 'the conflict shows');
  ok(await other.getByText('Laptop lost on a train').isVisible(), 'what it was when opened');
  await other.getByLabel('Title: keep mine').check();
  await other.getByRole('button', { name: 'Save the merged record' }).click();
  equal(await other.locator('h1').innerText(), 'Laptop stolen', 'mine was kept');
  ok(await other.getByText('Carelessness').isVisible(), 'theirs was merged');
  ok(await other.getByText('No locks in the open-plan office').isVisible(), 'mine was merged');
  await other.close();

  // Its history shows each change, old and new.
  await page.goto(`${risk}/history`);
  ok(await page.getByText('Laptop lost in public').first().isVisible(), 'the history holds the other title');
  equal(await page.locator('ol.timeline > li').count(), 4, 'four acts');

  // A document version, approved and then settled.
  await page.goto(`${home}/documents/new`);
  await page.getByLabel('Title').fill('Information security policy');
  await page.getByLabel('Kind').selectOption({ label: 'Policy' });
  await press('Create');
  await page.getByRole('link', { name: 'New document version' }).click();
  await page.getByLabel('Version').fill('1.0');
  await page.getByLabel('Text').fill('# Purpose\n\nWe protect **information**. <script>alert(1)</script>');
  await press('Create');
  const version = page.url().split('?')[0];
  await page.getByRole('link', { name: 'Approve', exact: true }).click();
  await press('Approve');
  equal(await page.getByRole('link', { name: 'Edit', exact: true }).count(), 0, 'an approved version cannot be edited');
  equal((await page.request.get(`${version}/edit`)).status(), 400, 'not by its address either');
  ok(await page.getByText('<script>alert(1)</script>').isVisible(), 'raw HTML is shown as text');

  // The SoA: answered in bulk, refused without a justification, nothing lost.
  await page.goto(`${home}/soa?edit=1`);
  await page.getByLabel('Select A.7.1', { exact: true }).check();
  await page.getByLabel('Select A.7.2', { exact: true }).check();
  await page.getByLabel('Set applicable to').selectOption({ label: 'No' });
  await page.locator('[name="A.5.1|applicable"]').selectOption({ label: 'Yes' });
  await press('Apply to selected');
  ok(await page.getByText('Say why the control is left out').first().isVisible(), 'an exclusion needs its reason');
  equal(await page.locator('[name="A.5.1|applicable"]').inputValue(), 'true', 'the other answer is kept');
  await page.getByLabel('Set applicable to').selectOption({ label: 'No' });
  await page.getByLabel('Set justification to').fill('There are no premises of our own: everybody works from home.');
  await press('Apply to selected');
  ok(await page.getByText('everybody works from home').first().isVisible(), 'the reason stands in the grid');
  equal(await page.locator('dl.meter dd').nth(0).innerText(), '1', 'one is applicable');
  equal(await page.locator('dl.meter dd').nth(1).innerText(), '2', 'two are left out');

  // Search, CSV, signing out.
  await page.goto(`${home}/search?q=lapt`);
  await page.locator('main').getByRole('link', { name: 'Laptop stolen', exact: true }).click();
  const csv = await page.request.get(`${home}/risks/csv`);
  ok((await csv.text()).includes('Laptop stolen'), 'the risk is in the CSV');
  await page.locator('summary', { hasText: 'Ada Lovelace' }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  equal((await page.request.get(home)).status(), 401, 'signed out');
}
