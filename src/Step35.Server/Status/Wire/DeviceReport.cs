namespace Step35.Server.Status.Wire;

internal sealed record DeviceReport(string Name, long UsedBytes, long FreeBytes);
