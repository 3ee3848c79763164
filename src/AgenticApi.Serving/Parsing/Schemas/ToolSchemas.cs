using System.Text.Json;
using AgenticApi.Serving.Chat;
using AgenticApi.Serving.Parsing;
using AgenticApi.Serving.Tools;

namespace AgenticApi.Serving;

/// <summary>The tools that a model was given: their names, and what they declare of their parameters.</summary>
/// <remarks>Immutable.</remarks>
public sealed class ToolSchemas
{
    private static readonly Function FreeText = new(
        new Dictionary<string, ParameterSchema>(StringComparer.Ordinal) { [ServedTool.CustomInput] = new(JsonTypes.String, []) }, ParameterSchema.Undeclared);

    private readonly Dictionary<string, Function> _functions = new(StringComparer.Ordinal);

    /// <summary>Reads tools.</summary>
    /// <param name="tools">
    /// An array as requests of the Responses API have it, or as those of Chat Completions do; it is read at once. Anything else counts as empty.
    /// </param>
    public ToolSchemas(JsonElement tools)
    {
        foreach (var tool in tools.Values())
        {
            var function = tool.Member("function") is { ValueKind: JsonValueKind.Object } nested ? nested : tool;
            if (function.Member("name").Text() is { Length: > 0 } name)
            {
                _functions[name] = Read(function);
            }
        }
    }

    private ToolSchemas(ServedTools tools)
    {
        foreach (var tool in tools.All)
        {
            _functions[tool.ModelName] = tool.IsCustom ? FreeText : Read(tool.Declaration);
        }
    }

    /// <summary>No tools.</summary>
    public static ToolSchemas Empty { get; } = new(default(JsonElement));

    /// <summary>The names of the functions.</summary>
    public IReadOnlyCollection<string> Functions => _functions.Keys;

    /// <summary>Whether there is a function of this name.</summary>
    /// <param name="function">The name.</param>
    public bool Has(string function) => _functions.ContainsKey(function);

    /// <summary>The parameters that a function names; empty where the function is not known.</summary>
    /// <param name="function">The function's name.</param>
    public IReadOnlyCollection<string> Parameters(string function) => _functions.GetValueOrDefault(function)?.Parameters.Keys ?? (IReadOnlyCollection<string>)[];

    /// <summary>What a function declares of a parameter; <see cref="ParameterSchema.Undeclared"/> where it does not.</summary>
    /// <param name="function">The function's name.</param>
    /// <param name="parameter">The parameter's name.</param>
    public ParameterSchema Parameter(string function, string parameter) => _functions.GetValueOrDefault(function) is { } known
        ? known.Parameters.GetValueOrDefault(parameter, known.Others)
        : ParameterSchema.Undeclared;

    /// <summary>The tools of a request, by the names that the model uses.</summary>
    internal static ToolSchemas OfRequest(JsonElement request) => new(ServedTools.Of(request));

    /// <summary>Whether the model that answers a request may call anything.</summary>
    internal static bool AllowsCalls(JsonElement request) =>
        request.Member("tool_choice").Text() != "none" && ServedTools.Of(request).All.Count > 0;

    private static Function Read(JsonElement function)
    {
        var reader = new SchemaReader(function.Member("parameters"));
        var parameters = new Dictionary<string, ParameterSchema>(StringComparer.Ordinal);
        foreach (var (parameter, schema) in reader.Properties())
        {
            parameters[parameter] = schema;
        }

        return new Function(parameters, reader.Others() ?? ParameterSchema.Undeclared);
    }

    private sealed record Function(Dictionary<string, ParameterSchema> Parameters, ParameterSchema Others);
}
