using System.Text.Json;

namespace AgenticApi.Execution.Tests.Server;

internal static class JsonElementExtensions
{
    /// <summary>Returns a member of an object that is text; null if there is none.</summary>
    public static string? Text(this JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
