import assert from 'node:assert/strict';
import OpenAI from 'openai';
import { address, description, list, name, parameters, place, question, result, untilIdle } from './weather.mjs';

const client = new OpenAI({ baseURL: `${address}/v1`, apiKey: 'none', maxRetries: 0 });
const model = 'nano';
const tools = [{ type: 'function', function: { name, description, parameters } }];
const messages = [{ role: 'user', content: question }];

const whole = await client.chat.completions.create({ model, messages, tools });
const message = whole.choices[0].message;
assert.deepEqual(JSON.parse(message.tool_calls[0].function.arguments), { city: 'Oslo' });
assert.equal(whole.choices[0].finish_reason, 'tool_calls');

const streamed = await client.chat.completions.stream({ model, messages, tools }).finalChatCompletion();
assert.deepEqual(JSON.parse(streamed.choices[0].message.tool_calls[0].function.arguments), { city: 'Oslo' });

const call = { role: 'tool', tool_call_id: message.tool_calls[0].id, content: result };
const answer = await client.chat.completions.create({ model, messages: [...messages, message, call], tools });
assert.match(answer.choices[0].message.content, /7 degrees/);
assert.ok(answer.usage.prompt_tokens_details.cached_tokens > 0);

const format = (name, schema) => ({ type: 'json_schema', json_schema: { name, schema } });
const where = await client.chat.completions.create({ model, messages, response_format: format('place', place) });
assert.ok(place.properties.city.enum.includes(JSON.parse(where.choices[0].message.content).city));

await assert.rejects(client.chat.completions.create({ model: 'none', messages }), OpenAI.NotFoundError);
const likely = await client.chat.completions.create({ model, messages, logprobs: true, top_logprobs: 2 });
assert.equal(likely.choices[0].logprobs.content.map(({ token }) => token).join(''), likely.choices[0].message.content);
await assert.rejects(
  client.chat.completions.create({ model, messages, logprobs: true, top_logprobs: 99 }),
  error => error instanceof OpenAI.BadRequestError && error.param === 'top_logprobs');

const endless = await client.chat.completions.create({ model, messages, response_format: format('list', list), loop_guard: 'off', stream: true });
for await (const _ of endless) break;
await untilIdle();
