using System.Text.Json.Nodes;

namespace AgenticApi.Execution;

/// <summary>Which failures pass, so that the same request may succeed a little later.</summary>
internal static class Failure
{
    private static readonly string[] Passing = ["rate_limit_exceeded", "rate_limit_error", "server_error", "internal_error", "internal_server_error", "overloaded", "overloaded_error", "server_overloaded", "service_unavailable", "timeout", "connection_failed", "vector_store_timeout"];

    public static bool IsPassing(AccumulatedResponse result, EndpointExchange exchange)
    {
        if (result.Ending == Ending.Truncated)
        {
            return true;
        }

        // The endpoint has repeated what failed before anything came.
        if (exchange.HttpStatus is not (null or (>= 200 and < 300)) || exchange.Exception is not null)
        {
            return false;
        }

        var error = result.Response.Error;
        return Passing.Contains(error?.Code) || Passing.Contains(error?.Type) || error?.Code is "429" or "500" or "502" or "503" or "504";
    }

    /// <summary>What a response comes to that cannot be read on: it goes past a limit, or strict reading refuses it. What came before is in it.</summary>
    public static AccumulatedResponse OfReading(Round round, ResponseProtocolException exception)
    {
        var response = round.Accumulator.Snapshot();
        var deviations = round.Accumulator.Deviations;
        var json = JsonNode.Parse(response.ToJson())!.AsObject();
        json["object"] = "response";
        json["status"] = Statuses.Failed;
        json["error"] = new JsonObject { ["code"] = "unreadable_response", ["message"] = exception.Message };
        try
        {
            return ResponseAccumulator.FromJson(json.ToJsonString()) with { Ending = Ending.Errored, Deviations = deviations };
        }
        catch (ResponseProtocolException)
        {
            // It goes past the default limits too.
            return new AccumulatedResponse(response, Ending.Errored, deviations);
        }
    }
}
