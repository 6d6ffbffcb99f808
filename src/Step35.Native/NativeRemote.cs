using System.Text;
using static Step35.Native.Interop.Interop;

namespace Step35.Native;

/// <summary>Devices of other machines, lent through llama.cpp's RPC server.</summary>
/// <remarks>Safe for concurrent calls. A server that was added stays until the process ends.</remarks>
internal static unsafe class NativeRemote
{
    private static readonly Lock Gate = new();
    private static readonly HashSet<string> Added = new(StringComparer.Ordinal);

    /// <summary>Adds a server's devices to those of the core.</summary>
    /// <param name="endpoint">Of the form <c>host:port</c>.</param>
    /// <exception cref="NativeLoadException">The core has no RPC back end, or the server does not answer.</exception>
    public static void Add(string endpoint)
    {
        lock (Gate)
        {
            if (Added.Contains(endpoint))
                return;
            var devices = AddServer(endpoint);
            if (devices == 0)
                throw new NativeLoadException(
                    $"The RPC server '{endpoint}' does not answer; start llama.cpp's rpc-server there, or take it out of RpcServers.");
            ggml_backend_register(devices);
            Added.Add(endpoint);
        }
    }

    private static nint AddServer(string endpoint)
    {
        var registry = ggml_backend_reg_by_name("RPC");
        var address = registry == 0 ? 0 : ggml_backend_reg_get_proc_address(registry, "ggml_backend_rpc_add_server");
        if (address == 0)
            throw new NativeLoadException(
                "The native core was built without its RPC back end. Leave RpcServers empty, or build llama.cpp 0.5.0 with GGML_RPC=ON "
                + "and point NativeLibraryPath to it.");
        fixed (byte* text = Encoding.UTF8.GetBytes(endpoint + '\0'))
            return ((delegate* unmanaged[Cdecl]<byte*, nint>)address)(text);
    }
}
