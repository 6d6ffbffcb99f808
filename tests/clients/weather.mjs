export const address = process.argv[2];
export const question = 'What is the weather in Oslo?';
export const result = '{"city": "Oslo", "temperature": 7, "condition": "rainy"}';
export const name = 'get_weather';
export const description = 'Gets the current weather for a city.';
export const parameters = {
  type: 'object',
  properties: { city: { type: 'string', description: 'The city name.' } },
  required: ['city'],
};
export const place = {
  type: 'object',
  properties: { city: { enum: ['Oslo', 'Rome'] } },
  required: ['city'],
  additionalProperties: false,
};

/** Asks for more than anybody would wait for. */
export const list = { type: 'array', items: { type: 'integer' }, minItems: 1000 };

/** Waits until the model works for nobody. */
export async function untilIdle() {
  for (;;) {
    const status = await (await fetch(`${address}/status`)).json();
    if (!(status.models[0].figures['step35.sequences.busy'] > 0)) return;
  }
}
