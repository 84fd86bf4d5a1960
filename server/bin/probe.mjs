// Asks a process of the product for its health, for platforms that can only run a program:
// node probe.mjs URL [timeout in seconds] [tries] [seconds between them]. Ends with 0 at the first good answer.
const [url, timeout = '2', tries = '1', every = '2'] = process.argv.slice(2);
let said = 'nothing';
for (let left = Number(tries); left > 0; left--) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(Number(timeout) * 1000) });
    said = `${response.status} ${await response.text()}`;
    if (response.ok) process.exit(0);
  } catch (error) {
    said = error.cause?.message ?? error.message;
  }
  if (left > 1) await new Promise((done) => setTimeout(done, Number(every) * 1000));
}
process.stderr.write(`${url}: ${said}\n`);
process.exit(1);
