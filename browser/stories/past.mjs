// Looking at a past day of the sample company.
export default async ({ start, open, signIn, equal, ok, story }) => {
  const server = await start('demo');
  try {
    const { state, address } = await signIn(server.link);
    for (const script of [true, false]) {
      await story(`last spring, ${script ? 'with' : 'without'} JavaScript`, async () => {
        const { page, context } = await open({ script, state });
        const count = async () => Number((await page.locator('.list-bar b').innerText()).replace(/\D/g, ''));
        await page.goto(`${address}/risks?show=all`);
        const now = await count();
        const day = new Date(Date.now() - 300 * 24 * 3600 * 1000).toISOString().slice(0, 10);
        await page.goto(`${address}/risks?show=all&as_of=${day}`);
        ok(/[?&]at=\d+/.test(page.url()), 'the address pins the sequence');
        ok(await page.getByText('read-only').isVisible(), 'the banner says that it is the past');
        const then = await count();
        ok(then > 0 && then < now, `fewer risks then (${then}) than now (${now})`);
        equal(await page.getByRole('link', { name: 'New risk' }).count(), 0, 'no forms in the past');
        await page.locator('table.data tbody th a').first().click();
        ok(/[?&]at=\d+/.test(page.url()), 'a record opens at the same moment');
        equal(await page.getByRole('link', { name: 'Edit' }).count(), 0, 'no editing in the past');
        await page.getByRole('link', { name: 'Back to today' }).click();
        ok(!/[?&]at=/.test(page.url()), 'and back');
        await page.goto(`${address}/changes?from=${day}`);
        ok(Number(await page.locator('dl.meter dd').first().innerText()) > 0, 'new records between then and now');
        await context.close();
      });
    }
  } finally {
    await server.stop();
  }
};
