using AgenticApi.Cassettes;

namespace AgenticApi.Cli;

/// <summary>One turn of one cassette, folded.</summary>
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
