using AgenticApi.Cassettes;

namespace AgenticApi.Cli.View;

/// <summary>One file, read for the page.</summary>
/// <param name="Path">The file, as it was given or found.</param>
/// <param name="Server">What it was recorded from; null where it does not say.</param>
/// <param name="Turns">Its turns; none where the file is no cassette.</param>
/// <param name="Error">Why the file is no cassette; null where it is one.</param>
internal sealed record CassetteReading(string Path, string? Server, IReadOnlyList<TurnReading> Turns, string? Error)
{
    /// <summary>What could not be read, each with the place where it stands.</summary>
    public IEnumerable<string> Errors => Error is not null
        ? [Error]
        : Turns.Where(turn => turn.Error is not null).Select(turn => $"{Path}: turn {turn.Turn.Name}: {turn.Error}");

    public static async Task<CassetteReading> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            var cassette = Cassette.Load(path);
            var turns = new List<TurnReading>();
            foreach (var turn in cassette.Turns)
            {
                turns.Add(await TurnReading.ReadAsync(turn, cancellationToken).ConfigureAwait(false));
            }

            return new CassetteReading(path, cassette.Server, turns, null);
        }
        catch (CassetteException e)
        {
            return new CassetteReading(path, null, [], e.Message);
        }
    }
}
