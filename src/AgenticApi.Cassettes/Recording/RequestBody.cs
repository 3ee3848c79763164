using System.Text.Json;

namespace AgenticApi.Cassettes;

/// <summary>Reads what a request carried.</summary>
internal static class RequestBody
{
    /// <summary>The JSON of a body; where it is none, its text as a JSON string; undefined where it is empty.</summary>
    public static JsonElement Parse(string text)
    {
        if (text.Length == 0)
        {
            return default;
        }

        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            return JsonElement.Parse($"\"{JsonEncodedText.Encode(text)}\"");
        }
    }
}
