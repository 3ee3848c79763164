// What the loops share: the questions, the tools, and how they report.
// Usage: node loop-NAME.mjs BASE_URL {"model":…,"stream":…,"history":…}
const [url, json] = process.argv.slice(2);
export const baseURL = url;

/** How the loop is to be led: the model, whether it streams, and who keeps the conversation. */
export const { model, stream, history } = JSON.parse(json);
export const instructions = 'Be short.';
export const questions = ['What is the weather in Paris and in Rome, and the time in Rome?', 'Thank you.'];
export const parameters = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'], additionalProperties: false };

/** The tools, by name: each gives its output. */
export const tools = {
  get_weather: ({ city }) => `It is sunny in ${city}.`,
  get_time: ({ city }) => `It is noon in ${city}.`,
};

/** Runs a loop, which adds its calls as it goes and returns the answer to each question, and prints what it came to. */
export async function report(loop) {
  const calls = [];
  let texts = [];
  let error = null;
  try {
    texts = await loop(calls);
  } catch (e) {
    error = `${e.name}: ${e.message}`;
  }

  console.log(JSON.stringify({ calls, texts, error }));
  process.exit(0);
}
