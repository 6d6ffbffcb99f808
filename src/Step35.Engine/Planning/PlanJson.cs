using System.Text;
using System.Text.Json;

namespace Step35.Engine.Planning;

/// <summary>Writes plans as JSON.</summary>
internal static class PlanJson
{
    public static string Write(MemoryPlan plan)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("machine", plan.Machine);
            json.WriteBoolean("fits", plan.Fits);
            WriteSettings(json, plan.Settings);
            WriteList(json, "devices", plan.Devices, WriteDevice);
            WriteList(json, "tensorOverrides", plan.TensorOverrides, json.WriteStringValue);
            WriteList(json, "reasons", plan.Reasons, json.WriteStringValue);
            WriteList(json, "alternatives", plan.Alternatives, alternative => WriteAlternative(json, alternative));
            json.WriteEndObject();

            void WriteDevice(DevicePlan device) => PlanJson.WriteDevice(json, device);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void WriteSettings(Utf8JsonWriter json, PlanSettings settings)
    {
        json.WriteString("kvCacheType", settings.KeyCacheType.ToName());
        json.WriteString("valueCacheType", settings.ValueCacheType.ToName());
        json.WriteNumber("contextLength", settings.ContextLength);
        json.WriteNumber("sequences", settings.Sequences);
        json.WriteNumber("batchTokens", settings.BatchTokens);
        json.WriteNumber("microBatchTokens", settings.MicroBatchTokens);
        json.WriteBoolean("flashAttention", settings.FlashAttention);
        json.WriteBoolean("slidingWindowFull", settings.SlidingWindowFull);
        json.WriteBoolean("useMtp", settings.UseMtp);
        json.WriteNumber("draftTokens", settings.DraftTokens);
        json.WriteNumber("gpuLayers", settings.GpuLayers);
        json.WriteNumber("cpuExpertLayers", settings.CpuExpertLayers);
        json.WriteNumber("checkpointBytes", settings.CheckpointBytes);
        json.WriteNumber("prefixStoreBytes", settings.PrefixStoreBytes);
    }

    private static void WriteDevice(Utf8JsonWriter json, DevicePlan device)
    {
        json.WriteStartObject();
        json.WriteString("name", device.Name);
        json.WriteNumber("layers", device.Layers);
        json.WriteNumber("freeBytes", device.FreeBytes);
        json.WriteNumber("usedBytes", device.UsedBytes);
        json.WriteStartObject("bytes");
        foreach (var (use, bytes) in device.Bytes)
            json.WriteNumber(JsonNamingPolicy.CamelCase.ConvertName(use.ToString()), bytes);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteAlternative(Utf8JsonWriter json, PlanAlternative alternative)
    {
        json.WriteStartObject();
        json.WriteString("change", alternative.Change);
        WriteSettings(json, alternative.Settings);
        json.WriteEndObject();
    }

    private static void WriteList<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
            write(item);
        json.WriteEndArray();
    }
}
