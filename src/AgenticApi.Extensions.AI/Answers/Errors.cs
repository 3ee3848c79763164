using AgenticApi.Execution;
using Microsoft.Extensions.AI;

namespace AgenticApi.Extensions.AI;

/// <summary>What went wrong: an exception where no response came, otherwise a content of it.</summary>
internal static class Errors
{
    /// <summary>Throws where the server gave no response at all.</summary>
    /// <exception cref="ResponseFailedException">It gave none.</exception>
    public static void ThrowIfNone(AccumulatedResponse result, EndpointExchange exchange)
    {
        if (result.Ending == Ending.Errored && result.Response.Id.Length == 0 && result.Response.Output.Count == 0)
        {
            var error = result.Response.Error;
            throw new ResponseFailedException(error?.Message is { Length: > 0 } message ? message : "The server gave no response.", exchange.Exception)
            {
                HttpStatus = exchange.HttpStatus,
                Code = error?.Code ?? error?.Type,
                RetryAfter = exchange.RetryAfter,
            };
        }
    }

    /// <summary>The error of a response; null where there is none.</summary>
    public static ErrorContent? Of(AccumulatedResponse result) => result switch
    {
        { Response.Error: { } error } => new ErrorContent(error.Message) { ErrorCode = error.Code ?? error.Type, Details = error.Param, RawRepresentation = error },
        { Ending: Ending.Truncated } => new ErrorContent("The stream stopped before the response was complete.") { ErrorCode = IncompleteDetails.StreamTruncated },
        { Ending: Ending.Failed or Ending.Errored } => new ErrorContent("The response failed. The server does not say why."),
        _ => null,
    };
}
