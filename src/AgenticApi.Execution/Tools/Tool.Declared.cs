using System.Text.Json;

namespace AgenticApi.Execution;

public sealed partial record Tool
{
    /// <summary>A function whose arguments a JSON Schema describes.</summary>
    /// <param name="name">The name: letters, digits, underscores and hyphens of ASCII, 1 to 64.</param>
    /// <param name="description">What the model is told.</param>
    /// <param name="schema">The schema of the arguments: an object whose <c>type</c> is <c>object</c>.</param>
    /// <param name="handler">Runs a call with arguments that fit the schema. May be called by several threads at once.</param>
    /// <param name="strict">Whether the server is asked to keep the model to the schema. It is asked only where the schema allows it.</param>
    /// <exception cref="ArgumentException">The name cannot be sent, or the schema is no object schema.</exception>
    public static Tool FromSchema(
        string name, string description, JsonElement schema, Func<JsonElement, CancellationToken, Task<ToolOutput>> handler, bool strict = true)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return FromSchema(name, description, schema, (arguments, _, ct) => handler(arguments, ct), strict);
    }

    /// <inheritdoc cref="FromSchema(string, string, JsonElement, Func{JsonElement, CancellationToken, Task{ToolOutput}}, bool)"/>
    public static Tool FromSchema(
        string name, string description, JsonElement schema, Func<JsonElement, ToolCall, CancellationToken, Task<ToolOutput>> handler, bool strict = true) =>
        new Tool(name, ToolDeclaration.Function(name, description, schema, strict)).WithHandler(handler);

    /// <summary>A custom tool, whose input is any text.</summary>
    /// <param name="name">The name: letters, digits, underscores and hyphens of ASCII, 1 to 64.</param>
    /// <param name="description">What the model is told.</param>
    /// <param name="handler">Runs a call with its input as the model wrote it. May be called by several threads at once.</param>
    /// <param name="format">The form of the input, an object such as <c>{"type":"grammar",…}</c>; undefined for any text.</param>
    /// <exception cref="ArgumentException">The name cannot be sent, or the format is no object.</exception>
    public static Tool Custom(
        string name, string description, Func<string, CancellationToken, Task<ToolOutput>> handler, JsonElement format = default)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return new Tool(name, ToolDeclaration.Custom(name, description, format), isCustom: true)
        {
            Invoke = input => new ToolInvocation((_, ct) => handler(input, ct), null),
        };
    }

    /// <summary>
    /// A tool as it is sent, of which nothing runs here: a function or custom tool whose calls are the caller's, or a tool of the server such as
    /// <c>{"type":"web_search"}</c>.
    /// </summary>
    /// <param name="declaration">An object with a <c>type</c>. It is sent unchanged.</param>
    /// <exception cref="ArgumentException">It is no such object, its name cannot be sent, or its <c>parameters</c> are no object schema.</exception>
    public static Tool FromDeclaration(JsonElement declaration)
    {
        var type = ToolDeclaration.TypeOf(declaration);
        var name = ToolDeclaration.NameOf(declaration);
        if (type is "function" or "custom")
        {
            ToolDeclaration.CheckName(name);
        }

        if (type == "function")
        {
            ToolDeclaration.CheckParameters(ToolDeclaration.ParametersOf(declaration));
        }

        return new Tool(name, ToolDeclaration.Copy(declaration), isCustom: type == "custom");
    }

    /// <summary>The same function with what runs its calls, for a declaration that was read from a file.</summary>
    /// <param name="handler">Runs a call with arguments that fit the <c>parameters</c>. May be called by several threads at once.</param>
    /// <exception cref="InvalidOperationException">The tool is no function.</exception>
    public Tool WithHandler(Func<JsonElement, CancellationToken, Task<ToolOutput>> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return WithHandler((arguments, _, ct) => handler(arguments, ct));
    }

    /// <inheritdoc cref="WithHandler(Func{JsonElement, CancellationToken, Task{ToolOutput}})"/>
    public Tool WithHandler(Func<JsonElement, ToolCall, CancellationToken, Task<ToolOutput>> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return ToolDeclaration.TypeOf(Declaration) == "function"
            ? this with { Invoke = ToolHandlers.Untyped(Declaration, handler) }
            : throw new InvalidOperationException($"Only a tool of type \"function\" takes a handler for JSON arguments. One of type \"custom\" takes {nameof(WithInputHandler)}.");
    }

    /// <summary>The same custom tool with what runs its calls, for a declaration that was read from a file.</summary>
    /// <param name="handler">Runs a call with its input as the model wrote it. May be called by several threads at once.</param>
    /// <exception cref="InvalidOperationException">The tool is no custom tool.</exception>
    public Tool WithInputHandler(Func<string, ToolCall, CancellationToken, Task<ToolOutput>> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return IsCustom
            ? this with { Invoke = input => new ToolInvocation((call, ct) => handler(input, call, ct), null) }
            : throw new InvalidOperationException($"Only a tool of type \"custom\" takes a handler for text. One of type \"function\" takes {nameof(WithHandler)}.");
    }
}
