namespace Step35.Engine.Caching;

/// <summary>Chooses where reading a prompt stops for a checkpoint.</summary>
internal static class CheckpointPlan
{
    /// <summary>Fewer tokens are read again sooner than a step is spent on a checkpoint.</summary>
    public const int Spacing = 256;

    /// <summary>So few of a prompt's last tokens are sooner read twice than in a step of their own.</summary>
    public const int ShortEnd = 16;

    /// <summary>
    /// Chooses the last branch point, earlier ones that lie far enough apart, and the prompt's end if it lies far enough behind them.
    /// </summary>
    /// <param name="promptLength">The tokens of the prompt.</param>
    /// <param name="branchPoints">Where later prompts are likely to differ, ascending.</param>
    /// <param name="reused">How many tokens are computed already.</param>
    /// <param name="lastCheckpoint">The length at the last checkpoint among them.</param>
    /// <returns>Lengths above what is computed and at most the prompt's, ascending.</returns>
    public static IEnumerable<int> Choose(int promptLength, IReadOnlyList<int> branchPoints, int reused, int lastCheckpoint)
    {
        var previous = lastCheckpoint;
        for (var index = 0; index < branchPoints.Count; index++)
        {
            var point = branchPoints[index];
            var isLast = index == branchPoints.Count - 1;
            if (point <= reused || point <= previous || point >= promptLength || (!isLast && point - previous < Spacing))
                continue;
            yield return point;
            previous = point;
        }

        // A state serves for one token less, too, so a prompt that comes again needs no stop before its last token.
        if (promptLength - previous >= Spacing)
            yield return promptLength;
    }

    /// <summary>Tells whether a step that comes to the prompt's end need not stop for a checkpoint before it.</summary>
    /// <remarks>Once the answer's first token is told, the sequence goes back to it, if its sliding layers can, and reads on with that token.</remarks>
    public static bool MayPass(int checkpoint, int promptLength) => promptLength - checkpoint <= ShortEnd;
}
