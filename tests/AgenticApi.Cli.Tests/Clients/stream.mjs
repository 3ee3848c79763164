// Streams one response to its end with the openai package, and prints what it made of it.
// Usage: node stream.mjs BASE_URL BODY
import OpenAI from 'openai';

const [baseURL, body] = process.argv.slice(2);
const client = new OpenAI({ baseURL, apiKey: 'none', maxRetries: 0 });
const stream = client.responses.stream(JSON.parse(body));
let deltas = '';
stream.on('response.output_text.delta', (event) => (deltas += event.delta));
const response = await stream.finalResponse();
const calls = response.output.filter((item) => item.type === 'function_call').map(({ name, arguments: args }) => ({ name, arguments: args }));
const reasoning = response.output.filter((item) => item.type === 'reasoning').flatMap((item) => item.content ?? []).map((part) => part.text).join('');
console.log(JSON.stringify({ id: response.id, status: response.status, text: response.output_text, deltas, reasoning, calls }));
