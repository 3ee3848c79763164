// A tool loop with ChatOpenAI of @langchain/openai, as in its documentation.
import { HumanMessage, SystemMessage, ToolMessage } from '@langchain/core/messages';
import { concat } from '@langchain/core/utils/stream';
import { ChatOpenAI } from '@langchain/openai';
import { baseURL, history, instructions, model, parameters, questions, report, stream, tools } from './loop.mjs';

const chat = new ChatOpenAI({ model, apiKey: 'none', useResponsesApi: true, zdrEnabled: history === 'unstored', configuration: { baseURL } })
  .bindTools(Object.keys(tools).map((name) => ({ type: 'function', function: { name, parameters } })));

async function ask(messages, options) {
  if (!stream) {
    return await chat.invoke(messages, options);
  }

  let whole;
  for await (const chunk of await chat.stream(messages, options)) {
    whole = whole ? concat(whole, chunk) : chunk;
  }

  return whole;
}

await report(async (calls) => {
  const texts = [];
  const options = {};
  let messages = [new SystemMessage(instructions)];
  for (const question of questions) {
    messages.push(new HumanMessage(question));
    for (;;) {
      const answer = await ask(messages, options);
      if (history === 'previous') {
        options.previous_response_id = answer.response_metadata.id;
        messages = [];
      } else {
        messages.push(answer);
      }

      for (const call of answer.tool_calls) {
        calls.push({ name: call.name, arguments: JSON.stringify(call.args) });
        messages.push(new ToolMessage({ content: tools[call.name](call.args), tool_call_id: call.id }));
      }

      if (answer.tool_calls.length === 0) {
        texts.push(answer.text);
        break;
      }
    }
  }

  return texts;
});
