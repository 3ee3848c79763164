using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace AgenticApi.Execution;

/// <summary>Parses and compares the arguments of calls.</summary>
internal static class ToolArguments
{
    /// <summary>Parses arguments: one JSON object without repeated names. Empty text counts as an empty object.</summary>
    /// <param name="arguments">The text.</param>
    /// <param name="json">The object; undefined if there is an error.</param>
    /// <param name="error">The error for the model, as <c>path: message</c>; null if there is none.</param>
    internal static bool TryParse(string arguments, out JsonElement json, out string? error)
    {
        json = default;
        if (string.IsNullOrWhiteSpace(arguments))
        {
            arguments = "{}";
        }

        try
        {
            var utf8 = new UTF8Encoding(false, throwOnInvalidBytes: true).GetBytes(arguments);
            error = ArgumentsScan.Error(utf8);
            if (error is null)
            {
                json = JsonElement.Parse(utf8);
            }
        }
        catch (EncoderFallbackException)
        {
            error = "$: expected one JSON object, got text with half a surrogate pair";
        }

        return error is null;
    }

    /// <summary>Returns whether arguments are one JSON object. Repeated names are allowed; empty text is not an object.</summary>
    internal static bool IsObject(string arguments)
    {
        try
        {
            using var json = JsonDocument.Parse(arguments, RunRecordFormat.AnyDepth);
            return json.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            return false;
        }
    }

    /// <summary>Returns a text that is equal for arguments that differ only in white space, order of names or notation.</summary>
    /// <returns>The canonical JSON; the text itself if it is not valid JSON.</returns>
    internal static string Canonical(string arguments)
    {
        if (string.IsNullOrWhiteSpace(arguments))
        {
            return "{}";
        }

        try
        {
            return CanonicalJson.Of(JsonElement.Parse(arguments));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            return arguments;
        }
    }

    /// <summary>Returns whether two texts are equal apart from white space, order of names and notation.</summary>
    internal static bool AreEqual(string one, string other) => one == other || Canonical(one) == Canonical(other);

    /// <summary>Returns a digest of a call: SHA-256 over the name, a line feed and the canonical arguments, as lower-case hexadecimal digits.</summary>
    internal static string Digest(string name, string arguments) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{name}\n{Canonical(arguments)}")));
}
