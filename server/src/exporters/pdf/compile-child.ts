/**
 * Compiles one guide in a process of its own: JSON on standard input, PDF on standard output. It ends with 0,
 * or writes why to standard error and ends with 1. It opens no network and no file but the template and the
 * fonts: Typst sees a workspace that holds nothing else.
 */
import { readFileSync } from 'node:fs';
import { json } from 'node:stream/consumers';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';

interface Order {
  guide: { date: [number, number, number] };
  fonts: string[];
  template: 'guide' | 'sheet';
}

const { guide, fonts, template } = (await json(process.stdin)) as Order;
const compiler = NodeCompiler.create({
  workspace: import.meta.dirname,
  fontArgs: [{ fontBlobs: fonts.map((path) => readFileSync(path)) }],
});
compiler.mapShadow(`${import.meta.dirname}/guide.json`, Buffer.from(JSON.stringify(guide)));
const compiled = compiler.compile({
  mainFileContent: readFileSync(new URL(`./${template}.typ`, import.meta.url), 'utf8'),
});
if (!compiled.result) {
  const error = compiled.takeError();
  process.stderr.write(JSON.stringify(error ? compiler.fetchDiagnostics(error) : 'no result').slice(0, 4000));
  process.exit(1);
}
process.stdout.write(render(compiled.result));

/**
 * As PDF/UA-1, the standard for readers who do not see. A sign that no font here has breaks that standard and
 * not the guide: then it is a tagged PDF without the claim.
 */
function render(document: NonNullable<typeof compiled.result>): Buffer {
  const creationTimestamp = Date.UTC(guide.date[0], guide.date[1] - 1, guide.date[2]) / 1000;
  try {
    return compiler.pdf(document, { pdfStandard: 'ua-1', creationTimestamp });
  } catch (error) {
    process.stderr.write(`not PDF/UA: ${String(error).slice(0, 2000)}`);
    return compiler.pdf(document, { pdfTags: true, creationTimestamp });
  }
}
