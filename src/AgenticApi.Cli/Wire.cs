using System.Text.Json;

namespace AgenticApi.Cli;

/// <summary>Names of enumerations as the wire spells such words: <c>in_progress</c>.</summary>
internal static class Wire
{
    public static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
