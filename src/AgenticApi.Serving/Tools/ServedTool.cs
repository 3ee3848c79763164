using System.Text.Json;

namespace AgenticApi.Serving.Tools;

/// <summary>A tool of a request as the model sees it: a function.</summary>
/// <param name="ModelName">The function's name, which no other tool of the request has.</param>
/// <param name="Name">The name that the client gave the tool.</param>
/// <param name="Namespace">The namespace that the client put it in; null for none.</param>
/// <param name="IsCustom">Whether the tool takes free text, which the function wraps as its one parameter <see cref="CustomInput"/>.</param>
/// <param name="Declaration">The tool as the request declares it.</param>
internal sealed record ServedTool(string ModelName, string Name, string? Namespace, bool IsCustom, JsonElement Declaration)
{
    /// <summary>The parameter of a custom tool's function.</summary>
    public const string CustomInput = "input";
}
