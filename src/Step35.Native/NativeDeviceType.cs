namespace Step35.Native;

/// <summary>What kind of device a back end drives.</summary>
internal enum NativeDeviceType
{
    Cpu = 0,
    Gpu = 1,
    IntegratedGpu = 2,
    Accelerator = 3,
    Meta = 4,
}
