namespace AgenticApi.Execution;

/// <summary>The names of the span events for recoveries.</summary>
internal static class RecoveryNames
{
    public static string Of(Recovery recovery) => recovery switch
    {
        Recovery.StreamBroken => "agentic_api.stream.broken",
        Recovery.TakenUp => "agentic_api.round.taken_up",
        Recovery.StreamResumed => "agentic_api.stream.resumed",
        Recovery.ResponseFetched => "agentic_api.response.fetched",
        Recovery.RequestMended => "agentic_api.request.mended",
        Recovery.Salvaged => "agentic_api.round.salvaged",
        Recovery.Restarted => "agentic_api.round.restarted",
        _ => "agentic_api.call.adopted",
    };
}
