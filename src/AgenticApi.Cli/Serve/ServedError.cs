using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Cli;

/// <summary>Sends errors in the format of the API.</summary>
internal static class ServedError
{
    /// <summary>Answers with a status and a body with the message.</summary>
    public static Task SendAsync(HttpContext context, int status, string message)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(Body(message, status).ToJsonString(Cli.Json.Plain), context.RequestAborted);
    }

    /// <summary>Answers with the status of a fault; 429 as a rate limit that can be retried after one second.</summary>
    public static Task SendFaultAsync(HttpContext context, int status)
    {
        if (status == StatusCodes.Status429TooManyRequests)
        {
            context.Response.Headers.RetryAfter = "1";
        }

        return SendAsync(context, status, "This error was requested with --fault.");
    }

    /// <summary>Returns an <c>error</c> event with the message.</summary>
    public static string Event(string message)
    {
        var body = Body(message, StatusCodes.Status400BadRequest);
        body.Insert(0, "type", "error");
        return body.ToJsonString(Cli.Json.Plain);
    }

    private static JsonObject Body(string message, int status)
    {
        // The same types and codes as OpenAI.
        var (type, code) = status switch
        {
            StatusCodes.Status401Unauthorized => ("invalid_request_error", "invalid_api_key"),
            StatusCodes.Status429TooManyRequests => ("requests", "rate_limit_exceeded"),
            < 500 => ("invalid_request_error", null),
            _ => ("server_error", default(string)),
        };
        return new JsonObject
        {
            ["error"] = new JsonObject { ["message"] = message, ["type"] = type, ["param"] = null, ["code"] = code },
        };
    }
}
