using System.Text.Encodings.Web;
using System.Text.Json;

namespace AgenticApi.Cli;

/// <summary>How the tool writes JSON: characters as they are.</summary>
internal static class Json
{
    public static JsonSerializerOptions Plain { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
