// A loop by hand over the openai package, as its documentation shows one. The package's own runners speak Chat Completions only.
import OpenAI from 'openai';
import { baseURL, conversation, outputOf, report } from './loop.mjs';

const client = new OpenAI({ baseURL, apiKey: 'none', maxRetries: 0 });
await report(async (calls) => {
  const { model, tools, store, include } = conversation;
  const input = [{ role: 'user', content: conversation.input }];
  for (let round = 0; round < conversation.rounds; round++) {
    const response = await client.responses.stream({ model, tools, store, include, input }).finalResponse();
    input.push(...response.output);
    const asked = response.output.filter((item) => item.type === 'function_call');
    for (const call of asked) {
      calls.push({ name: call.name, arguments: call.arguments, id: call.call_id });
      input.push({ type: 'function_call_output', call_id: call.call_id, output: outputOf(call.name, call.arguments) });
    }

    if (asked.length === 0) {
      return response.output_text;
    }
  }

  return null;
});
