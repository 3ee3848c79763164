using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;

namespace AgenticApi.Execution;

public sealed partial record Tool
{
    /// <summary>Creates a function whose arguments are an object of a .NET type.</summary>
    /// <typeparam name="T">
    /// The type of the arguments. The schema is made of it, including required members and <see cref="System.ComponentModel.DescriptionAttribute"/>s.
    /// </typeparam>
    /// <param name="name">The name: 1 to 64 ASCII letters, digits, underscores and hyphens.</param>
    /// <param name="description">The description for the model.</param>
    /// <param name="arguments">The metadata of the type. Metadata of the source generator needs no reflection.</param>
    /// <param name="handler">Runs a call and returns its output; null counts as empty. Several threads may call it at once.</param>
    /// <param name="strict">Whether to ask the server to keep the model to the schema. It has no effect if strict mode does not support the schema.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The name has another form, or the type is not serialized as a JSON object.</exception>
    [OverloadResolutionPriority(1)]
    public static Tool Create<T>(
        string name, string description, JsonTypeInfo<T> arguments, Func<T, CancellationToken, Task<string>> handler, bool strict = true)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Create(name, description, arguments, async (a, _, ct) => ToolOutput.FromText(await handler(a, ct).ConfigureAwait(false) ?? ""), strict);
    }

    /// <inheritdoc cref="Create{T}(string, string, JsonTypeInfo{T}, Func{T, CancellationToken, Task{string}}, bool)"/>
    /// <remarks>The handler is synchronous and runs on a thread of the pool.</remarks>
    public static Tool Create<T>(string name, string description, JsonTypeInfo<T> arguments, Func<T, CancellationToken, string> handler, bool strict = true)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Create(name, description, arguments, (a, _, ct) => Task.Run(() => ToolOutput.FromText(handler(a, ct) ?? ""), ct), strict);
    }

    /// <inheritdoc cref="Create{T}(string, string, JsonTypeInfo{T}, Func{T, CancellationToken, Task{string}}, bool)"/>
    public static Tool Create<T>(
        string name, string description, JsonTypeInfo<T> arguments, Func<T, ToolCall, CancellationToken, Task<ToolOutput>> handler, bool strict = true)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(handler);
        var declaration = ToolDeclaration.Function(name, description, TypeSchema.Of(arguments), strict);
        return new Tool(name, declaration) { Bind = ToolHandlers.Typed(declaration, arguments, handler) };
    }
}
