using System.Text;

namespace AgenticApi.Cassettes;

/// <summary>Finds the recorded turn that answers a request. Each turn answers once.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed class CassettePlayer
{
    // Enough to see what is wrong. A completely different request differs in hundreds of places.
    private const int ShownDifferences = 10;

    private readonly Lock _lock = new();
    private readonly List<(CassetteTurn Turn, CassetteRequest Request, string Name)> _turns;
    private readonly bool[] _used;

    /// <summary>Initializes a new instance with a cassette.</summary>
    /// <param name="cassette">The cassette.</param>
    /// <param name="options">How to replay; null for the defaults.</param>
    /// <exception cref="ArgumentNullException"><paramref name="cassette"/> is null.</exception>
    public CassettePlayer(Cassette cassette, ReplayOptions? options = null)
        : this([cassette ?? throw new ArgumentNullException(nameof(cassette))], options)
    {
    }

    /// <summary>Initializes a new instance with several cassettes, one after the other.</summary>
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
               // The message of a miss has only the file name, because whoever reads it need not know the folders of this machine.
               // Both requests are redacted before they are compared.
               let file = cassette.Path.Length > 0 ? Path.GetFileName(cassette.Path) + ": " : ""
               select (turn, Options.Redaction.Apply(turn.Request), $"{file}turn {turn.Name}"),
        ];
        _used = new bool[_turns.Count];
    }

    /// <summary>The options.</summary>
    public ReplayOptions Options { get; }

    /// <summary>
    /// The turns that have not answered a request, in order. A test that expects the whole conversation asserts that the list is empty.
    /// </summary>
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

    /// <summary>Returns the turn that answers a request, and marks it as used.</summary>
    /// <param name="request">The request.</param>
    /// <exception cref="ArgumentNullException"><paramref name="request"/> is null.</exception>
    /// <exception cref="CassetteException">No turn matches. The message has the nearest turn and the differences.</exception>
    public CassetteTurn Take(CassetteRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Find(request, out var miss) ?? throw new CassetteException(miss!);
    }

    /// <summary>Makes a turn available again whose answer did not arrive. It answers before the turns after it.</summary>
    /// <param name="turn">A turn that <see cref="Take"/> returned. Any other turn is ignored.</param>
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

    /// <summary>Returns the turn that answers a request; null and a message if there is none.</summary>
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
            text.Append($" {_turns[used].Name} matches, but has already answered a request.");
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
