// What a training step does between matrix products, each in one pass over memory. Numbers between products are bfloat16,
// sums are float32. A backward function takes what its forward function took, and the gradient of what that gave.
#include <float.h>
#include <math.h>
#include <omp.h>
#include <stdint.h>
#include <string.h>

typedef uint16_t bf16;

static inline float wide(bf16 x)
{
    union { uint32_t bits; float value; } u = { (uint32_t)x << 16 };
    return u.value;
}

static inline bf16 narrow(float x)
{
    union { float value; uint32_t bits; } u = { x };
    return (bf16)((u.bits + 0x7fff + ((u.bits >> 16) & 1)) >> 16);
}

static inline float sigmoid(float x) { return 1 / (1 + expf(-x)); }

// How many rows the gradients of weights need.
int thread_count(void) { return omp_get_max_threads(); }

// Root-mean-square norm of rows; `scales` keeps each row's factor.
void rms_norm(const float *x, const float *weight, bf16 *y, float *scales, long rows, long size, float epsilon)
{
    #pragma omp parallel for
    for (long r = 0; r < rows; r++) {
        const float *in = x + r * size;
        float sum = 0;
        for (long i = 0; i < size; i++) sum += in[i] * in[i];
        float scale = scales[r] = 1 / sqrtf(sum / size + epsilon);
        for (long i = 0; i < size; i++) y[r * size + i] = narrow(in[i] * scale * weight[i]);
    }
}

// `d_weight` has one row a thread.
void rms_norm_back(const float *x, const float *weight, const float *scales, const bf16 *dy, float *dx, float *d_weight,
                   long rows, long size)
{
    #pragma omp parallel for schedule(static)
    for (long r = 0; r < rows; r++) {
        const float *in = x + r * size;
        const bf16 *d = dy + r * size;
        float *own = d_weight + omp_get_thread_num() * size, scale = scales[r], dot = 0;
        for (long i = 0; i < size; i++) {
            dot += wide(d[i]) * weight[i] * in[i];
            own[i] += wide(d[i]) * in[i] * scale;
        }
        float along = dot * scale * scale * scale / size;
        for (long i = 0; i < size; i++) dx[r * size + i] = wide(d[i]) * weight[i] * scale - in[i] * along;
    }
}

// Where heads stand. In rows: [batch, length, width], from a column on. In blocks: [batch, kv, block, group, window, size], or,
// for keys and values of sliding layers, [batch, kv, block, 2 * window, size]: each block after the one before it.
typedef struct {
    long batch, length, width, column, kv, group, size, window, paired, half;
    float factor, epsilon;
} Heads;

static inline long in_rows(const Heads *h, long b, long t, long head)
{
    return (b * h->length + t) * h->width + h->column + head * h->size;
}

static inline long in_blocks(const Heads *h, long b, long t, long head)
{
    long kv = head / h->group, g = head % h->group, block = t / h->window, blocks = h->length / h->window;
    long first = (b * h->kv + kv) * blocks + block;
    if (h->paired) return ((first * 2 + 1) * h->window + t % h->window) * h->size;
    return ((first * h->group + g) * h->window + t % h->window) * h->size;
}

// The same row in the next block's first half, or -1.
static inline long in_next_block(const Heads *h, long t, long place)
{
    return h->paired && t + h->window < h->length ? place + h->window * h->size : -1;
}

// Norms, rotates and scales heads and lays them out in blocks; without `weight` it only lays them out.
void lay_heads(const bf16 *x, const float *weight, const float *cosines, const float *sines, bf16 *out, float *scales, const Heads *h)
{
    long heads = h->kv * h->group, half = h->half;
    #pragma omp parallel for collapse(2)
    for (long b = 0; b < h->batch; b++)
    for (long t = 0; t < h->length; t++)
    for (long head = 0; head < heads; head++) {
        const bf16 *in = x + in_rows(h, b, t, head);
        long place = in_blocks(h, b, t, head), next = in_next_block(h, t, place);
        float n[256], sum = 0;
        for (long i = 0; i < h->size; i++) n[i] = wide(in[i]);
        if (weight) {
            for (long i = 0; i < h->size; i++) sum += n[i] * n[i];
            float scale = scales[(b * h->length + t) * heads + head] = 1 / sqrtf(sum / h->size + h->epsilon);
            for (long i = 0; i < h->size; i++) n[i] *= scale * weight[i] * h->factor;
            for (long i = 0; i < half; i++) {
                float a = n[i], c = n[i + half], cosine = cosines[t * half + i], sine = sines[t * half + i];
                n[i] = a * cosine - c * sine;
                n[i + half] = a * sine + c * cosine;
            }
        }
        for (long i = 0; i < h->size; i++) out[place + i] = narrow(n[i]);
        if (next >= 0) memcpy(out + next, out + place, h->size * sizeof(bf16));
    }
}

