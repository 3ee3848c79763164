using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace AgenticApi.Execution;

/// <summary>The arguments of a call, as the model wrote them.</summary>
internal static class ToolArguments
{
    /// <summary>Reads arguments: one JSON object whose names do not repeat. Nothing at all means an empty one.</summary>
    /// <param name="arguments">The text.</param>
    /// <param name="json">The object; undefined where there is an error.</param>
    /// <param name="error">What is wrong, as <c>path: message</c> for the model; null where nothing is.</param>
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

    /// <summary>Whether arguments are one JSON object, also one whose names repeat. Nothing at all is none.</summary>
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

    /// <summary>The arguments' meaning as a text: equal for arguments that differ in white space, order of names or notation only.</summary>
    /// <returns>The canonical JSON; of what is no JSON the text itself.</returns>
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

    /// <summary>Whether two texts are arguments of the same meaning.</summary>
    internal static bool AreEqual(string one, string other) => one == other || Canonical(one) == Canonical(other);

    /// <summary>Names what a call does: SHA-256 over the name, a line feed and the canonical arguments, as lower-case hexadecimal digits.</summary>
    internal static string Digest(string name, string arguments) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{name}\n{Canonical(arguments)}")));
}
