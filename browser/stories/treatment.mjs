// From an unassessed risk to an approved Statement of Applicability, and what changes since: with and without JavaScript.
export default async ({ databases, start, open, check, equal, ok, story }) => {
  for (const [script, database] of [[true, databases.at(-1)], [false, 'SQLite']]) {
    await story(`from a risk to an approved SoA, ${script ? 'with' : 'without'} JavaScript, on ${database}`, async () => {
      const server = await start('serve', database);
      const { page, context, complaints } = await open({ script });
      try {
        // The look at accessibility needs script itself.
        await work(page, server, { check: script ? check : () => {}, equal, ok });
        ok(complaints.length === 0, complaints.join('; '));
      } finally {
        await context.close();
        await server.stop();
      }
    });
  }
};

async function work(page, server, { check, equal, ok }) {
  const press = (name) => page.getByRole('button', { name, exact: true }).last().click();
  const main = page.locator('main');
  const sees = async (text, what) => ok(await main.getByText(text).filter({ visible: true }).first().isVisible(), what ?? text);

  await page.goto(server.link);
  await page.getByLabel('Name of the organisation').fill('Probe');
  await page.getByLabel('Your name').fill('Ada Lovelace');
  await page.getByLabel('Your e-mail address').fill('ada@probe.example');
  await press('Set up');
  const home = page.url();
  const make = async (path, fill) => {
    await page.goto(`${home}/${path}`);
    await fill();
    await press('Create');
    return page.url().split('?')[0];
  };
  await make('scopes/new', () => page.getByLabel('Name', { exact: true }).fill('Company'));
  await make('risk-methods/new', () => page.getByLabel('Name', { exact: true }).fill('Method'));
  await make('risk-method-versions/new?method=RM-1&template=3x3', async () => {});
  await page.getByRole('link', { name: 'Approve', exact: true }).click();
  await press('Approve');
  const risk = await make('risks/new', async () => {
    await page.getByLabel('Title').fill('Ransomware');
    await page.getByLabel('Scope').selectOption({ label: 'Company' });
    await page.getByLabel('Owner').selectOption({ label: 'Ada Lovelace' });
    await page.getByLabel('Availability').check();
  });
  equal(await page.getByRole('link', { name: 'Accept', exact: true }).count(), 0, 'nothing to accept before it is assessed');
  await page.getByRole('link', { name: 'Assess', exact: true }).click();
  for (const [name, level] of [['inherent_likelihood', 3], ['likelihood', 2], ['residual_likelihood', 1],
    ['impacts.0.inherent', 3], ['impacts.0.current', 3], ['impacts.0.residual', 2]]) {
    await page.locator(`[name="${name}"]`).selectOption(String(level));
  }
  await press('Assess');

  // Its treatment: refused without a control, then made; the expected level follows from the matrix.
  await page.getByRole('link', { name: 'New risk treatment' }).click();
  await page.getByLabel('Modify').check();
  await press('Create');
  await sees('Modifying a risk needs a control');
  await page.locator('input[name="necessary"][value="A.8.13"]').check();
  await page.locator('[name="expected_likelihood"]').selectOption('1');
  await page.locator('[name="expected_consequence"]').selectOption('2');
  await press('Create');
  const treatment = page.url().split('?')[0];
  await sees('Low', 'the expected level');
  await check(page, 'a treatment');

  // The statement shows the need; every control is answered in bulk; what contradicts the records is refused.
  await page.goto(`${home}/soa?q=A.8.13`);
  await sees('Needed, but unanswered');
  await page.goto(`${home}/soa?edit=1`);
  for (const box of await page.locator('input[name="sel"]').all()) await box.check();
  await page.getByLabel('Set applicable to').selectOption({ label: 'No' });
  await page.getByLabel('Set justification to').fill('Decided in one go');
  await press('Apply to selected');
  await make('soa-versions/new?scope=S-1', () => page.getByLabel('Version', { exact: true }).fill('1.0'));
  const version = page.url().split('?')[0];
  await page.getByRole('link', { name: 'Approve', exact: true }).click();
  await press('Approve');
  await sees('Needed by a record in force, yet left out (1): A.8.13');
  await page.goto(`${home}/soa?edit=1&q=A.8.13`);
  await page.locator('[name="A.8.13|applicable"]').selectOption({ label: 'Yes' });
  await page.locator('[name="A.8.13|status"]').selectOption({ label: 'Planned' });
  await press('Save changes');
  await page.goto(`${version}/do/approve`);
  await press('Approve');
  await sees('Agrees with the records');
  await check(page, 'an approved version');
  // What was approved is kept as files, rendered then.
  for (const [field, begins] of [['pdf', '%PDF-'], ['xlsx', 'PK']]) {
    const kept = await page.request.get(`${version}/file/${field}`);
    equal(kept.status(), 200, `the kept ${field}`);
    ok((await kept.body()).subarray(0, 5).toString('latin1').startsWith(begins), `the kept ${field} is one`);
  }

  // One fact changes, and the approved version says so; changed back, it agrees again.
  await page.goto(`${home}/soa`);
  await sees('The records still say the same');
  const control = await make('controls/new', async () => {
    await page.getByLabel('Title').fill('Nightly backups');
    await page.getByLabel('Status', { exact: true }).selectOption({ label: 'Implemented' });
    await page.locator('input[name="implements"][value="A.8.13"]').check();
  });
  await page.goto(`${home}/soa?q=A.8.13`);
  await sees('1 line changed since');
  await sees('Implemented without evidence');
  await check(page, 'the statement with a problem');
  await page.getByRole('link', { name: '1 line changed since' }).click();
  await sees('Planned');
  await sees('Implemented');
  await check(page, 'two statements compared');
  await page.goto(`${control}/do/retire`);
  await press('Retire');
  await page.goto(`${home}/soa`);
  await sees('The records still say the same');

  // Accepting what remains; another treatment makes the acceptance stale.
  await page.goto(risk);
  await page.getByRole('link', { name: 'Accept', exact: true }).click();
  await page.getByLabel('Until').fill('2999-01-01');
  await page.getByLabel('Reason').fill('Cheap to bear');
  await press('Accept');
  await sees('at most 24 months');
  equal(await page.getByLabel('Reason').inputValue(), 'Cheap to bear', 'the reason is kept');
  const soon = new Date(Date.now() + 90 * 24 * 3600 * 1000).toISOString().slice(0, 10);
  await page.getByLabel('Until').fill(soon);
  await press('Accept');
  await sees(`Accepted until ${soon}`);
  await page.goto(`${treatment}/edit`);
  await page.locator('input[name="necessary"][value="A.8.7"]').check();
  await press('Save changes');
  await page.goto(risk);
  await sees('Acceptance stale: its treatment changed since');

  // The plan, submitted and approved by the owner of its risks.
  await make('treatment-plans/new', async () => {
    await page.getByLabel('Scope').selectOption({ label: 'Company' });
    await page.getByLabel('Version', { exact: true }).fill('1');
  });
  await page.getByRole('link', { name: 'Submit', exact: true }).click();
  await press('Submit');
  await sees('Waits for the owners of R-1');
  await page.getByRole('link', { name: 'Approve', exact: true }).click();
  await press('Approve');
  await sees('Approved');
  await check(page, 'an approved plan');
}
