import assert from 'node:assert/strict';
import { Ollama } from 'ollama';
import { address, description, list, name, parameters, place, question, result, untilIdle } from './weather.mjs';

const client = new Ollama({ host: address });
const model = 'nano';
const messages = [{ role: 'user', content: question }];
const tools = [{ type: 'function', function: { name, description, parameters } }];

const { message } = await client.chat({ model, messages, tools });
assert.deepEqual(message.tool_calls[0].function.arguments, { city: 'Oslo' });

const parts = [];
for await (const part of await client.chat({ model: `${model}:latest`, messages, tools, stream: true })) parts.push(part);
assert.deepEqual(parts.flatMap(part => part.message.tool_calls ?? [])[0].function.arguments, { city: 'Oslo' });
assert.ok(parts.at(-1).done);

const answer = await client.chat({ model, messages: [...messages, message, { role: 'tool', tool_name: name, content: result }], tools });
assert.match(answer.message.content, /7 degrees/);

const where = await client.chat({ model, messages, format: place });
assert.ok(place.properties.city.enum.includes(JSON.parse(where.message.content).city));
assert.ok(place.properties.city.enum.includes(JSON.parse((await client.generate({ model, prompt: question, format: place })).response).city));

assert.equal((await client.list()).models[0].name, model);
assert.equal((await client.ps()).models[0].name, model);
assert.ok((await client.show({ model })).details);
await assert.rejects(client.chat({ model: 'none', messages }), error => error.status_code === 404);

for await (const _ of await client.chat({ model, messages, format: list, stream: true })) break;
client.abort();
await untilIdle();
