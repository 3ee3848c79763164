using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Cli;

/// <summary>An error as servers of this API send it.</summary>
internal static class ServedError
{
    /// <summary>What is said where a status was asked for as a fault.</summary>
    public const string FaultMessage = "The server fails, as it was asked to.";

    /// <summary>Answers with a status and a body that says what is wrong.</summary>
    public static Task SendAsync(HttpContext context, int status, string message)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(Body(message, status < 500 ? "invalid_request_error" : "server_error").ToJsonString(Cli.Json.Plain), context.RequestAborted);
    }

    /// <summary>An <c>error</c> event that says what is wrong.</summary>
    public static string Event(string message)
    {
        var body = Body(message, "invalid_request_error");
        body.Insert(0, "type", "error");
        return body.ToJsonString(Cli.Json.Plain);
    }

    private static JsonObject Body(string message, string type) => new()
    {
        ["error"] = new JsonObject { ["message"] = message, ["type"] = type, ["param"] = null, ["code"] = null },
    };
}
