namespace Step35.Engine.Tests.Drafting;

/// <summary>Answers that a simulated machine writes.</summary>
internal sealed class SimulatedRun(SimulatedMachine machine)
{
    private readonly Random _random = new(machine.Seed);
    private readonly int[] _left = new int[machine.Sequences];
    private readonly int[] _unseen = new int[machine.Sequences];
    private int _lastRows;
    private int _age;
    private double _speed = 1;

    /// <summary>Writes tokens.</summary>
    /// <param name="choose">Chooses how many to draft, by how many each sequence has room for.</param>
    /// <param name="learn">Sees each step.</param>
    /// <param name="tokens">How many to write.</param>
    /// <returns>The tokens in a unit of time.</returns>
    public double Write(Func<int[], int> choose, Action<SimulatedStep> learn, int tokens)
    {
        var (written, elapsed) = (0, 0.0);
        while (written < tokens)
        {
            var begins = Begin();
            int[] room = [.. _left.Select(static left => left - 1)];
            var length = choose(room);
            int[] drafted = [.. room.Select(most => Math.Min(most, length))];
            elapsed += Step(drafted, begins, learn, out var accepted);
            written += machine.Sequences + accepted;
        }

        return written / elapsed;
    }

    private bool Begin()
    {
        var begins = false;
        for (var sequence = 0; sequence < _left.Length; sequence++)
        {
            if (_left[sequence] > 0)
                continue;
            _left[sequence] = _random.Next((machine.AnswerLength + 1) / 2, machine.AnswerLength + 1);
            (_unseen[sequence], begins, _age) = (machine.PromptTokens, true, 0);
        }

        if (machine.ChangesSpeed(_random))
            _speed = 1 + (0.6 * _random.NextDouble());
        return begins;
    }

    private double Step(int[] drafted, bool begins, Action<SimulatedStep> learn, out int acceptedTokens)
    {
        // After a pause the heads first read what they have not seen.
        var unseen = _unseen.Where((_, sequence) => drafted[sequence] > 0).Sum();
        var drafting = machine.CountDrafting(drafted, unseen);
        var rows = drafted.Length + drafted.Sum();
        var verifying = machine.CountStep(rows, 1 - (_left.Average() / machine.AnswerLength), _age++) + (rows == _lastRows ? 0 : machine.SwitchCost);
        _lastRows = rows;
        int[] accepted = [.. drafted.Select(Accept)];
        for (var sequence = 0; sequence < drafted.Length; sequence++)
        {
            _left[sequence] -= 1 + accepted[sequence];
            _unseen[sequence] = drafted[sequence] > 0 ? 0 : _unseen[sequence] + 1;
        }

        learn(new SimulatedStep(drafted, accepted, begins, Disturb(drafting), Disturb(verifying)));
        acceptedTokens = accepted.Sum();
        return drafting + verifying;
    }

    private TimeSpan Disturb(double units) => SimulatedMachine.MeasureTime(units * _speed * machine.Disturb(_random));

    private int Accept(int length)
    {
        var accepted = 0;
        while (accepted < length && _random.NextDouble() < machine.Chance)
            accepted++;
        return accepted;
    }
}
