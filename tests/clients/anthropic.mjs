import assert from 'node:assert/strict';
import Anthropic from '@anthropic-ai/sdk';
import { address, description, list, name, parameters, place, question, result, untilIdle } from './weather.mjs';

const client = new Anthropic({ baseURL: address, apiKey: 'none', maxRetries: 0 });
const asked = {
  model: 'nano',
  max_tokens: 500,
  messages: [{ role: 'user', content: question }],
};
const armed = { ...asked, tools: [{ name, description, input_schema: parameters }], thinking: { type: 'adaptive' } };

const whole = await client.messages.create(armed);
const use = whole.content.find(block => block.type === 'tool_use');
assert.deepEqual(use.input, { city: 'Oslo' });
assert.equal(whole.stop_reason, 'tool_use');

const streamed = await client.messages.stream(armed).finalMessage();
assert.deepEqual(streamed.content.find(block => block.type === 'tool_use').input, { city: 'Oslo' });

const turns = [
  ...asked.messages,
  { role: 'assistant', content: whole.content },
  { role: 'user', content: [{ type: 'tool_result', tool_use_id: use.id, content: result }] },
];
const answer = await client.messages.create({ ...armed, messages: turns });
assert.match(answer.content.at(-1).text, /7 degrees/);
assert.ok(answer.usage.cache_read_input_tokens > 0);

const format = schema => ({ output_config: { format: { type: 'json_schema', schema } } });
const where = await client.messages.create({ ...asked, ...format(place) });
assert.ok(place.properties.city.enum.includes(JSON.parse(where.content.at(-1).text).city));

assert.ok((await client.messages.countTokens({ model: asked.model, messages: asked.messages })).input_tokens > 0);
await assert.rejects(client.messages.create({ ...asked, model: 'none' }), Anthropic.NotFoundError);
await assert.rejects(client.messages.create({ ...asked, messages: [] }), Anthropic.BadRequestError);

const endless = await client.messages.create({ ...asked, ...format(list), stream: true });
for await (const event of endless) if (event.type === 'content_block_delta') break;
await untilIdle();
