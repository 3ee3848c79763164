using System.Text.Json;

namespace AgenticApi.Serving.Tools;

/// <summary>A tool of a request, as a function that the model can call.</summary>
/// <param name="ModelName">The name of the function, which is unique in the request.</param>
/// <param name="Name">The name of the tool in the request.</param>
/// <param name="Namespace">The namespace of the tool in the request; null for none.</param>
/// <param name="IsCustom">Whether it is a custom tool. Its function has one parameter, <see cref="CustomInput"/>, with the text.</param>
/// <param name="Declaration">The declaration of the tool in the request.</param>
internal sealed record ServedTool(string ModelName, string Name, string? Namespace, bool IsCustom, JsonElement Declaration)
{
    /// <summary>The name of the only parameter of a custom tool's function.</summary>
    public const string CustomInput = "input";
}
