using AgenticApi.Execution;
using Microsoft.Extensions.AI;

namespace AgenticApi.Extensions.AI;

/// <summary>Reports errors: as an exception if there is no response, otherwise as a content of the response.</summary>
internal static class Errors
{
    /// <summary>Throws if the server returned no response.</summary>
    /// <exception cref="ResponseFailedException">There is no response.</exception>
    public static void ThrowIfNone(AccumulatedResponse result, EndpointExchange exchange)
    {
        if (result.Ending == Ending.Errored && result.Response.Id.Length == 0 && result.Response.Output.Count == 0)
        {
            var error = result.Response.Error;
            throw new ResponseFailedException(error?.Message is { Length: > 0 } message ? message : "The server returned no response.", exchange.Exception)
            {
                HttpStatus = exchange.HttpStatus,
                Code = error?.Code ?? error?.Type,
                RetryAfter = exchange.RetryAfter,
            };
        }
    }

    /// <summary>Returns the error of a response; null if there is none.</summary>
    public static ErrorContent? Of(AccumulatedResponse result) => result switch
    {
        { Response.Error: { } error } => new ErrorContent(error.Message) { ErrorCode = error.Code ?? error.Type, Details = error.Param, RawRepresentation = error },
        { Ending: Ending.Truncated } => new ErrorContent("The stream stopped before the response was complete.") { ErrorCode = IncompleteDetails.StreamTruncated },
        { Ending: Ending.Failed or Ending.Errored } => new ErrorContent("The response failed. The server sent no error message."),
        _ => null,
    };
}
