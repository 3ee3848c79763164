// What the loops share: the conversation that they lead, its tools, and how they report.
// Usage: node loop-NAME.mjs BASE_URL CONVERSATION
const [url, json] = process.argv.slice(2);
export const baseURL = url;
export const conversation = JSON.parse(json);

const sorted = (value) =>
  value && typeof value === 'object' && !Array.isArray(value) ? Object.fromEntries(Object.keys(value).sort().map((name) => [name, sorted(value[name])])) : value;
const keyOf = (name, args) => `${name} ${JSON.stringify(sorted(typeof args === 'string' ? JSON.parse(args) : args))}`;
const outputs = new Map(conversation.outputs.map((one) => [keyOf(one.name, one.arguments), one.output]));

/** The recorded output of a call. */
export const outputOf = (name, args) => outputs.get(keyOf(name, args)) ?? 'not recorded';

/** Runs a loop, which adds its calls as it goes and returns the final text, and prints what it came to. */
export async function report(loop) {
  const calls = [];
  let text = null;
  let error = null;
  try {
    text = await loop(calls);
  } catch (e) {
    error = `${e.name}: ${e.message}`;
  }

  console.log(JSON.stringify({ calls, text, error }));
  process.exit(0);
}
