// A tool loop with the openai package, as in its documentation. The runners of the package support Chat Completions only.
import OpenAI from 'openai';
import { baseURL, history, instructions, model, parameters, questions, report, stream, tools } from './loop.mjs';

const client = new OpenAI({ baseURL, apiKey: 'none' });
const declared = Object.keys(tools).map((name) => ({ type: 'function', name, parameters, strict: true }));
await report(async (calls) => {
  const conversation = history === 'conversation' ? (await client.conversations.create()).id : undefined;
  const isKept = ['conversation', 'previous'].includes(history);
  const texts = [];
  let previous;
  let input = [];
  for (const question of questions) {
    input.push({ role: 'user', content: question });
    for (;;) {
      const body = {
        model, instructions, input, tools: declared, conversation, previous_response_id: previous,
        ...(history === 'unstored' && { store: false, include: ['reasoning.encrypted_content'] }),
      };
      const response = stream ? await client.responses.stream(body).finalResponse() : await client.responses.create(body);
      previous = history === 'previous' ? response.id : undefined;
      input = isKept ? [] : [...input, ...response.output];
      const asked = response.output.filter((item) => item.type === 'function_call');
      for (const call of asked) {
        calls.push({ name: call.name, arguments: call.arguments });
        input.push({ type: 'function_call_output', call_id: call.call_id, output: tools[call.name](JSON.parse(call.arguments)) });
      }

      if (asked.length === 0) {
        texts.push(response.output_text);
        break;
      }
    }
  }

  return texts;
});
