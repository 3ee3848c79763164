namespace AgenticApi.Execution.Tests.Server;

/// <summary>The rounds that are still to be answered.</summary>
internal sealed class ServerScript
{
    private readonly Lock _lock = new();
    private readonly Queue<ScriptedRound> _rounds = [];
    private ScriptedRound? _always;

    public void Add(ScriptedRound round)
    {
        lock (_lock)
        {
            _rounds.Enqueue(round);
        }
    }

    public void Always(ScriptedRound round)
    {
        lock (_lock)
        {
            _always = round;
        }
    }

    /// <summary>Gives the round that answers a request to <paramref name="take"/>, and removes it if that returns true.</summary>
    /// <returns>False if the script is at its end.</returns>
    public bool Take(Func<ScriptedRound, bool> take)
    {
        lock (_lock)
        {
            if (_rounds.TryPeek(out var round))
            {
                if (take(round))
                {
                    _rounds.Dequeue();
                }

                return true;
            }

            if (_always is not null)
            {
                take(_always);
            }

            return _always is not null;
        }
    }
}
