import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium, type Browser, type BrowserContext, type Download, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { buildPortal } from "../../../examples/portal/build.js";
import { serveFolder } from "../../../examples/portal/serve-folder.js";
import { scratchFolder } from "../support/scratch-folder.js";

/** Debian's Chromium, which `.ci/run` installs; elsewhere name yours. Without one these tests are skipped. */
const CHROMIUM = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
const FLAGS =
  "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync";
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const scratch = scratchFolder();

describe.skipIf(!existsSync(CHROMIUM))("the portal page in Chromium", () => {
  let browser: Browser;
  let server: Awaited<ReturnType<typeof serveFolder>>;
  let context: BrowserContext;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    await buildPortal(scratch.path("portal"));
    server = await serveFolder(scratch.path("portal"), 0);
    browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS.split(" ") });
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
  });
  beforeEach(async () => {
    context = await browser.newContext({ viewport: { width: 1_400, height: 900 }, acceptDownloads: true });
    page = await context.newPage();
    complaints = [];
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    page.on("pageerror", ({ message }) => complaints.push(message));
  });
  // A breach of the page's policy is an error of the console, too.
  afterEach(async () => {
    await context.close();
    expect(complaints).toEqual([]);
  });

  /** Asks the page until an expression is true: what runs in it as a function would need `eval`, which its policy forbids. */
  const until = async (expression: string): Promise<void> => {
    for (const end = Date.now() + 30_000; Date.now() < end; await page.waitForTimeout(20)) if (await page.evaluate(expression)) return;
    throw new Error(`never true: ${expression}`);
  };
  const attributes = (selector: string, name: string, on = page): Promise<string[]> =>
    on.evaluate(`[...document.querySelectorAll(${JSON.stringify(selector)})].map((each) => each.getAttribute(${JSON.stringify(name)}))`);
  const openCatalogue = async (address = ""): Promise<void> => {
    await page.goto(`${server.url}/${address}`);
    await page.click("#catalogue");
    await page.waitForSelector("body[data-searchable]");
  };
  const choose = async (query: string): Promise<void> => {
    await page.fill("#query", query);
    await page.waitForSelector("#hits li");
    await page.press("#query", "Enter");
    await page.waitForSelector("#partners button");
  };
  const solve = async (button = "#solve"): Promise<void> => {
    const status = await page.textContent("#plan-status");
    await page.click(button);
    await until(`document.querySelector("#plan-status").textContent !== ${JSON.stringify(status)}`);
  };
  /** Answers a pair: `accept need`, `decline outcome`, `lock`, … */
  const press = (pair: string, answer: string): Promise<void> => page.click(`[data-key="${pair} ${answer}"]`);
  const pairs = (): Promise<string[]> => attributes("#plan-table tr[data-pair]", "data-pair");
  const partners = (): Promise<string[]> => attributes("#partners button", "data-id");
  const statusText = (): Promise<string> => page.innerText("#status");
  const slide = (signal: string, value: number): Promise<void> =>
    page.evaluate(`{
      const input = document.querySelector("#slider-${signal}");
      input.value = "${value}";
      input.dispatchEvent(new Event("input"));
      input.dispatchEvent(new Event("change"));
    }`);
  /** What axe finds against WCAG A and AA, contrast included. */
  const violations = async (): Promise<string[]> => {
    await page.evaluate(AXE);
    return page.evaluate(`axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] })
      .then(({ violations }) => violations.map(({ id, nodes }) => id + ": " + nodes.map(({ target }) => target).join(" | ")))`);
  };
  /** Changes what is kept of the market, which the code finds as `result`. */
  const changeKept = (code: string): Promise<void> =>
    page.evaluate(`new Promise((done) => {
      const request = indexedDB.open("alliance-match-portal", 1);
      request.onsuccess = () => {
        const store = request.result.transaction("kept", "readwrite").objectStore("kept");
        store.get("market").onsuccess = ({ target: { result } }) => {
          ${code};
          store.put(result, "market").onsuccess = () => done();
        };
      };
    })`);
  const textOf = async (download: Download): Promise<string> => readFileSync(await download.path(), "utf8");

  it("loads the catalogue, finds while typing with the terms marked, recommends both ways and explains", async () => {
    await openCatalogue();
    expect(await page.innerText("#market")).toBe("187 项成果，160 项需求，75 家单位");
    const issues = await page.textContent("#load-messages");
    expect(issues).toMatch(/3 × duplicate-id，第一处：编号重复：\w+；保留内容最全的一条（.. \w+）/);
    expect(issues).toContain("1 × missing-id：缺少编号（成果 #");
    await page.fill("#query", "余热回收");
    await page.waitForSelector("#hits mark");
    expect(await page.evaluate(`[...document.querySelectorAll("#hits mark")].map((mark) => mark.textContent)`)).toContain("余热");
    await page.press("#query", "ArrowDown");
    await page.press("#query", "Enter");
    await page.waitForSelector("#partners button");
    const [best] = await partners();
    await page.click("#partners li:first-child button");
    await page.waitForSelector(".waterfall");
    expect(await page.getAttribute(".waterfall", "aria-label")).toContain("得分");
    // The weights of the sum are the shares that stand beside the sliders.
    expect(await page.innerText("#explanation li")).toMatch(/^文本 0\.\d{3} = 60 % × \d\.\d{3}/);
    const [, side, id] = /#(need|outcome)=(\w+)/.exec(page.url())!;
    // From the other side, by its link.
    await page.goto(`${server.url}/#${side === "need" ? "outcome" : "need"}=${best}`);
    await page.waitForSelector(`#partners button[data-id="${id}"]`);
    expect(complaints).toEqual([]);
  });

  it("lets nothing run but its own files, and is talked to by no markup", async () => {
    await openCatalogue();
    const [policy] = await attributes("meta[http-equiv]", "content");
    expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self';/);
    expect(policy).not.toMatch(/unsafe|\*|http|data:/);
    // Not at once: while it is asked, the debugger lets text be made into code.
    const refusals: string[] = await page.evaluate(`new Promise((done) => setTimeout(() => done([
      () => eval("1"),
      () => new Function("return 1"),
      () => (document.createElement("script").text = "1"),
      () => (document.querySelector("#record").innerHTML = "<img src=x onerror=1>"),
      () => new Worker("main.js"),
      () => new Worker(URL.createObjectURL(new Blob(["1"]))),
      () => trustedTypes.createPolicy("portal-scripts", {}),
    ].map((attempt) => { try { attempt(); return "ran"; } catch (error) { return error.name; } }))))`);
    expect(refusals).toEqual(["EvalError", "EvalError", ...Array<string>(5).fill("TypeError")]);
    expect(complaints.length).toBeGreaterThan(0);
    complaints.length = 0;
  });

  it("takes the first click on a button below while what was found still stands open", async () => {
    await openCatalogue();
    await page.fill("#query", "余热回收");
    await page.waitForSelector("#hits mark");
    await page.click("#solve");
    await page.waitForSelector("#plan-table tr[data-pair]");
  });

  it("ranks anew while a slider moves, and takes it back in one step", async () => {
    await openCatalogue("#need=n001");
    await page.waitForSelector("#partners button");
    const first = await partners();
    const score = await page.innerText("#partners strong");
    const shares = (): Promise<string[]> =>
      page.evaluate(`["text", "industry", "region"].map((signal) => document.querySelector("#share-" + signal).textContent)`);
    expect([await page.innerText("#listed"), first.length]).toEqual(["最相配的 20 项", 20]);
    expect(await shares()).toEqual(["占 60 %", "占 25 %", "占 15 %"]);
    await slide("text", 0);
    expect(await shares()).toEqual(["占 0 %", "占 63 %", "占 37 %"]);
    await until(`document.querySelector("#partners strong").innerText !== ${JSON.stringify(score)}`);
    expect(await partners()).not.toEqual(first);
    expect(page.url()).toContain("weights=0%2C0.25%2C0.15");
    await page.keyboard.press("Control+z");
    await until(`document.querySelector("#partners strong").innerText === ${JSON.stringify(score)}`);
    expect(await partners()).toEqual(first);
  });

  it("plans, keeps what was accepted and locked, never brings back what was declined, and says what changed", async () => {
    await openCatalogue("#need=n001");
    await solve();
    const [accepted, declined, locked, ...others] = await pairs();
    await press(accepted!, "accept need");
    await page.waitForSelector(`tr[data-pair="${accepted}"] button[aria-pressed="true"]`);
    await press(accepted!, "accept outcome");
    await page.waitForSelector(`tr.agreed[data-pair="${accepted}"]`);
    await press(locked!, "lock");
    await press(declined!, "decline need");
    await page.waitForSelector(`tr[data-pair="${declined}"]`, { state: "detached" });
    await solve("#resettle");
    const after = await pairs();
    expect(after).toEqual(expect.arrayContaining([accepted, locked]));
    expect(after).not.toContain(declined);
    expect(after.filter((pair) => others.includes(pair)).length).toBeGreaterThan(0);
    expect(await page.innerText("#plan-status")).toMatch(/第 2 轮.*保留 \d+，新增 \d+，退出 \d+/s);
    // Undo: the round, then the refusal.
    await page.click("#undo");
    await page.click("#undo");
    expect(await pairs()).toContain(declined);
  });

  it("keeps every answer where it solves from scratch under other options, until they are cleared, which undo takes back", async () => {
    await openCatalogue();
    await solve();
    const [accepted, declined, locked] = await pairs();
    await press(accepted!, "accept need");
    await press(locked!, "lock");
    await press(declined!, "decline outcome");
    await page.waitForSelector(`tr[data-pair="${declined}"]`, { state: "detached" });
    await page.selectOption("#shape", "one-to-many");
    await solve();
    const isAccepted = (): Promise<unknown> => page.$(`[data-key="${accepted} accept need"][aria-pressed="true"]`);
    const isLocked = (): Promise<unknown> => page.$(`[data-key="${locked} lock"][aria-pressed="true"]`);
    expect(await isAccepted()).not.toBeNull();
    expect(await isLocked()).not.toBeNull();
    expect(await pairs()).not.toContain(declined);
    await page.click("#clear-answers");
    expect([await isAccepted(), await isLocked(), await page.isDisabled("#clear-answers")]).toEqual([null, null, true]);
    await solve();
    expect(await pairs()).toContain(declined);
    await page.click("#undo");
    await page.click("#undo");
    expect(await isAccepted()).not.toBeNull();
  });

  it("says why a pair is not in the plan, and leads to the pairs in its place", async () => {
    await openCatalogue("#need=n001");
    await solve();
    await page.click("#partners li:nth-child(2) button");
    await page.waitForSelector("#explanation button");
    await page.click("#explanation button");
    await page.waitForSelector("#why-not li button");
    expect(await page.innerText("#why-not p")).toMatch(/^n001 – o\d+：.*（得分 0\.\d+，相差 [+−-]\d\.\d+）占用$/);
    await page.click("#why-not li button");
    await until(`location.hash.includes("partner=")`);
    const [need, partner] = ["need", "partner"].map((key) => new URLSearchParams(new URL(page.url()).hash.slice(1)).get(key));
    // The table shows the first fifty.
    while ((await page.$('[data-key="more"]')) !== null) await page.click('[data-key="more"]');
    expect(await pairs()).toContain(`${need}|${partner}`);
  });

  it("forgets with a plan what “why not” said of it, and answers of the plan that is there", async () => {
    await openCatalogue("#need=n001");
    await solve();
    await page.click("#partners li:first-child button");
    const ask = async (): Promise<string> => {
      await page.waitForSelector("#explanation > button");
      await page.click("#explanation > button");
      await page.waitForSelector("#why-not p");
      return page.innerText("#why-not p");
    };
    expect(await ask()).toMatch(/：已在推荐方案之中$/);
    // A plan of nothing: it says so, instead of showing an empty table.
    await page.fill("#min-score", "2");
    await page.press("#min-score", "Enter");
    await solve();
    await page.waitForSelector("#why-not p", { state: "detached" });
    expect(await page.innerText("#plan-table")).toBe("在这些选项下没有可提出的联盟。");
    expect(await ask()).toMatch(/：得分 0\.\d+，低于最低得分 2\.000$/);
    await page.click("#undo");
    await page.waitForSelector("#why-not p", { state: "detached" });
    expect(await ask()).toMatch(/：已在推荐方案之中$/);
    for (const method of ["coverage", "consortium"]) {
      await page.selectOption("#method", method);
      await page.fill("#min-score", "2");
      await page.press("#min-score", "Enter");
      await solve();
      expect(await page.innerText("#plan-table")).toBe("在这些选项下没有可提出的联盟。");
    }
  });

  it("goes back by the browser's own Back to the record before, and lists its partners again", async () => {
    await openCatalogue("#need=n001");
    await page.waitForSelector("#partners button");
    const first = await partners();
    await choose("余热回收");
    await until(`!location.hash.includes("need=n001")`);
    await page.goBack();
    await until(`document.querySelector("#partners button")?.dataset.id === ${JSON.stringify(first[0])}`);
    expect(page.url()).toContain("need=n001");
    expect(await partners()).toEqual(first);
  });

  it("solves under each shape and objective", async () => {
    await openCatalogue();
    for (const [shape, objective] of [
      ["one-to-many", "stable"],
      ["many-to-many", "total"],
      ["one-to-one", "fair"],
    ] as const) {
      await page.selectOption("#shape", shape);
      await page.selectOption("#objective", objective);
      await solve();
      expect((await pairs()).length).toBeGreaterThan(10);
      expect(page.url()).toContain(shape === "one-to-one" ? "objective=fair" : `shape=${shape}`);
    }
  });

  it("makes alliances of several under each method, leads to their needs, exports them and takes them back", async () => {
    await openCatalogue();
    await solve();
    const before = await pairs();
    for (const method of ["coverage", "consortium"]) {
      await page.selectOption("#method", method);
      expect(await page.isDisabled("#shape")).toBe(true);
      expect(await page.inputValue("#shape")).toBe(method === "coverage" ? "many-to-one" : "many-to-many");
      await page.click("#solve");
      await page.waitForSelector("#plan-table .groups > li");
      expect(await page.innerText("#plan-status")).toMatch(/\d+ 个联盟，总分 [\d.]+（上限 [\d.]+）/);
      const sizes: number[] = await page.evaluate(
        `[...document.querySelectorAll(".groups > li")].map((each) => each.querySelectorAll(".members li").length)`,
      );
      expect(sizes.length).toBeGreaterThanOrEqual(3);
      expect(Math.max(...sizes)).toBeGreaterThanOrEqual(2);
      expect(page.url()).toContain(`method=${method}`);
    }
    expect(await violations()).toEqual([]);
    const [json] = await Promise.all([page.waitForEvent("download"), page.click("#export-json")]);
    const { method, groups } = JSON.parse(await textOf(json)) as { method: string; groups: Array<{ needs: Array<{ id: string }> }> };
    expect(method).toBe("consortium");
    await page.click(".groups > li:first-child button");
    await page.waitForSelector("#partners button");
    expect(page.url()).toContain(`need=${groups[0]!.needs[0]!.id}`);
    // Their own plan of pairs is still there.
    await page.selectOption("#method", "capacities");
    expect(await pairs()).toEqual(before);
    await page.reload();
    await page.waitForSelector("body[data-restored]");
    await page.selectOption("#method", "consortium");
    await page.waitForSelector("#plan-table .groups > li");
    expect(complaints).toEqual([]);
  });

  it.each(["coverage", "consortium"])(
    "keeps accepted alliances of %s, never brings back a university that was declined, and exports both as CSV",
    async (method) => {
      await openCatalogue(`#method=${method}`);
      await page.click("#solve");
      await page.waitForSelector(".groups > li");
      const alliances = (): Promise<string[]> => attributes(".groups > li", "data-needs");
      const universities = (needs: string): Promise<string[]> =>
        attributes(`.groups > li[data-needs="${needs}"] > .members > li`, "data-university");
      const [first, ...rest] = await alliances();
      const members = await universities(first!);
      const sizes = await Promise.all(rest.map(async (needs) => (await universities(needs)).length));
      const second = rest[sizes.findIndex((size) => size > 1)];
      const [lead, ...others] = await universities(second!);
      await page.click(`.groups > li[data-needs="${first}"] .answers button`);
      await page.waitForSelector(`.groups > li.agreed[data-needs="${first}"]`);
      await page.click(`.groups > li[data-needs="${second}"] li[data-university="${lead}"] button`);
      await page.waitForSelector(`.groups li.declined[data-university="${lead}"]`);
      // One more, taken back: letting a university in again is an answer like others.
      await page.click(`.groups > li[data-needs="${second}"] li[data-university="${others[0]}"] button`);
      await page.click(`.groups > li[data-needs="${second}"] li[data-university="${others[0]}"] button`);
      expect((await page.$$(".groups li.declined")).length).toBe(1);
      await solve("#resettle");
      expect(await page.innerText("#plan-status")).toMatch(/保留 \d+，新增 \d+，退出 \d+/);
      expect(await alliances()).toContain(first);
      expect(await universities(first!)).toEqual(members);
      expect(await page.$(`.groups > li.agreed[data-needs="${first}"]`)).not.toBeNull();
      const [csv] = await Promise.all([page.waitForEvent("download"), page.click("#export-csv")]);
      expect(csv.suggestedFilename()).toBe("alliances.csv");
      const lines = (await textOf(csv)).trimEnd().split("\r\n");
      const [json] = await Promise.all([page.waitForEvent("download"), page.click("#export-json")]);
      const { groups, answers } = JSON.parse(await textOf(json)) as {
        groups: Array<{ pairs: Array<{ need: string; outcome: string }>; members: Array<{ id: string; outcomes: Array<{ id: string }> }> }>;
        answers: { accepted: unknown[]; declined: Array<{ need: string; university: string }> };
      };
      expect(lines.length).toBe(1 + groups.reduce((sum, { pairs }) => sum + pairs.length, 0));
      expect(lines.filter((line) => line.endsWith(",1,")).length).toBe(answers.accepted.length);
      expect(answers.declined).toEqual(second!.split(" ").map((need) => ({ need, university: lead })));
      const served = groups.flatMap(({ pairs, members }) =>
        pairs.map(({ need, outcome }) => [need, members.find(({ outcomes }) => outcomes.some(({ id }) => id === outcome))?.id]),
      );
      for (const need of second!.split(" ")) expect(served).not.toContainEqual([need, lead]);
      // From scratch, too.
      await solve("#solve");
      expect(await page.$(`.groups > li.agreed[data-needs="${first}"]`)).not.toBeNull();
      expect(await page.$(`.groups > li[data-needs="${second}"] [data-university="${lead}"]`)).toBeNull();
      // After a refresh the answers are there, and undo is at its beginning.
      await page.reload();
      await page.waitForSelector("body[data-restored]");
      expect(await page.$(`.groups > li.agreed[data-needs="${first}"]`)).not.toBeNull();
      await page.click(`.groups > li[data-needs="${first}"] .answers button`);
      await page.waitForSelector(`.groups > li.agreed[data-needs="${first}"]`, { state: "detached" });
      await page.click("#undo");
      await page.waitForSelector(`.groups > li.agreed[data-needs="${first}"]`);
      expect(complaints).toEqual([]);
    },
  );

  it("exports the plan as CSV and as JSON", async () => {
    await openCatalogue();
    await solve();
    const [csv] = await Promise.all([page.waitForEvent("download"), page.click("#export-csv")]);
    const lines = (await textOf(csv)).trimEnd().split("\r\n");
    const [json] = await Promise.all([page.waitForEvent("download"), page.click("#export-json")]);
    const { session } = JSON.parse(await textOf(json)) as { session: { kind: string; pairs: unknown[] } };
    expect(session.kind).toBe("session");
    expect(lines.length).toBe(session.pairs.length + 1);
  });

  it("comes back after a refresh with its data, view and session, also without a network", async () => {
    await openCatalogue("#need=n001");
    await solve();
    const before = await pairs();
    await press(before[0]!, "accept need");
    await page.waitForSelector(`tr[data-pair="${before[0]}"] button[aria-pressed="true"]`);
    await until("navigator.serviceWorker.controller !== null");
    await context.setOffline(true);
    await page.reload();
    await page.waitForSelector("body[data-restored]");
    expect(await pairs()).toEqual(before);
    expect(await page.$(`tr[data-pair="${before[0]}"] button[aria-pressed="true"]`)).not.toBeNull();
    await page.waitForSelector("#partners button");
    expect((await partners()).length).toBe(20);
    await solve("#resettle");
    expect(await pairs()).toContain(before[0]);
  });

  it("loses nothing where it is closed in the middle of a solve, and says that the solve was not finished", async () => {
    await openCatalogue();
    await solve();
    const before = await pairs();
    // A solve that does not end: the worker's answer never comes.
    await page.evaluate("Worker.prototype.postMessage = () => undefined");
    await page.click("#resettle");
    await page.waitForSelector("#cancel:not([hidden])");
    await page.waitForTimeout(300);
    const again = await context.newPage();
    await page.close();
    await again.goto(server.url);
    await again.waitForSelector("body[data-restored]");
    expect(await again.innerText("#status")).toBe("上次求解未完成；先前的方案仍在");
    expect(await attributes("#plan-table tr[data-pair]", "data-pair", again)).toEqual(before);
  });

  it("cancels a solve, keeps the plan before, and solves again afterwards", async () => {
    await openCatalogue();
    await solve();
    const before = await pairs();
    await page.evaluate("const post = Worker.prototype.postMessage; window.post = post; Worker.prototype.postMessage = () => undefined");
    await page.click("#solve");
    await page.waitForSelector("#cancel:not([hidden])");
    await page.evaluate("Worker.prototype.postMessage = window.post");
    await page.click("#cancel");
    await page.waitForSelector("#cancel", { state: "hidden" });
    expect(await pairs()).toEqual(before);
    await page.selectOption("#shape", "one-to-many");
    await solve();
  });

  it("takes files that are dropped on it, in either order, and cuts a record of 10 MB with a word about it", async () => {
    await page.goto(server.url);
    await page.evaluate(`{
      const data = new DataTransfer();
      const needs = JSON.stringify({ id: "n1", title: "窑炉余热回收" }) + "\\n" + JSON.stringify({ id: "n2", title: "长".repeat(3_500_000) });
      data.items.add(new File([needs], "needs.jsonl"));
      data.items.add(new File(['{"id":"o1","title":"高温余热回收装置"}'], "outcomes.jsonl"));
      document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
    }`);
    await page.waitForSelector("body[data-searchable]");
    expect(await page.innerText("#market")).toContain("1 项成果，2 项需求");
    expect(await page.textContent("#load-messages")).toContain("oversized-field");
    await choose("余热");
    expect(complaints).toEqual([]);
  });

  it("refuses bad files with a code and keeps what is open", async () => {
    await openCatalogue();
    const refuse = async (outcomes: string, content: string | Buffer, code: RegExp): Promise<void> => {
      await page.evaluate(`document.querySelector("#loading").open = true; document.querySelector("#status").className = ""`);
      await page.setInputFiles("#outcomes-file", { name: outcomes, mimeType: "text/plain", buffer: Buffer.from(content) });
      await page.setInputFiles("#needs-file", {
        name: "needs.jsonl",
        mimeType: "text/plain",
        buffer: Buffer.from('{"id":"n1","title":"窑炉"}'),
      });
      await page.click("#load-files");
      await page.waitForSelector("#status.bad");
      expect(await statusText()).toMatch(code);
      expect(await page.innerText("#market")).toContain("187");
    };
    await refuse("picture.csv", Buffer.from([0x89, 0x50, 0, 0, 1]), /not-text/);
    await refuse("outcomes.docx", "text", /unknown-format/);
    await refuse("outcomes.csv", "名称,简介\n甲,乙\n", /missing-column/);
    await refuse("outcomes.json", "{", /invalid-json/);
    await refuse("outcomes.csv", "", /empty-file/);
  });

  it("reads CSV in GB18030, counts what it could not read, and runs nothing that a title says", async () => {
    await page.goto(server.url);
    const evil = `<img src=x onerror="window.hit=1">余热回收`;
    await page.setInputFiles("#outcomes-file", {
      name: "成果.csv",
      mimeType: "text/csv",
      buffer: Buffer.concat([
        Buffer.from("id,"),
        Buffer.from([0xb3, 0xc9, 0xb9, 0xfb, 0xc3, 0xfb, 0xb3, 0xc6]),
        Buffer.from("\no1,"),
        Buffer.from([0xd3, 0xe0, 0xc8, 0xc8]),
        Buffer.from("\no2\n"),
      ]),
    });
    await page.setInputFiles("#needs-file", {
      name: "needs.jsonl",
      mimeType: "text/plain",
      buffer: Buffer.from(
        `${JSON.stringify({ id: `<script>window.hit=2</script>`, title: evil })}\n${JSON.stringify({ id: "n2", title: "&lt;b&gt;余热 <svg/onload=window.hit=3>" })}\n`,
      ),
    });
    await page.click("#load-files");
    await page.waitForSelector("body[data-searchable]");
    expect(await page.innerText("#market")).toContain("1 项成果");
    await choose("余热");
    await solve();
    await page.waitForTimeout(100);
    expect(await page.evaluate("window.hit")).toBeUndefined();
    expect(await page.$("#workplace img, #workplace script")).toBeNull();
  });

  it("shows nothing that a need keeps for narrower circles: in no list, explanation, plan or export", async () => {
    await page.goto(server.url);
    const visibility = { title: "parties", description: "authority", organisation: "authority" };
    const need = { id: "n1", title: "甲号窑余热", description: "停产前回收余热", organisation: "示例秘密公司", visibility };
    for (const [side, record] of Object.entries({ outcomes: { id: "o1", title: "窑炉余热回收" }, needs: need }))
      await page.setInputFiles(`#${side}-file`, {
        name: `${side}.jsonl`,
        mimeType: "text/plain",
        buffer: Buffer.from(JSON.stringify(record)),
      });
    await page.click("#load-files");
    await page.waitForSelector("body[data-searchable]");
    await choose("窑炉");
    await page.click("#partners button");
    await page.waitForSelector(".waterfall");
    await page.fill("#min-score", "0");
    await solve();
    const [csv] = await Promise.all([page.waitForEvent("download"), page.click("#export-csv")]);
    const [json] = await Promise.all([page.waitForEvent("download"), page.click("#export-json")]);
    const shown = [
      await page.innerText("body"),
      await page.getAttribute(".waterfall", "aria-label"),
      await textOf(csv),
      await textOf(json),
    ];
    expect(shown[0]).toContain("（保密）");
    expect(shown[0]).toContain("：依据保密");
    for (const secret of ["甲号", "停产", "秘密", "“余热", "“窑"])
      expect([secret, shown.filter((text) => text!.includes(secret))]).toEqual([secret, []]);
  });

  it("says so where the browser's storage is full, and works on", async () => {
    await page.addInitScript(`IDBObjectStore.prototype.put = () => { throw new DOMException("full", "QuotaExceededError"); }`);
    await page.goto(server.url);
    await page.click("#catalogue");
    await until(`document.querySelector("#status").innerText.includes("storage-full")`);
    await page.waitForSelector("body[data-searchable]");
    await choose("余热回收");
  });

  it("refuses a market kept by another version by its code, and takes files again", async () => {
    await openCatalogue();
    await page.waitForTimeout(200);
    // The version stands behind the magic word and the byte order.
    await changeKept("new Uint8Array(result.snapshot)[12] -= 1");
    await page.reload();
    await page.waitForSelector("#status.bad");
    expect(await statusText()).toContain("snapshot-version");
    await page.click("#catalogue");
    await page.waitForSelector("body[data-market]");
  });

  it("says anew in the language that is chosen what it said in the other: issues of files and records, status, failures, “why not”", async () => {
    await page.goto(server.url);
    const load = async (needs: string, done: string): Promise<void> => {
      await page.evaluate(`document.querySelector("#loading").open = true`);
      for (const [side, text] of Object.entries({ outcomes: '{"id":"o1","title":"窑炉余热回收","color":1}', needs }))
        await page.setInputFiles(`#${side}-file`, { name: `${side}.jsonl`, mimeType: "text/plain", buffer: Buffer.from(text) });
      await page.click("#load-files");
      await page.waitForSelector(done);
    };
    const lines = (): Promise<string[]> =>
      page.evaluate(`[...document.querySelectorAll("#load-messages li:not(:has(li))")].map((each) => each.textContent)`);
    await load('{"id":"n1","title":"窑炉余热"}\n{"id":\n{"id":"n2","title":"余热利用"}', "body[data-searchable]");
    const chinese = ["1 行无法读取", /^needs\.jsonl 第 2 行不是合法 JSON（.*）；已跳过该行 \[invalid-json\]$/];
    const found = await lines();
    expect(found).toEqual([
      ...chinese.map((line): unknown => (typeof line === "string" ? line : expect.stringMatching(line))),
      "1 × unknown-field：未知字段 color；已忽略（成果 o1）",
    ]);
    expect(await statusText()).toBe("就绪；1 行无法读取，1 类数据问题，见“载入数据”");
    await page.evaluate(`document.querySelector("#loading").open = true`);
    await page.click("#load-messages summary");
    await page.click("#language");
    expect(await lines()).toEqual([
      "1 row could not be read",
      expect.stringMatching(/^needs\.jsonl line 2 is not valid JSON \(.*\); the line is left out \[invalid-json\]$/),
      "1 × unknown-field: unknown field color; left out (outcome o1)",
    ]);
    expect(await page.$("#load-messages details[open]")).not.toBeNull();
    expect(await statusText()).toBe("Ready: 1 row could not be read, 1 kind of issue in the data; see “Load data”");
    await page.click("#language");
    expect(await lines()).toEqual(found);
    // What a refused file is refused for, while the market before stays open.
    await load("", "#status.bad");
    const refused = await statusText();
    expect(refused).toContain("needs.jsonl 是空文件");
    await page.click("#language");
    expect(await statusText()).toMatch(/^No outcome or no need could be read; what is open stays\. needs\.jsonl is empty/);
    expect((await lines())[0]).toMatch(/^needs\.jsonl is empty/);
    await page.click("#language");
    expect(await statusText()).toBe(refused);
    // An answer that somebody asked for is not lost.
    await page.fill("#min-score", "0");
    await solve();
    await choose("窑炉");
    const inPlan = (await pairs()).map((pair) => pair.split("|")[0]);
    await page.goto(`${server.url}/#need=${inPlan[0] === "n1" ? "n2" : "n1"}&partner=o1&minScore=0`);
    await page.waitForSelector("#explanation > button");
    await page.click("#explanation > button");
    await page.waitForSelector("#why-not p");
    expect(await page.innerText("#why-not p")).toMatch(/^n\d – o1：/);
    await page.click("#language");
    await until(`document.querySelector("#why-not p")?.textContent.includes(" – o1: ")`);
    expect(await page.innerText("#why-not p")).not.toMatch(/\p{sc=Han}/u);
  });

  it("says how far the search index is in the language that is chosen, at once", async () => {
    // The worker that searches tells of half an index, and then of nothing more until it is asked to.
    await page.addInitScript(`{
      const listen = Worker.prototype.addEventListener;
      Worker.prototype.addEventListener = function (type, listener) {
        listen.call(this, type, (event) => {
          if (event.data?.progress?.stage !== "search") return listener.call(this, event);
          listener.call(this, { data: { progress: { ...event.data.progress, done: 1, total: 2 } } });
        });
      };
    }`);
    await openCatalogue();
    const status = (): Promise<string> => page.innerText("#search-status");
    expect(await status()).toBe("检索索引 1/2");
    await page.click("#language");
    expect(await status()).toBe("Search index 1/2");
    await page.click("#language");
    expect(await status()).toBe("检索索引 1/2");
  });

  it("refuses a market kept by a page of another version, and takes files again", async () => {
    await openCatalogue();
    await page.waitForTimeout(200);
    await changeKept("result.version = 1");
    await page.reload();
    await page.waitForSelector("#status.bad");
    expect(await statusText()).toContain("page-version");
    await page.click("#catalogue");
    await page.waitForSelector("body[data-market]");
  });

  it("speaks both languages, and meets WCAG A and AA by axe in both, wide and narrow", async () => {
    await openCatalogue("#need=n001&partner=o001");
    await solve();
    await page.click("#language");
    expect(await page.innerText("#solve")).toBe("Solve");
    expect(await page.getAttribute("html", "lang")).toBe("en");
    for (const width of [1_400, 390]) {
      await page.setViewportSize({ width, height: 900 });
      expect([width, await violations()]).toEqual([width, []]);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
    }
  });

  it.each([1_400, 820, 390])(
    "writes the waterfall in letters about as large as the page's, and no button over two lines, %d pixels wide",
    async (width) => {
      await page.setViewportSize({ width, height: 900 });
      await openCatalogue("#need=n001&partner=o001&lang=en&method=coverage");
      await page.waitForSelector(".waterfall text");
      const height: number = await page.evaluate(`document.querySelector(".waterfall text").getBoundingClientRect().height`);
      expect(height).toBeGreaterThan(12);
      expect(height).toBeLessThan(24);
      await page.click("#solve");
      await page.waitForSelector(".groups > li");
      const tall: number = await page.evaluate(
        `Math.max(...[...document.querySelectorAll(".groups .answers button")].map((each) => each.offsetHeight))`,
      );
      expect(tall).toBeLessThan(45);
    },
  );

  it("follows a dark scheme, and meets WCAG A and AA by axe in it, wide and narrow, answers, alliances and failures included", async () => {
    await openCatalogue("#need=n001&partner=o001&lang=en");
    const ground = (): Promise<string> => page.evaluate("getComputedStyle(document.body).backgroundColor");
    const light = await ground();
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await ground()).not.toBe(light);
    await page.fill("#query", "余热回收");
    await page.waitForSelector("#hits mark");
    await solve();
    const [first] = await pairs();
    for (const answer of ["accept need", "accept outcome"]) await press(first!, answer);
    await page.waitForSelector("tr.agreed");
    const check = async (what: string): Promise<void> => {
      for (const width of [1_400, 390]) {
        await page.setViewportSize({ width, height: 900 });
        expect([what, width, await violations()]).toEqual([what, width, []]);
        expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
      }
    };
    await check("pairs");
    await page.selectOption("#method", "coverage");
    await page.click("#solve");
    await page.waitForSelector(".groups > li");
    await page.click(".groups > li:nth-child(1) .answers button");
    await page.click(".groups > li:nth-child(2) .members button");
    await page.waitForSelector(".groups li.declined");
    await page.evaluate(`document.querySelector("#loading").open = true`);
    await page.click("#load-files");
    await page.waitForSelector("#status.bad");
    await check("alliances");
    await page.emulateMedia({ colorScheme: "light" });
    await check("alliances, light");
  });

  it("reaches every control by Tab, names it, and shows where the focus is", async () => {
    await openCatalogue("#need=n001&partner=o001&lang=en");
    await solve();
    await page.waitForSelector("#explanation button");
    await page.evaluate(`document.querySelector("#loading").open = true`);
    const controls: number = await page.evaluate(`{
      const all = [...document.querySelectorAll("button, select, input, summary")]
        .filter((each) => !each.disabled && !each.closest("[hidden]") && each.checkVisibility());
      all.forEach((each, at) => (each.dataset.control = at));
      document.activeElement.blur();
      all.length;
    }`);
    expect(controls).toBeGreaterThan(300);
    const reached = new Set<number>();
    const unseen: string[] = [];
    for (let tabs = 0; tabs < controls + 5; tabs++) {
      await page.keyboard.press("Tab");
      const { control, name, outline } = await page.evaluate<{ control: string | undefined; name: string; outline: string }>(`{
        const at = document.activeElement;
        const shown = at.type === "file" ? at.nextElementSibling : at;
        ({ control: at.dataset.control, name: at.id || at.textContent, outline: getComputedStyle(shown).outlineStyle });
      }`);
      if (control !== undefined) reached.add(Number(control));
      if (control !== undefined && outline === "none") unseen.push(name);
    }
    expect([reached.size, unseen]).toEqual([controls, []]);
  });

  it.each([1_400, 390])("keeps the line of status in sight, and nothing that has the focus under it, %d pixels wide", async (width) => {
    await page.setViewportSize({ width, height: 900 });
    await openCatalogue("#need=n001&partner=o001");
    await solve();
    const last = (await pairs()).at(-1)!;
    await page.focus(`[data-key="${last} lock"]`);
    await page.keyboard.press("Enter");
    const top = (selector: string, edge: "top" | "bottom"): Promise<number> =>
      page.evaluate(`document.querySelector(${JSON.stringify(selector)}).getBoundingClientRect().${edge}`);
    expect(await page.evaluate("scrollY")).toBeGreaterThan(600);
    expect(await top("#status", "top")).toBe(0);
    // Backwards through the page, where the browser scrolls up to whatever gets the focus.
    const hidden: string[] = [];
    for (let tabs = 0; tabs < 60; tabs++) {
      await page.keyboard.press("Shift+Tab");
      const [focused, name] = await page.evaluate<[number, string]>(
        `[document.activeElement.getBoundingClientRect().top, document.activeElement.dataset.key ?? document.activeElement.id]`,
      );
      if (focused < (await top("#status", "bottom"))) hidden.push(name);
    }
    expect(hidden).toEqual([]);
  });

  it("leaves the focus where it was when an answer redraws the table", async () => {
    await openCatalogue();
    await solve();
    const [first, second] = await pairs();
    const focused = (): Promise<string> => page.evaluate("document.activeElement.dataset.key");
    await page.focus(`[data-key="${first} accept need"]`);
    await page.keyboard.press("Enter");
    await page.waitForSelector(`[data-key="${first} accept need"][aria-pressed="true"]`);
    expect(await focused()).toBe(`${first} accept need`);
    // What was declined is gone: the next row's button stands at its place.
    await page.focus(`[data-key="${first} decline need"]`);
    await page.keyboard.press("Enter");
    await page.waitForSelector(`tr[data-pair="${first}"]`, { state: "detached" });
    expect(await focused()).toBe(`${second} decline need`);
  });

  it("is used by keyboard alone: search, choice, explanation, plan", async () => {
    await openCatalogue();
    await page.focus("body");
    await page.keyboard.press("/");
    await page.keyboard.type("余热回收");
    await page.waitForSelector("#hits mark");
    await page.keyboard.press("ArrowDown");
    expect(await page.getAttribute("#query", "aria-activedescendant")).toBe("hit-0");
    await page.keyboard.press("Enter");
    await page.waitForSelector("#partners button");
    for (let tabs = 0; tabs < 12 && (await page.evaluate("document.activeElement.closest('#partners') === null")); tabs++)
      await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".waterfall");
    const tabTo = async (condition: string): Promise<void> => {
      for (let tabs = 0; tabs < 80 && !(await page.evaluate(condition)); tabs++) await page.keyboard.press("Tab");
      expect(await page.evaluate(condition)).toBe(true);
    };
    await tabTo("document.activeElement.id === 'solve'");
    await page.keyboard.press("Enter");
    await page.waitForSelector("#plan-table tr[data-pair]");
    await tabTo("document.activeElement.matches('tr[data-pair] button[aria-pressed=\"false\"]')");
    await page.keyboard.press("Enter");
    await page.waitForSelector('tr[data-pair] button[aria-pressed="true"]');
    await page.keyboard.press("Control+z");
    await page.waitForSelector('tr[data-pair] button[aria-pressed="true"]', { state: "detached" });
  });
});
