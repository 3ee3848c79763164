using System.Globalization;
using AgenticApi.Execution;

namespace AgenticApi.Cli;

/// <summary>The outputs that the user provides for waiting calls with <c>--answer</c>.</summary>
internal sealed class GivenAnswers
{
    public const string Option = "--answer";
    private readonly Dictionary<(int Round, int Position), string> _files = [];

    /// <summary>Parses the values of the option: <c>ROUND/POSITION=FILE</c> for each call.</summary>
    /// <exception cref="UsageException">A value is invalid, or a call has two answers.</exception>
    public GivenAnswers(IEnumerable<string> given)
    {
        foreach (var answer in given)
        {
            var parts = answer.Split('=', 2);
            var key = parts[0].Split('/');
            if (parts.Length < 2 || parts[1].Length == 0 || key.Length != 2 || !TryRead(key[0], out var round) || !TryRead(key[1], out var position))
            {
                throw new UsageException($"{Option} takes ROUND/POSITION=FILE, such as 0/1=output.txt.");
            }

            if (!_files.TryAdd((round, position), parts[1]))
            {
                throw new UsageException($"{Option} has two answers for the call {parts[0]}.");
            }
        }
    }

    /// <summary>Whether there are no answers.</summary>
    public bool IsEmpty => _files.Count == 0;

    /// <summary>Returns the name of a call: <c>ROUND/POSITION</c>.</summary>
    public static string NameOf(CallKey key) => string.Create(CultureInfo.InvariantCulture, $"{key.Round}/{key.Position}");

    /// <summary>Checks that each answer is for a call that waits, or waited before. The same command can therefore be repeated.</summary>
    /// <exception cref="UsageException">An answer is for another call.</exception>
    public void Check(IReadOnlyCollection<CallKey> known)
    {
        foreach (var (round, position) in _files.Keys.Where(named => !known.Any(key => (key.Round, key.Position) == named)))
        {
            var waited = known.Count == 0 ? "No call waited." : $"The calls that waited are: {string.Join(", ", known.Select(NameOf))}.";
            throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"{Option}: no call {round}/{position} of the run waits. {waited}"));
        }
    }

    /// <summary>Reads the output for a call; <see langword="null"/> if there is none.</summary>
    /// <exception cref="UsageException">The file cannot be read.</exception>
    public ToolOutput? Of(CallKey key)
    {
        if (!_files.TryGetValue((key.Round, key.Position), out var file))
        {
            return null;
        }

        var text = file == "-" ? Input.ReadStandardInput(Option) : Input.ReadText(file, Option);
        return ToolOutput.FromText(text.TrimEnd('\r', '\n'));
    }

    private static bool TryRead(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
