using AgenticApi.Cassettes;

namespace AgenticApi.Cli;

/// <summary>A turn of a cassette with its accumulated response.</summary>
/// <param name="Cassette">The cassette.</param>
/// <param name="Turn">The turn.</param>
/// <param name="Result">The accumulated response.</param>
internal sealed record FoldedTurn(Cassette Cassette, CassetteTurn Turn, AccumulatedResponse Result)
{
    /// <summary>Accumulates every turn of the cassettes at the paths. Reports unreadable turns to standard error and reads the others.</summary>
    /// <param name="paths">Files and folders.</param>
    /// <param name="exit">The resulting exit code.</param>
    public static IReadOnlyList<FoldedTurn> ReadAll(IEnumerable<string> paths, out int exit)
    {
        exit = ExitCodes.Read;
        var turns = new List<FoldedTurn>();
        foreach (var file in CassetteInput.Find(paths, ref exit))
        {
            if (!CassetteInput.Try(() => Cassette.Load(file), ref exit, out var cassette))
            {
                continue;
            }

            foreach (var turn in cassette.Turns.Where(turn => turn.IsResponse))
            {
                if (CassetteInput.Try(() => turn.Response.Accumulate(), ref exit, out var result, $"{file}: turn {turn.Name}: "))
                {
                    turns.Add(new FoldedTurn(cassette, turn, result));
                }
            }
        }

        return turns;
    }
}
