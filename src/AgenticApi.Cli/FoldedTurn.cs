using AgenticApi.Cassettes;

namespace AgenticApi.Cli;

/// <summary>One turn of one cassette, folded.</summary>
internal sealed record FoldedTurn(Cassette Cassette, CassetteTurn Turn, AccumulatedResponse Result)
{
    /// <summary>Folds every turn of the cassettes at the paths. What cannot be read is said on standard error, and the rest is read all the same.</summary>
    /// <param name="paths">Files and folders.</param>
    /// <param name="exit">What the tool's exit code must say of it.</param>
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
