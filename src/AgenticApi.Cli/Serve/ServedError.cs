using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Cli;

/// <summary>An error as servers of this API send it.</summary>
internal static class ServedError
{
    /// <summary>Answers with a status and a body that says what is wrong.</summary>
    public static Task SendAsync(HttpContext context, int status, string message)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(Body(message, status).ToJsonString(Cli.Json.Plain), context.RequestAborted);
    }

    /// <summary>Answers with a status that was asked for as a fault; 429 as a rate limit that passes in a second.</summary>
    public static Task SendFaultAsync(HttpContext context, int status)
    {
        if (status == StatusCodes.Status429TooManyRequests)
        {
            context.Response.Headers.RetryAfter = "1";
        }

        return SendAsync(context, status, "The server fails, as it was asked to.");
    }

    /// <summary>An <c>error</c> event that says what is wrong.</summary>
    public static string Event(string message)
    {
        var body = Body(message, StatusCodes.Status400BadRequest);
        body.Insert(0, "type", "error");
        return body.ToJsonString(Cli.Json.Plain);
    }

    private static JsonObject Body(string message, int status)
    {
        // As OpenAI has them.
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
