// Reads {name: chart} as JSON and prints {name: error} of the charts that Mermaid can't read.
import { JSDOM } from "jsdom";
import { text } from "node:stream/consumers";

// Mermaid cleans labels with the document of a browser.
const { window } = new JSDOM("");
Object.assign(globalThis, { window, document: window.document });
const { default: mermaid } = await import("mermaid");

const errors = {};
for (const [name, chart] of Object.entries(JSON.parse(await text(process.stdin)))) {
  await mermaid.parse(chart).catch((error) => (errors[name] = String(error.message ?? error)));
}
console.log(JSON.stringify(errors));
// Its timers would keep the program alive.
process.exit(0);
