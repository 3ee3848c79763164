using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;

namespace AgenticApi.Execution;

public sealed partial record Tool
{
    /// <summary>A function whose arguments are an object of a .NET type.</summary>
    /// <typeparam name="T">The type of the arguments, which becomes the schema: its required members, and its descriptions.</typeparam>
    /// <param name="name">The name: letters, digits, underscores and hyphens of ASCII, 1 to 64.</param>
    /// <param name="description">What the model is told.</param>
    /// <param name="arguments">How the arguments are read. Metadata from the source generator need no reflection.</param>
    /// <param name="handler">Runs a call, and gives its output as text. May be called by several threads at once.</param>
    /// <param name="strict">Whether the server is asked to keep the model to the schema. It is asked only where the schema allows it.</param>
    /// <exception cref="ArgumentException">The name cannot be sent, or the type's JSON is no object.</exception>
    [OverloadResolutionPriority(1)]
    public static Tool Create<T>(
        string name, string description, JsonTypeInfo<T> arguments, Func<T, CancellationToken, Task<string>> handler, bool strict = true)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Create(name, description, arguments, async (a, _, ct) => ToolOutput.FromText(await handler(a, ct).ConfigureAwait(false) ?? ""), strict);
    }

    /// <inheritdoc cref="Create{T}(string, string, JsonTypeInfo{T}, Func{T, CancellationToken, Task{string}}, bool)"/>
    /// <remarks>A handler that is not asynchronous runs on a thread of the pool.</remarks>
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
        return new Tool(name, declaration) { Invoke = ToolHandlers.Typed(declaration, arguments, handler) };
    }
}
