// Every page of the sample company, in both themes and both widths: no accessibility violation, no sideways scrolling,
// no complaint of the browser, and no page heavier than the goal.
const pages = [
  '', '/organisation/1', '/scopes', '/scopes/1', '/scopes/1/edit', '/scopes/new', '/people', '/people/1', '/people/new',
  '/roles', '/roles/1', '/role-assignments', '/role-assignments/new', '/risks', '/risks?level=none', '/risks?q=backup&sort=-title',
  '/risks?show=all&owner=none', '/risks/1', '/risks/1/edit', '/risks/1/history', '/risks/1/do/assess', '/risks/1/do/retire',
  '/risks/1/do/erase', '/risks/new', '/matrix', '/matrix?stage=residual', '/risk-assessments', '/risk-assessments/1', '/risk-results',
  '/risk-results/1', '/risk-methods', '/risk-methods/1', '/risk-method-versions', '/risk-method-versions/1',
  '/risk-method-versions/new?template=5x5', '/soa', '/soa?edit=1', '/soa?applicable=no', '/soa-entries/1', '/documents',
  '/documents/1', '/document-versions', '/document-versions/1', '/document-versions/1/history', '/document-versions/new', '/journal', '/changes',
  '/treatments', '/treatments/1', '/treatments/new?risk=R-4', '/treatment-actions', '/treatment-actions/1', '/treatment-actions/1/do/replan',
  '/treatment-plans', '/treatment-plans/1', '/acceptances', '/acceptances/1', '/controls', '/controls/1', '/controls/new', '/controls?implements=A.8.5',
  '/custom-controls', '/custom-controls/new', '/obligations', '/obligations/1', '/obligations/new', '/interested-parties', '/interested-parties/1',
  '/party-requirements', '/party-requirements/1', '/soa-versions', '/soa-versions/new?scope=S-2', '/soa/compare', '/soa?problem=any', '/soa?reason=risk',
  '/context-issues', '/context-issues/1', '/climate-determinations', '/climate-determinations/2', '/climate-determinations/new',
  '/communications', '/communications/1/do/carry_out', '/responsibilities', '/responsibilities/1', '/competences',
  '/competence-requirements', '/competence-requirements/2', '/held-competences', '/trainings', '/trainings/1', '/participations',
  '/participations/7/do/complete', '/assets', '/assets/3', '/assets/1/edit', '/threats', '/threats/1', '/vulnerabilities',
  '/vulnerabilities/4', '/vulnerabilities/4/do/accept', '/suppliers', '/suppliers/1', '/suppliers/1/edit', '/supplier-reviews/2',
  '/incidents', '/incidents/2', '/incidents/new', '/incidents/4/edit', '/incidents/4/do/resolve', '/change-requests', '/change-requests/1',
  '/change-requests/new', '/exceptions', '/exceptions/1', '/obligations/1/do/judge',
  '/soa/by-control', '/soa/by-attribute', '/soa/by-risk', '/soa/by-2013', '/soa/by-2013?relation=split', '/soa?control_type=Detective&owner=none',
  '/trace/R-2', '/trace/OB-2', '/trace/C-1', '/trace/SOA-3', '/trace/T-1', '/trace/A.8.13?scope=2', '/trace/R-1?at=200', '/soa/by-risk?at=200',
  '/risks/1/do/accept', '/evidence', '/evidence/1', '/evidence/1/edit', '/evidence/1/history', '/evidence/new', '/evidence?file=given', '/search', '/search?q=backup', '/risks?at=500', '/risks/1?at=500', '/soa?at=500', '/matrix?at=500', '/nothing-here', '/risks/999999',
];

export default async ({ start, open, signIn, check, equal, ok, story }) => {
  const server = await start('demo');
  try {
    const { state, address } = await signIn(server.link);
    for (const theme of ['light', 'dark']) {
      for (const width of [1280, 320]) {
        await story(`every page, ${theme}, ${width} px`, async () => {
          const { page, context, complaints } = await open({ theme, width, state });
          for (const path of pages) {
            const answer = await page.goto(address + path);
            const expected = /nothing-here|999999/.test(path) ? 404 : 200;
            equal(answer.status(), expected, path);
            // Accessibility depends on theme and width together little: one of each is looked at in full.
            await check(page, path || '/', (theme === 'light') === (width === 1280));
            ok(complaints.length === 0, `${path}: ${complaints.join('; ')}`);
          }
          await context.close();
        });
      }
    }
    await story('weight: at most 100 KB cold, 30 KB warm, 8 requests', async () => {
      const { page, context } = await open({ state });
      for (const path of ['', '/risks', '/risks/1', '/soa', '/soa?edit=1', '/matrix', '/journal']) {
        const { bytes, requests } = await weigh(context, page, address + path);
        ok(bytes.cold <= 100_000, `${path}: ${bytes.cold} bytes cold`);
        ok(bytes.warm <= 30_000, `${path}: ${bytes.warm} bytes warm`);
        ok(requests <= 8, `${path}: ${requests} requests`);
      }
      await context.close();
    });
  } finally {
    await server.stop();
  }
};

async function weigh(context, page, address) {
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  const count = async (cold) => {
    let bytes = 0;
    let requests = 0;
    const finished = (event) => { bytes += event.encodedDataLength; };
    const sent = () => { requests += 1; };
    session.on('Network.loadingFinished', finished);
    session.on('Network.requestWillBeSent', sent);
    if (cold) await session.send('Network.clearBrowserCache');
    await page.goto(address, { waitUntil: 'load' });
    session.off('Network.loadingFinished', finished);
    session.off('Network.requestWillBeSent', sent);
    return { bytes, requests };
  };
  const cold = await count(true);
  const warm = await count(false);
  await session.detach();
  return { bytes: { cold: cold.bytes, warm: warm.bytes }, requests: cold.requests };
}
