import assert from 'node:assert/strict';
import OpenAI from 'openai';
import { address, description, list, name, parameters, place, question, result, untilIdle } from './weather.mjs';

const client = new OpenAI({ baseURL: `${address}/v1`, apiKey: 'none', maxRetries: 0 });
const model = 'nano';
const tools = [{ type: 'function', name, description, parameters }];

const stream = client.responses.stream({ model, input: question, tools });
let told = '';
stream.on('response.function_call_arguments.delta', event => (told += event.delta));
const { output } = await stream.finalResponse();
const call = output.find(item => item.type === 'function_call');
assert.deepEqual(JSON.parse(told), { city: 'Oslo' });
assert.deepEqual(JSON.parse(call.arguments), { city: 'Oslo' });

const input = [{ role: 'user', content: question }, ...output, { type: 'function_call_output', call_id: call.call_id, output: result }];
const answer = await client.responses.create({ model, input, tools });
assert.match(answer.output_text, /7 degrees/);
assert.ok(answer.usage.input_tokens_details.cached_tokens > 0);

const format = (name, schema) => ({ format: { type: 'json_schema', name, schema } });
const where = await client.responses.create({ model, input: question, text: format('place', place) });
assert.ok(place.properties.city.enum.includes(JSON.parse(where.output_text).city));

const likely = await client.responses.create({ model, input: question, include: ['message.output_text.logprobs'], top_logprobs: 2 });
const [text] = likely.output.find(item => item.type === 'message').content;
assert.equal(text.logprobs.map(({ token }) => token).join(''), text.text);

await assert.rejects(
  client.responses.create({ model, input: question, previous_response_id: 'resp_1' }),
  error => error instanceof OpenAI.BadRequestError && error.param === 'previous_response_id');

const endless = await client.responses.create({ model, input: question, text: format('list', list), loop_guard: 'off', stream: true });
for await (const event of endless) if (event.type.endsWith('.delta')) break;
await untilIdle();
