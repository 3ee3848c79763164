using System.Text.Json.Nodes;

namespace AgenticApi.Execution;

/// <summary>Classifies failures: a transient one may not occur again if the request is repeated.</summary>
internal static class Failure
{
    private static readonly string[] TransientCodes = ["rate_limit_exceeded", "rate_limit_error", "server_error", "internal_error", "internal_server_error", "overloaded", "overloaded_error", "server_overloaded", "service_unavailable", "timeout", "connection_failed", "vector_store_timeout"];

    public static bool IsTransient(AccumulatedResponse result, EndpointExchange exchange)
    {
        if (result.Ending == Ending.Truncated)
        {
            return true;
        }

        // The endpoint has already repeated requests that failed before anything arrived.
        if (exchange.HttpStatus is not (null or (>= 200 and < 300)) || exchange.Exception is not null)
        {
            return false;
        }

        var error = result.Response.Error;
        return TransientCodes.Contains(error?.Code) || TransientCodes.Contains(error?.Type) || error?.Code is "429" or "500" or "502" or "503" or "504";
    }

    /// <summary>Returns the result of a response that exceeds a limit or breaks strict mode. It has everything that arrived before.</summary>
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
            // The response exceeds the default limits too.
            return new AccumulatedResponse(response, Ending.Errored, deviations);
        }
    }
}
