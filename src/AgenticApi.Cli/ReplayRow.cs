using AgenticApi.Cassettes;

namespace AgenticApi.Cli;

/// <summary>The row of a replayed turn.</summary>
/// <param name="File">The path of the cassette.</param>
/// <param name="Turn">The name of the turn.</param>
/// <param name="Transport"><c>blocking</c>, <c>streaming</c> or <c>websocket</c>.</param>
/// <param name="Server">The server that the cassette names; <see langword="null"/> for none.</param>
/// <param name="Items">The types of the output items.</param>
/// <param name="ToolCalls">The names of the called functions.</param>
/// <param name="Ending">The ending of the response.</param>
/// <param name="Info">The number of deviations of severity info.</param>
/// <param name="Warning">The number of deviations of severity warning.</param>
/// <param name="Error">The number of deviations of severity error.</param>
internal sealed record ReplayRow(
    string File,
    string Turn,
    string Transport,
    string? Server,
    IReadOnlyList<string> Items,
    IReadOnlyList<string> ToolCalls,
    string Ending,
    int Info,
    int Warning,
    int Error)
{
    public static ReplayRow Of(FoldedTurn folded)
    {
        var (cassette, turn, result) = folded;
        var response = result.Response;
        return new ReplayRow(
            cassette.Path,
            turn.Name,
            turn.Response.Transport switch
            {
                CassetteTransport.Blocking => "blocking",
                CassetteTransport.WebSocket => "websocket",
                _ => "streaming",
            },
            cassette.Server,
            [.. response.Output.Select(item => item.Type)],
            [.. response.FunctionCalls.Select(call => call.Name)],
            Wire.Name(result.Ending),
            Count(result, DeviationSeverity.Info),
            Count(result, DeviationSeverity.Warning),
            Count(result, DeviationSeverity.Error));
    }

    private static int Count(AccumulatedResponse result, DeviationSeverity severity) =>
        result.Deviations.Count(deviation => deviation.Severity == severity);
}
