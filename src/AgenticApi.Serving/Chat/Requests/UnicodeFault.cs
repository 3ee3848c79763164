using System.Text.Json;

namespace AgenticApi.Serving.Chat;

/// <summary>
/// Finds strings that are not valid Unicode, for example a lone surrogate. The framework can neither read nor write them.
/// </summary>
internal static class UnicodeFault
{
    private const string Message = "A string of the request is not valid Unicode.";

    /// <summary>Returns the exception for the first such string; null if there is none.</summary>
    public static InvalidRequestException? Find(JsonElement request) => PathOf(request, "") switch
    {
        null => null,
        // The name of a member of the request itself is invalid, so there is no path.
        "" => new InvalidRequestException(Message),
        var path => new InvalidRequestException(Message, path, "invalid_value"),
    };

    private static string? PathOf(JsonElement value, string at)
    {
        try
        {
            return value.ValueKind switch
            {
                JsonValueKind.String => value.GetString() is null ? at : null,
                JsonValueKind.Object => First(value.EnumerateObject().Select(member => PathOf(member.Value, at.Length == 0 ? Fault.Name(member.Name) : $"{at}.{Fault.Name(member.Name)}"))),
                JsonValueKind.Array => First(value.EnumerateArray().Select((element, i) => PathOf(element, $"{at}[{i}]"))),
                _ => null,
            };
        }
        catch (InvalidOperationException)
        {
            return at;
        }
    }

    private static string? First(IEnumerable<string?> paths) => paths.FirstOrDefault(path => path is not null);
}
