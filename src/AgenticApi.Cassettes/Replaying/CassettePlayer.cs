using System.Text;

namespace AgenticApi.Cassettes;

/// <summary>Finds the recorded turn that answers a request, each turn once.</summary>
/// <remarks>Safe to use from several threads.</remarks>
public sealed class CassettePlayer
{
    // Enough to see what is wrong; a request of another kind differs in hundreds of places.
    private const int ShownDifferences = 10;

    private readonly Lock _lock = new();
    private readonly List<(CassetteTurn Turn, CassetteRequest Request, string Name)> _turns;
    private readonly bool[] _used;

    /// <summary>Creates one over a cassette.</summary>
    /// <param name="cassette">The cassette.</param>
    /// <param name="options">How to replay; null for the defaults.</param>
    /// <exception cref="ArgumentNullException"><paramref name="cassette"/> is null.</exception>
    public CassettePlayer(Cassette cassette, ReplayOptions? options = null)
        : this([cassette ?? throw new ArgumentNullException(nameof(cassette))], options)
    {
    }

    /// <summary>Creates one over several cassettes, one after the other.</summary>
    /// <param name="cassettes">The cassettes.</param>
    /// <param name="options">How to replay; null for the defaults.</param>
    /// <exception cref="ArgumentNullException"><paramref name="cassettes"/> is null.</exception>
    public CassettePlayer(IEnumerable<Cassette> cassettes, ReplayOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(cassettes);
        Options = options ?? new();
        _turns =
        [
            .. from cassette in cassettes
               from turn in cassette.Turns
               // The message of a miss goes to whoever asks, who need not know the folders of this machine.
               // Both sides are compared as they are when nothing is left in them that may not be kept.
               select (turn, Options.Redaction.Apply(turn.Request), $"{(cassette.Path.Length > 0 ? Path.GetFileName(cassette.Path) + ": " : "")}turn {turn.Name}"),
        ];
        _used = new bool[_turns.Count];
    }

    /// <summary>How it replays.</summary>
    public ReplayOptions Options { get; }

    /// <summary>The turns that have answered no request yet, in order. A test that wants the whole conversation held asserts that there is none.</summary>
    public IReadOnlyList<CassetteTurn> Unused
    {
        get
        {
            lock (_lock)
            {
                return [.. _turns.Where((_, index) => !_used[index]).Select(entry => entry.Turn)];
            }
        }
    }

    /// <summary>The turn that answers a request; it is used then.</summary>
    /// <param name="request">The request that is made.</param>
    /// <exception cref="ArgumentNullException"><paramref name="request"/> is null.</exception>
    /// <exception cref="CassetteException">No turn does. The message names the nearest and where the two differ.</exception>
    public CassetteTurn Take(CassetteRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Find(request, out var miss) ?? throw new CassetteException(miss!);
    }

    /// <summary>Takes back a turn whose answer did not arrive: it answers again, before the turns after it, whoever asks as before.</summary>
    /// <param name="turn">A turn that <see cref="Take"/> gave; any other changes nothing.</param>
    /// <exception cref="ArgumentNullException"><paramref name="turn"/> is null.</exception>
    public void Return(CassetteTurn turn)
    {
        ArgumentNullException.ThrowIfNull(turn);
        lock (_lock)
        {
            var index = _turns.FindIndex(entry => ReferenceEquals(entry.Turn, turn));
            if (index >= 0)
            {
                _used[index] = false;
            }
        }
    }

    /// <summary>The turn that answers a request, or what to say where there is none.</summary>
    internal CassetteTurn? Find(CassetteRequest request, out string? miss)
    {
        var made = Options.Redaction.Apply(request);
        lock (_lock)
        {
            var nearest = (Index: -1, Differences: new List<string>());
            var again = -1;
            for (var index = 0; index < _turns.Count; index++)
            {
                if (_used[index] && !Options.Repeat)
                {
                    continue;
                }

                var differences = RequestDifferences.Of(_turns[index].Request, _turns[index].Turn.Response.Transport, made, Options);
                if (differences.Count == 0 && !_used[index])
                {
                    _used[index] = true;
                    miss = null;
                    return _turns[index].Turn;
                }

                if (differences.Count == 0)
                {
                    again = index;
                }
                else if (nearest.Index < 0 || differences.Count < nearest.Differences.Count)
                {
                    nearest = (index, differences);
                }

                if (Options.InOrder && !_used[index])
                {
                    break;
                }
            }

            miss = again < 0 ? Describe(made, nearest.Index, nearest.Differences) : null;
            return again < 0 ? null : _turns[again].Turn;
        }
    }

    private string Describe(CassetteRequest made, int nearest, List<string> differences)
    {
        var used = _turns.FindIndex(entry => RequestDifferences.Of(entry.Request, entry.Turn.Response.Transport, made, Options).Count == 0);
        var text = new StringBuilder($"No recorded turn answers this {made.Method} request.");
        if (used >= 0 && _used[used])
        {
            text.Append($" {_turns[used].Name} would, but has answered one already.");
        }

        if (nearest < 0)
        {
            return text.Append(" Every turn is used.").ToString();
        }

        text.Append($" {(Options.InOrder ? "The next" : "The nearest")} is {_turns[nearest].Name}:");
        foreach (var difference in differences.Take(ShownDifferences))
        {
            text.Append("\n  ").Append(difference);
        }

        return (differences.Count > ShownDifferences ? text.Append($"\n  and {differences.Count - ShownDifferences} more") : text).ToString();
    }
}
