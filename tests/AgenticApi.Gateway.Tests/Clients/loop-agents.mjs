// A tool loop with `run` of the @openai/agents package, which uses the Responses API by default.
import OpenAI from 'openai';
import { Agent, OpenAIConversationsSession, run, setDefaultOpenAIClient, setTracingDisabled, tool } from '@openai/agents';
import { baseURL, history, instructions, model, parameters, questions, report, stream, tools } from './loop.mjs';

const client = new OpenAI({ baseURL, apiKey: 'none' });
setDefaultOpenAIClient(client);
setTracingDisabled(true);
const agent = new Agent({
  name: 'loop',
  instructions,
  model,
  ...(history === 'unstored' && { modelSettings: { store: false, providerData: { include: ['reasoning.encrypted_content'] } } }),
  tools: Object.entries(tools).map(([name, execute]) => tool({ name, description: name, parameters, execute })),
});

await report(async (calls) => {
  const session = history === 'session' ? new OpenAIConversationsSession({ client }) : undefined;
  const conversationId = history === 'conversation' ? (await client.conversations.create()).id : undefined;
  const isKept = session || conversationId || history === 'previous';
  const texts = [];
  let kept = [];
  let previousResponseId;
  for (const question of questions) {
    const input = isKept ? question : [...kept, { role: 'user', content: question }];
    const result = await run(agent, input, { stream, session, conversationId, previousResponseId });
    if (stream) {
      for await (const event of result) {
        void event;
      }

      await result.completed;
    }

    for (const { rawItem } of result.newItems.filter((item) => item.type === 'tool_call_item')) {
      calls.push({ name: rawItem.name, arguments: rawItem.arguments });
    }

    texts.push(result.finalOutput);
    kept = result.history;
    previousResponseId = history === 'previous' ? result.lastResponseId : undefined;
  }

  return texts;
});
