using System.Diagnostics.CodeAnalysis;
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
        List<string> files;
        try
        {
            files = [.. paths.SelectMany(Cassette.Find)];
        }
        catch (CassetteException e)
        {
            Console.Error.WriteLine($"agentic-api: {e.Message}");
            exit = ExitCodes.Usage;
            return [];
        }

        var turns = new List<FoldedTurn>();
        foreach (var file in files)
        {
            if (!Try(() => Cassette.Load(file), out var cassette))
            {
                exit = ExitCodes.Unreadable;
                continue;
            }

            foreach (var turn in cassette.Turns.Where(turn => turn.IsResponse))
            {
                if (Try(() => turn.Response.Accumulate(), out var result, $"{file}: turn {turn.Name}: "))
                {
                    turns.Add(new FoldedTurn(cassette, turn, result));
                }
                else
                {
                    exit = ExitCodes.Unreadable;
                }
            }
        }

        return turns;
    }

    private static bool Try<T>(Func<T> read, [NotNullWhen(true)] out T? result, string where = "")
        where T : class
    {
        try
        {
            result = read();
            return true;
        }
        catch (Exception e) when (e is CassetteException or ResponseProtocolException)
        {
            Console.Error.WriteLine($"agentic-api: {where}{e.Message}");
            result = null;
            return false;
        }
    }
}