void lay_heads_back(const bf16 *x, const float *weight, const float *cosines, const float *sines, const float *scales,
                    const bf16 *d_out, bf16 *dx, float *d_weight, const Heads *h)
{
    long heads = h->kv * h->group, half = h->half;
    #pragma omp parallel for collapse(2) schedule(static)
    for (long b = 0; b < h->batch; b++)
    for (long t = 0; t < h->length; t++)
    for (long head = 0; head < heads; head++) {
        long row = in_rows(h, b, t, head), place = in_blocks(h, b, t, head), next = in_next_block(h, t, place);
        float d[256], dot = 0;
        for (long i = 0; i < h->size; i++) d[i] = wide(d_out[place + i]);
        if (next >= 0) for (long i = 0; i < h->size; i++) d[i] += wide(d_out[next + i]);
        if (weight) {
            float *own = d_weight + omp_get_thread_num() * h->size, scale = scales[(b * h->length + t) * heads + head];
            for (long i = 0; i < half; i++) {
                float a = d[i], c = d[i + half], cosine = cosines[t * half + i], sine = sines[t * half + i];
                d[i] = a * cosine + c * sine;
                d[i + half] = c * cosine - a * sine;
            }
            for (long i = 0; i < h->size; i++) {
                float value = wide(x[row + i]);
                d[i] *= h->factor;
                own[i] += d[i] * value * scale;
                d[i] *= weight[i];
                dot += d[i] * value;
            }
            float along = dot * scale * scale * scale / h->size;
            for (long i = 0; i < h->size; i++) d[i] = d[i] * scale - wide(x[row + i]) * along;
        }
        for (long i = 0; i < h->size; i++) dx[row + i] = narrow(d[i]);
    }
}

// The first and the last column that a row of scores may see.
static inline void seen(const Heads *h, long n, long row, long *from, long *to)
{
    long t = row % h->window, blocks = h->length / h->window;
    *from = !h->paired ? 0 : n % blocks ? t + 1 : h->window;
    *to = !h->paired ? t : t + h->window;
}

// Softmax of scores, in place; 0 where nothing may be seen.
void softmax(bf16 *scores, const Heads *h)
{
    long count = h->batch * h->kv * (h->length / h->window), rows = h->group * h->window, columns = h->window * (1 + h->paired);
    #pragma omp parallel for collapse(2)
    for (long n = 0; n < count; n++)
    for (long r = 0; r < rows; r++) {
        bf16 *row = scores + (n * rows + r) * columns;
        long from, to;
        float top = -FLT_MAX, sum = 0, e[4096];
        seen(h, n, r, &from, &to);
        for (long i = from; i <= to; i++) { e[i] = wide(row[i]); top = e[i] > top ? e[i] : top; }
        for (long i = from; i <= to; i++) { e[i] = expf(e[i] - top); sum += e[i]; }
        for (long i = from; i <= to; i++) row[i] = narrow(e[i] / sum);
        memset(row, 0, from * sizeof(bf16));
        memset(row + to + 1, 0, (columns - to - 1) * sizeof(bf16));
    }
}

// Turns the gradient of weights into that of scores, in place.
void softmax_back(const bf16 *weights, bf16 *d, const Heads *h)
{
    long count = h->batch * h->kv * (h->length / h->window), rows = h->group * h->window, columns = h->window * (1 + h->paired);
    #pragma omp parallel for collapse(2)
    for (long n = 0; n < count; n++)
    for (long r = 0; r < rows; r++) {
        const bf16 *p = weights + (n * rows + r) * columns;
        bf16 *row = d + (n * rows + r) * columns;
        long from, to;
        float dot = 0;
        seen(h, n, r, &from, &to);
        for (long i = from; i <= to; i++) dot += wide(p[i]) * wide(row[i]);
        for (long i = from; i <= to; i++) row[i] = narrow(wide(p[i]) * (wide(row[i]) - dot));
        memset(row, 0, from * sizeof(bf16));
        memset(row + to + 1, 0, (columns - to - 1) * sizeof(bf16));
    }
}

// Gates mixed values, given in blocks, and lays them out in rows.
void gate_heads(const bf16 *mixed, const bf16 *gates, bf16 *out, const Heads *h)
{
    long heads = h->kv * h->group;
    #pragma omp parallel for collapse(2)
    for (long b = 0; b < h->batch; b++)
    for (long t = 0; t < h->length; t++)
    for (long head = 0; head < heads; head++) {
        const bf16 *in = mixed + in_blocks(h, b, t, head);
        bf16 *row = out + in_rows(h, b, t, head);
        float gate = sigmoid(wide(gates[(b * h->length + t) * heads + head]));
        for (long i = 0; i < h->size; i++) row[i] = narrow(wide(in[i]) * gate);
    }
}

