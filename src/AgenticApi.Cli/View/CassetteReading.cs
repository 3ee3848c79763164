using AgenticApi.Cassettes;

namespace AgenticApi.Cli.View;

/// <summary>A file that was read for the page.</summary>
/// <param name="Path">The path, as given or found.</param>
/// <param name="Server">The server that was recorded; null if the file does not name it.</param>
/// <param name="Turns">The turns; empty if the file is not a valid cassette.</param>
/// <param name="Error">Why the file is not a valid cassette; null if it is valid.</param>
internal sealed record CassetteReading(string Path, string? Server, IReadOnlyList<TurnReading> Turns, string? Error)
{
    /// <summary>The errors, each with the file and the turn.</summary>
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
