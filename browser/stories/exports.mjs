// Files to take away: reports as PDF, XLSX and CSV, and any list as CSV and XLSX.
const types = {
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
};
const begins = { pdf: '%PDF-1.7', xlsx: 'PK', csv: '' };

export default async ({ start, open, signIn, equal, ok, story }) => {
  const server = await start('demo');
  try {
    const { state, address } = await signIn(server.link);
    await story('reports and lists are taken away, without JavaScript', async () => {
      const { page, context } = await open({ script: false, state });
      const take = async (link, format) => {
        const href = await link.getAttribute('href');
        const answer = await page.request.get(new URL(href, page.url()).href);
        equal(answer.status(), 200, href);
        equal(answer.headers()['content-type'], types[format], href);
        const name = answer.headers()['content-disposition'];
        ok(new RegExp(`^attachment; filename="[a-z0-9.-]+\\.${format}"$`).test(name), name);
        equal(answer.headers()['x-content-type-options'], 'nosniff', href);
        const body = await answer.body();
        ok(body.subarray(0, 8).toString('latin1').startsWith(begins[format]), `${href} is ${format}`);
        return { text: body.toString('utf8'), href };
      };
      const each = async (called) => {
        const texts = {};
        for (const format of Object.keys(types)) {
          const link = page.getByRole('link', { name: `${called} as ${format.toUpperCase()}`, exact: true });
          texts[format] = (await take(link, format)).text;
        }
        return texts;
      };
      await page.goto(`${address}/soa`);
      const draft = await each('Draft');
      ok(draft.csv.includes('A.5.1,') && draft.csv.startsWith('Control,Title,Applicable,Status,Needed for'), draft.csv);
      const extract = await each('Public extract');
      ok(extract.csv.startsWith('Control,Title,Applicable,Status\r\n'), 'only what anybody may see');
      await page.goto(`${address}/risks`);
      const register = await each('Risk register');
      ok(register.csv.includes('R-1,'), 'the register');
      for (const format of ['csv', 'xlsx']) {
        await take(page.getByRole('link', { name: format.toUpperCase(), exact: true }).last(), format);
      }
      await page.goto(`${address}/treatment-plans`);
      await each('Plan by the records');
      await page.locator('table.data tbody th a').first().click();
      const plan = await each('This version');
      ok(plan.csv.includes('R-2,'), 'the frozen plan');

      // The past: what is taken away is what is looked at.
      const day = new Date(Date.now() - 300 * 24 * 3600 * 1000).toISOString().slice(0, 10);
      await page.goto(`${address}/risks?show=all&as_of=${day}`);
      const then = (await take(page.getByRole('link', { name: 'Risk register as CSV' }), 'csv')).text;
      ok(then.split('\r\n').length < register.csv.split('\r\n').length, 'fewer risks then');
      const list = await take(page.getByRole('link', { name: 'CSV', exact: true }).last(), 'csv');
      ok(/[?&]at=\d+/.test(list.href), 'the list too');

      // What is not there is refused.
      for (const [path, status] of [
        ['reports/soa/docx', 404],
        ['reports/weather/pdf', 404],
        ['reports/soa/pdf', 400],
        ['reports/soa/pdf?version=SV-99', 400],
        ['weather/xlsx', 404],
      ]) {
        equal((await page.request.get(`${address}/${path}`)).status(), status, path);
      }
      await context.close();
    });
  } finally {
    await server.stop();
  }
};