void gate_heads_back(const bf16 *mixed, const bf16 *gates, const bf16 *d_out, bf16 *d_mixed, bf16 *d_gates, const Heads *h)
{
    long heads = h->kv * h->group;
    #pragma omp parallel for collapse(2)
    for (long b = 0; b < h->batch; b++)
    for (long t = 0; t < h->length; t++)
    for (long head = 0; head < heads; head++) {
        long place = in_blocks(h, b, t, head), index = (b * h->length + t) * heads + head;
        const bf16 *d = d_out + in_rows(h, b, t, head);
        float gate = sigmoid(wide(gates[index])), dot = 0;
        for (long i = 0; i < h->size; i++) {
            dot += wide(d[i]) * wide(mixed[place + i]);
            d_mixed[place + i] = narrow(wide(d[i]) * gate);
        }
        d_gates[index] = narrow(dot * gate * (1 - gate));
    }
}

// silu(gate) * up of rows that hold the gate and then the up half.
void swiglu(const bf16 *x, bf16 *out, long rows, long size)
{
    #pragma omp parallel for
    for (long r = 0; r < rows; r++)
        for (long i = 0; i < size; i++) {
            float gate = wide(x[r * 2 * size + i]);
            out[r * size + i] = narrow(gate * sigmoid(gate) * wide(x[(r * 2 + 1) * size + i]));
        }
}

void swiglu_back(const bf16 *x, const bf16 *d_out, bf16 *dx, long rows, long size)
{
    #pragma omp parallel for
    for (long r = 0; r < rows; r++)
        for (long i = 0; i < size; i++) {
            long first = r * 2 * size + i;
            float gate = wide(x[first]), up = wide(x[first + size]), d = wide(d_out[r * size + i]), s = sigmoid(gate);
            dx[first] = narrow(d * up * s * (1 + gate * (1 - s)));
            dx[first + size] = narrow(d * gate * s);
        }
}

// Copies each row to its `used` slots.
void dispatch(const bf16 *x, const int64_t *slots, bf16 *out, long rows, long used, long size)
{
    #pragma omp parallel for
    for (long r = 0; r < rows; r++)
        for (long k = 0; k < used; k++) memcpy(out + slots[r * used + k] * size, x + r * size, size * sizeof(bf16));
}

// The weighted sum of each row's slots. Without weights, which is the backward function of dispatch, the plain sum.
void combine(const bf16 *y, const int64_t *slots, const float *weights, bf16 *out, long rows, long used, long size)
{
    #pragma omp parallel for
    for (long r = 0; r < rows; r++) {
        float sum[4096] = { 0 };
        for (long k = 0; k < used; k++) {
            const bf16 *in = y + slots[r * used + k] * size;
            float weight = weights ? weights[r * used + k] : 1;
            for (long i = 0; i < size; i++) sum[i] += weight * wide(in[i]);
        }
        for (long i = 0; i < size; i++) out[r * size + i] = narrow(sum[i]);
    }
}

void combine_back(const bf16 *y, const int64_t *slots, const float *weights, const bf16 *d_out, bf16 *dy, float *d_weights,
                  long rows, long used, long size)
{
    #pragma omp parallel for
    for (long r = 0; r < rows; r++)
        for (long k = 0; k < used; k++) {
            long slot = slots[r * used + k] * size;
            const bf16 *d = d_out + r * size;
            float weight = weights[r * used + k], dot = 0;
            for (long i = 0; i < size; i++) {
                dot += wide(d[i]) * wide(y[slot + i]);
                dy[slot + i] = narrow(wide(d[i]) * weight);
            }
            d_weights[r * used + k] = dot;
        }
}

// Each row's cross-entropy and whether its target scores highest; `logits` become the gradients of weighted losses.
void cross_entropy(bf16 *logits, const int64_t *targets, const float *weights, float *losses, float *hits, long rows, long size)
{
    #pragma omp parallel for
    for (long r = 0; r < rows; r++) {
        bf16 *row = logits + r * size;
        float top = -FLT_MAX, sum = 0, target = wide(row[targets[r]]), e[8192];
        for (long i = 0; i < size; i++) { e[i] = wide(row[i]); top = e[i] > top ? e[i] : top; }
        for (long i = 0; i < size; i++) { e[i] = expf(e[i] - top); sum += e[i]; }
        losses[r] = logf(sum) + top - target;
        hits[r] = target == top;
        float weight = weights[r] / sum;
        for (long i = 0; i < size; i++) row[i] = narrow(e[i] * weight);
        row[targets[r]] = narrow(e[targets[r]] * weight - weights[r]);
    }
}
