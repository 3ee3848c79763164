using System.Text.Json.Nodes;

namespace AgenticApi.Cli;

/// <summary>An error as servers of this API send it.</summary>
internal static class ServedError
{
    /// <summary>A body that says what is wrong.</summary>
    public static string Json(string message, int status) => Body(message, status < 500 ? "invalid_request_error" : "server_error").ToJsonString(Cli.Json.Plain);

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
