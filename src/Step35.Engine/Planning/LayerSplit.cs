namespace Step35.Engine.Planning;

/// <summary>Divides layers between GPUs: in order, each GPU a run of them, all filled to the same share.</summary>
internal static class LayerSplit
{
    /// <summary>Halvings of the share; more would not move a layer.</summary>
    private const int Steps = 16;

    /// <summary>Divides.</summary>
    /// <param name="layerBytes">What each layer takes.</param>
    /// <param name="roomBytes">What each GPU has room for.</param>
    /// <returns>How many layers each GPU gets; what fits nowhere goes to the last.</returns>
    public static int[] Divide(IReadOnlyList<long> layerBytes, IReadOnlyList<long> roomBytes)
    {
        var (low, high) = (0.0, 1.0);
        for (var step = 0; step < Steps; step++)
        {
            var share = (low + high) / 2;
            if (Fill(layerBytes, roomBytes, share).Sum() == layerBytes.Count)
                high = share;
            else
                low = share;
        }

        var counts = Fill(layerBytes, roomBytes, high);
        if (counts.Length > 0)
            counts[^1] += layerBytes.Count - counts.Sum();
        return counts;
    }

    /// <summary>Divides as the native core does when it is told the shares.</summary>
    public static int[] DivideByShares(int layers, IReadOnlyList<float> shares)
    {
        var counts = new int[shares.Count];
        var (sum, end) = (0.0, 0);
        for (var gpu = 0; gpu < counts.Length; gpu++)
        {
            var start = end;
            sum += shares[gpu];
            // A layer belongs to the first GPU whose share ends after the layer's start.
            end = gpu == counts.Length - 1 ? layers : Math.Clamp((int)Math.Ceiling(layers * sum / shares.Sum()), start, layers);
            counts[gpu] = end - start;
        }

        return counts;
    }

    private static int[] Fill(IReadOnlyList<long> layerBytes, IReadOnlyList<long> roomBytes, double share)
    {
        var counts = new int[roomBytes.Count];
        var next = 0;
        for (var gpu = 0; gpu < counts.Length; gpu++)
        {
            var left = roomBytes[gpu] * share;
            for (; next < layerBytes.Count && layerBytes[next] <= left; next++, counts[gpu]++)
                left -= layerBytes[next];
        }

        return counts;
    }
}
