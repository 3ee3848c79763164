using System.Text.Json;
using AgenticApi.Serving.Chat;
using AgenticApi.Serving.Parsing;
using AgenticApi.Serving.Tools;

namespace AgenticApi.Serving;

/// <summary>The functions that a model can call, with the schemas of their parameters.</summary>
/// <remarks>Immutable.</remarks>
public sealed class ToolSchemas
{
    private static readonly Function FreeText = new(
        new Dictionary<string, ParameterSchema>(StringComparer.Ordinal) { [ServedTool.CustomInput] = new(JsonTypes.String, []) }, ParameterSchema.Undeclared);

    private readonly Dictionary<string, Function> _functions = new(StringComparer.Ordinal);

    /// <summary>Reads the <c>tools</c> of a request.</summary>
    /// <param name="tools">
    /// The array, in the form of the Responses API or of Chat Completions. It is read in the constructor. Any other JSON is treated as
    /// empty.
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

    /// <summary>Gets an object without functions.</summary>
    public static ToolSchemas Empty { get; } = new(default(JsonElement));

    /// <summary>Gets the names of the functions.</summary>
    public IReadOnlyCollection<string> Functions => _functions.Keys;

    /// <summary>Returns whether there is a function with a name.</summary>
    /// <param name="function">The name of the function.</param>
    /// <returns>True if there is one.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="function"/> is null.</exception>
    public bool Has(string function) => _functions.ContainsKey(function);

    /// <summary>Returns the names of a function's parameters.</summary>
    /// <param name="function">The name of the function.</param>
    /// <returns>The names; empty if the function is unknown.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="function"/> is null.</exception>
    public IReadOnlyCollection<string> Parameters(string function) => _functions.GetValueOrDefault(function)?.Parameters.Keys ?? (IReadOnlyCollection<string>)[];

    /// <summary>Returns the schema of a parameter.</summary>
    /// <param name="function">The name of the function.</param>
    /// <param name="parameter">The name of the parameter.</param>
    /// <returns>The schema; <see cref="ParameterSchema.Undeclared"/> if the function does not declare the parameter.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public ParameterSchema Parameter(string function, string parameter)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(parameter);
        return _functions.GetValueOrDefault(function) is { } known ? known.Parameters.GetValueOrDefault(parameter, known.Others) : ParameterSchema.Undeclared;
    }

    /// <summary>Reads the tools of a request, by the names that the model uses.</summary>
    internal static ToolSchemas OfRequest(JsonElement request) => new(ServedTools.Of(request));

    /// <summary>Returns whether the model that answers a request may call tools.</summary>
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
