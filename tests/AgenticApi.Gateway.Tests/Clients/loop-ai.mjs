// A tool loop with generateText and streamText of the ai package, and the Responses API of @ai-sdk/openai.
import { createOpenAI } from '@ai-sdk/openai';
import { generateText, jsonSchema, stepCountIs, streamText, tool } from 'ai';
import { baseURL, history, instructions, model, parameters, questions, report, stream, tools } from './loop.mjs';

const openai = createOpenAI({ baseURL, apiKey: 'none' });

async function ask(messages, options, calls) {
  const settings = {
    model: openai(model),
    system: instructions,
    messages,
    tools: Object.fromEntries(Object.entries(tools).map(([name, execute]) => [name, tool({ inputSchema: jsonSchema(parameters), execute })])),
    stopWhen: stepCountIs(5),
    providerOptions: { openai: options },
  };
  const add = ({ toolName, input }) => calls.push({ name: toolName, arguments: JSON.stringify(input) });
  if (!stream) {
    const result = await generateText(settings);
    result.steps.flatMap((step) => step.toolCalls).forEach(add);
    return { text: result.text, made: result.responseMessages ?? result.response.messages };
  }

  let failure;
  const result = streamText({ ...settings, onError: ({ error }) => (failure ??= error) });
  for await (const part of result.fullStream) {
    if (part.type === 'tool-call') {
      add(part);
    }
  }

  if (failure) {
    throw failure;
  }

  return { text: await result.text, made: (await result.responseMessages) ?? (await result.response).messages };
}

await report(async (calls) => {
  const options = { ...(history === 'unstored' && { store: false }) };
  if (history === 'conversation') {
    // The package has no function that creates a conversation.
    const response = await fetch(`${baseURL}/conversations`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });
    options.conversation = (await response.json()).id;
  }

  const texts = [];
  let messages = [];
  for (const question of questions) {
    messages = [...(history === 'conversation' ? [] : messages), { role: 'user', content: question }];
    const { text, made } = await ask(messages, options, calls);
    texts.push(text);
    messages = [...messages, ...made];
  }

  return texts;
});
