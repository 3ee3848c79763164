// The Runner of the @openai/agents package over the Responses API.
import OpenAI from 'openai';
import { Agent, OpenAIProvider, Runner, tool } from '@openai/agents';
import { baseURL, conversation, outputOf, report } from './loop.mjs';

const openAIClient = new OpenAI({ baseURL, apiKey: 'none', maxRetries: 0 });
const runner = new Runner({ modelProvider: new OpenAIProvider({ openAIClient, useResponses: true }), tracingDisabled: true });
const agent = new Agent({
  name: 'loop',
  model: conversation.model,
  modelSettings: { store: conversation.store, providerData: { include: conversation.include } },
  tools: conversation.tools.map(({ name, description, parameters, strict }) =>
    tool({ name, description, parameters, strict: strict ?? false, execute: (args) => outputOf(name, args) })),
});
await report(async (calls) => {
  const result = await runner.run(agent, conversation.input, { stream: true, maxTurns: conversation.rounds });
  for await (const event of result) {
    if (event.type === 'run_item_stream_event' && event.item.type === 'tool_call_item') {
      const { name, arguments: args, callId } = event.item.rawItem;
      calls.push({ name, arguments: args, id: callId });
    }
  }

  await result.completed;
  return result.finalOutput ?? null;
});
