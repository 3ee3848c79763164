using System.Text.Json;

namespace AgenticApi.Serving.Chat;

/// <summary>Finds text that is no Unicode, such as half of a surrogate pair, which the framework neither reads nor writes.</summary>
internal static class UnicodeFault
{
    private const string Message = "A text of the request is not Unicode.";

    /// <summary>Why the request is refused, with the place of the first such text; null where there is none.</summary>
    public static InvalidRequestException? Find(JsonElement request) => Place(request, "") switch
    {
        null => null,
        // The name of a member of the request itself, which has no place that could be named.
        "" => new InvalidRequestException(Message),
        var place => new InvalidRequestException(Message, place, "invalid_value"),
    };

    private static string? Place(JsonElement value, string at)
    {
        try
        {
            return value.ValueKind switch
            {
                JsonValueKind.String => value.GetString() is null ? at : null,
                JsonValueKind.Object => First(value.EnumerateObject().Select(member => Place(member.Value, at.Length == 0 ? member.Name : $"{at}.{member.Name}"))),
                JsonValueKind.Array => First(value.EnumerateArray().Select((element, i) => Place(element, $"{at}[{i}]"))),
                _ => null,
            };
        }
        catch (InvalidOperationException)
        {
            return at;
        }
    }

    private static string? First(IEnumerable<string?> places) => places.FirstOrDefault(place => place is not null);
}
