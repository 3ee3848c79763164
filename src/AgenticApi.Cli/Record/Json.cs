using System.Text.Encodings.Web;
using System.Text.Json;

namespace AgenticApi.Cli;

/// <summary>Options for writing JSON.</summary>
internal static class Json
{
    /// <summary>Escapes only characters that JSON requires to be escaped.</summary>
    public static JsonSerializerOptions Plain { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
