using Microsoft.Extensions.AI;

namespace AgenticApi.Extensions.AI;

/// <summary>Converts images and URLs to contents.</summary>
internal static class Media
{
    /// <summary>Returns an image from base 64; empty if there is none, or the text is not base 64.</summary>
    public static IEnumerable<AIContent> Image(string? base64, string? format)
    {
        var bytes = new byte[(base64 ?? "").Length];
        return base64 is { Length: > 0 } && Convert.TryFromBase64String(base64, bytes, out var count)
            ? [new DataContent(bytes.AsMemory(0, count), $"image/{(string.IsNullOrEmpty(format) ? "png" : format)}")]
            : [];
    }

    /// <summary>Returns the content of a data URL, or a reference to any other absolute URL; null if the text is not an absolute URL.</summary>
    public static AIContent? TryUri(string url, string mediaType)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri))
        {
            return null;
        }

        try
        {
            return uri.Scheme == "data" ? new DataContent(url) : new UriContent(uri, mediaType);
        }
        catch (Exception e) when (e is ArgumentException or UriFormatException)
        {
            return null;
        }
    }
}
