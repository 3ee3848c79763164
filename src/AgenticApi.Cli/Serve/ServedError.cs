using System.Text.Json.Nodes;

namespace AgenticApi.Cli;

/// <summary>An error as servers of this API send it.</summary>
internal static class ServedError
{
    /// <summary>A body that says what is wrong.</summary>
    public static string Json(string message) => Body(message).ToJsonString(Cli.Json.Plain);

    /// <summary>An <c>error</c> event that says what is wrong.</summary>
    public static string Event(string message)
    {
        var body = Body(message);
        body.Insert(0, "type", "error");
        return body.ToJsonString(Cli.Json.Plain);
    }

    private static JsonObject Body(string message) => new()
    {
        ["error"] = new JsonObject { ["message"] = message, ["type"] = "invalid_request_error", ["param"] = null, ["code"] = null },
    };
}
