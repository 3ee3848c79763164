using System.Text.Json;

namespace AgenticApi.Cli;

/// <summary>Converts names of enumerations to the snake case of the protocol: <c>in_progress</c>.</summary>
internal static class Wire
{
    public static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
