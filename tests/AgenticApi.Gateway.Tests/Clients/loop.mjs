// Shared by the loops: the questions, the tools, and the output.
// Usage: node loop-NAME.mjs BASE_URL {"model":…,"stream":…,"history":…}
const [url, json] = process.argv.slice(2);
export const baseURL = url;

/** The arguments of the loop: the model, whether it streams, and where the history is kept. */
export const { model, stream, history } = JSON.parse(json);
export const instructions = 'Be short.';
export const questions = ['What is the weather in Paris and in Rome, and the time in Rome?', 'Thank you.'];
export const parameters = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'], additionalProperties: false };

/** The tools by name. Each returns its output. */
export const tools = {
  get_weather: ({ city }) => `It is sunny in ${city}.`,
  get_time: ({ city }) => `It is noon in ${city}.`,
};

/** Runs a loop, which records its calls and returns the answer to each question, and prints the result as JSON. */
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
