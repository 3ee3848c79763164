// streamText of the ai package, with the Responses API of @ai-sdk/openai.
import { createOpenAI } from '@ai-sdk/openai';
import { jsonSchema, stepCountIs, streamText, tool } from 'ai';
import { baseURL, conversation, outputOf, report } from './loop.mjs';

const openai = createOpenAI({ baseURL, apiKey: 'none' });
await report(async (calls) => {
  let failure;
  const result = streamText({
    model: openai.responses(conversation.model),
    prompt: conversation.input,
    tools: Object.fromEntries(conversation.tools.map(({ name, description, parameters }) =>
      [name, tool({ description, inputSchema: jsonSchema(parameters), execute: (args) => outputOf(name, args) })])),
    stopWhen: stepCountIs(conversation.rounds),
    maxRetries: 0,
    providerOptions: { openai: { store: conversation.store, include: conversation.include } },
    onError: ({ error }) => (failure ??= error),
  });
  for await (const part of result.fullStream) {
    if (part.type === 'tool-call') {
      calls.push({ name: part.toolName, arguments: JSON.stringify(part.input), id: part.toolCallId });
    }
  }

  if (failure) {
    throw failure;
  }

  return await result.text;
});
